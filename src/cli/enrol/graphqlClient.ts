/** One operation at a time over HTTP, and its failures in two kinds: those that pass, and those that don't. */
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

export interface GraphqlClient {
  /**
   * The answer's data.
   * @throws ServerUnavailable, ServerRefused; the signal's reason once it is aborted
   */
  send<T>(query: string, variables: object, data: z.ZodType<T>): Promise<T>;
}

/** It may answer later. */
export class ServerUnavailable extends Error {
  override readonly name = 'ServerUnavailable';
  constructor(
    message: string,
    /** How long the server asks to be left alone. */
    readonly retryAfterMs = 0,
  ) {
    super(message);
  }
}

/** It has answered, and asking the same again would not change its answer. */
export class ServerRefused extends Error {
  override readonly name = 'ServerRefused';
  constructor(
    /** As in `extensions.code`. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface GraphqlClientOptions {
  /** Without `/graphql`, and without a slash at the end. */
  readonly url: string;
  readonly token: string;
  /** Gives up what is under way. */
  readonly signal: AbortSignal;
}

/** As long as the server itself waits for a request, its upload included. */
const TIMEOUT_MS = 60_000;
/** Statuses of proxies, and of a server that is starting or stopping. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const PASSING_CODES: ReadonlySet<string> = new Set(['OVERLOADED', 'ENGINE_UNAVAILABLE']);
/** Their messages say little, so the code is told too. */
const OPAQUE_CODES: ReadonlySet<string> = new Set(['INTERNAL', 'UNKNOWN']);

/** Text of the server's, which is printed on a terminal and must not be able to steer it. */
export const words = z.string().transform((text) => stripVTControlCharacters(text).replace(/\p{Cc}+/gu, ' '));

const graphqlAnswer = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: words,
        extensions: z.object({ code: words.optional(), retryAfterMs: z.number().optional() }).optional(),
      }),
    )
    .optional(),
});

type GraphqlError = NonNullable<z.output<typeof graphqlAnswer>['errors']>[number];

export function createGraphqlClient({ url, token, signal }: GraphqlClientOptions): GraphqlClient {
  async function post(query: string, variables: object): Promise<{ readonly status: number; readonly text: string }> {
    try {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      signal.throwIfAborted();
      throw new ServerUnavailable(`No server answers at ${url} (${causeOf(error)}).`);
    }
  }

  return {
    async send(query, variables, dataSchema) {
      const { status, text } = await post(query, variables);
      const answer = graphqlAnswer.safeParse(jsonOf(text)).data;
      const error = answer?.errors?.[0];
      if (error) throw failureOf(error);
      const { data } = dataSchema.safeParse(answer?.data);
      if (data !== undefined) return data;
      if (PASSING_STATUSES.has(status))
        throw new ServerUnavailable(`The server at ${url} is not ready (HTTP ${status}).`);
      throw new ServerRefused('UNKNOWN', `${url} does not answer as Virtual Proctor does (HTTP ${status}).`);
    },
  };
}

function failureOf({ message, extensions: { code = 'UNKNOWN', retryAfterMs } = {} }: GraphqlError): Error {
  if (PASSING_CODES.has(code)) return new ServerUnavailable(message, retryAfterMs);
  return new ServerRefused(code, OPAQUE_CODES.has(code) ? `${message} (${code})` : message);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Such as ECONNREFUSED, which `fetch` hides in the cause of an error that says nothing. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error) return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
  return error.message;
}
