/** The server answered, and refuses: `code` is the `extensions.code` of its first error. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  constructor(
    readonly code: string,
    message: string,
    /** How long to wait before the same is asked again; set where the server said so. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}

/** No answer came, or none that the server itself can have given. What was asked may have been done all the same. */
export class ServerUnreachable extends Error {
  override readonly name = 'ServerUnreachable';
}

/** The shape of an error in a GraphQL answer, over either transport. */
export interface AnsweredError {
  readonly message: string;
  readonly extensions?: { readonly code?: unknown; readonly retryAfterMs?: unknown } | undefined;
}

export function refusalFrom({ message, extensions }: AnsweredError): RequestRefused {
  const code = typeof extensions?.code === 'string' ? extensions.code : 'INTERNAL';
  const wait = extensions?.retryAfterMs;
  return new RequestRefused(code, message, typeof wait === 'number' ? wait : undefined);
}
