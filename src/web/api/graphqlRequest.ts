/** GraphQL over HTTP, as the playground asks. */
import type { FormattedExecutionResult } from 'graphql-ws';
import { SERVER } from '../strings.js';
import { patientFetch, ServerSilent } from './patientFetch.js';

/** Data, errors or both. */
export type Result = FormattedExecutionResult<Record<string, unknown>, unknown>;

export interface Operation {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown>;
}

/**
 * Sends a query or a mutation. What GraphQL has to say against it is in the result's `errors`.
 * @throws Error with a sentence for people, when no GraphQL result came back
 */
export async function post(operation: Operation, token: string | undefined): Promise<Result> {
  const response = await reach('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(operation),
  });
  return readJson(response);
}

/**
 * Sends a request to our own server.
 * @throws Error with a sentence for people, when no answer came
 */
export async function reach(path: string, request?: RequestInit): Promise<Response> {
  return await patientFetch(path, request).catch((failure: unknown) => {
    throw failure instanceof ServerSilent ? failure : new Error(SERVER.unreachable);
  });
}

/**
 * The JSON of an answer, whatever its status: GraphQL sends its errors with 4xx too.
 * @throws Error when the answer is not JSON: a proxy's error page, say
 */
export async function readJson<T>(response: Response): Promise<T> {
  if (!response.headers.get('content-type')?.includes('json')) {
    throw new Error(SERVER.noResult(`${response.status} ${response.statusText}`.trim()));
  }
  return response.json();
}
