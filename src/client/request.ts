/** GraphQL over HTTP. */
import { type AnsweredError, refusalFrom, ServerUnreachable } from './errors.js';
import type { TypedDocumentString } from './generated/operations.js';

/**
 * Gives the token to send.
 * @param reason `refused` asks for another one than last time, which the server did not take
 */
export type TokenSource = (reason: 'needed' | 'refused') => string | undefined | Promise<string | undefined>;

export type SendRequest = <Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
) => Promise<Result>;

export interface RequestOptions {
  /** The API's address, such as `https://proctor.example/graphql`. */
  readonly url: string;
  readonly token: TokenSource;
  /** Instead of the global one. */
  readonly fetch?: typeof fetch | undefined;
}

/** Longer than a frame waits for its turn on a busy server, which refuses what would wait longer. */
const ANSWER_WITHIN_MS = 15_000;

/**
 * Asks once more with another token when the server does not take the first one.
 * @throws RequestRefused, ServerUnreachable
 */
export function createSendRequest({ url, token, fetch: send = fetch }: RequestOptions): SendRequest {
  return async (document, variables) => {
    const body = JSON.stringify({ query: String(document), variables });
    const first = await token('needed');
    const { answer, isTokenRefused } = await ask(first);
    if (!isTokenRefused) return dataOf(answer);
    const second = await token('refused');
    return dataOf(second === undefined || second === first ? answer : (await ask(second)).answer);

    /** @throws ServerUnreachable */
    async function ask(bearer: string | undefined) {
      const answer = await post(send, url, body, bearer).catch((failure: unknown) => {
        throw failure instanceof ServerUnreachable ? failure : new ServerUnreachable(`No answer from ${url}.`);
      });
      return { answer, isTokenRefused: answer.errors?.[0]?.extensions?.code === 'UNAUTHENTICATED' };
    }
  };

  /** The document's own type says what its data is: the server promises it in its schema. */
  function dataOf<Result>({ data, errors }: Answer): Result {
    if (errors?.[0]) throw refusalFrom(errors[0]);
    if (!data) throw new ServerUnreachable('The answer holds no data.');
    return data as Result;
  }
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly AnsweredError[];
}

async function post(send: typeof fetch, url: string, body: string, bearer: string | undefined): Promise<Answer> {
  const response = await send(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    },
    body,
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  // A proxy's error page, say. GraphQL sends its errors with 4xx and 5xx too.
  if (!response.headers.get('content-type')?.includes('json')) {
    throw new ServerUnreachable(`The answer has status ${response.status} and is not GraphQL.`);
  }
  return (await response.json()) as Answer; // what GraphQL over HTTP promises; a field that is missing counts as none
}
