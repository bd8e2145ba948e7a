/** What a client is told of an error, over either transport, and what the log is told instead. */
import { GraphQLError, type GraphQLErrorExtensions, type GraphQLFormattedError, Kind } from 'graphql';
import type { Logger } from 'pino';
import { ProctorError } from '../proctor/errors.js';

export type FormatError = (error: GraphQLError) => GraphQLFormattedError;

/** Enough for every message of ours; what graphql-js quotes of a value is cut down to it. */
const LONGEST_MESSAGE = 400;

export interface ErrorFormatOptions {
  readonly requestId: string;
  readonly log: Pick<Logger, 'error'>;
  /** Told each code that a client is told. */
  readonly onTold?: (code: string) => void;
}

/**
 * The formatter of one request, whose id each error carries. An error that the caller can act on is told with its code. Any
 * other is masked as INTERNAL and logged under the request's id, without variables or document.
 */
export function createErrorFormatter({ requestId, log, onTold }: ErrorFormatOptions): FormatError {
  function tell(
    { locations, path }: GraphQLError,
    message: string,
    extensions: GraphQLErrorExtensions & { readonly code: string },
  ): GraphQLFormattedError {
    onTold?.(extensions.code);
    const place = { ...(locations && { locations }), ...(path && { path }) };
    return { message, ...place, extensions: { ...extensions, requestId } };
  }

  return (error) => {
    const cause = rootCause(error);
    if (cause instanceof ProctorError) return tell(error, cause.message, { ...cause.details, code: cause.code });
    const { http: _, ...extensions } = error.extensions;
    const code = extensions['code'] ?? (isAboutTheRequest(error) ? 'BAD_USER_INPUT' : undefined);
    if (code) return tell(error, shorten(error.message), { ...extensions, code: String(code) });
    log.error({ requestId, path: error.path?.join('.'), err: cause }, 'An operation failed.');
    return tell(error, 'Something went wrong on our side. Its request id is in our log.', { code: 'INTERNAL' });
  };
}

function rootCause(error: Error): Error {
  return error instanceof GraphQLError && error.originalError ? rootCause(error.originalError) : error;
}

/** graphql-js points at the variable or value that it refuses, and at the field for whatever a resolver throws. */
function isAboutTheRequest({ nodes }: GraphQLError): boolean {
  const kind = nodes?.[0]?.kind;
  return kind !== undefined && kind !== Kind.FIELD;
}

/** Without its middle: graphql-js quotes a refused value whole, be it a picture, between the variable and the reason. */
function shorten(message: string): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  const half = LONGEST_MESSAGE / 2;
  return `${message.slice(0, half)} … ${message.slice(-half)}`;
}
