/** What a client of the sample is told of an error: a status, and a body in both shapes that the sample has for it. */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { FormatError } from '../../graphql/errorFormat.js';
import type { Refusal } from '../refusal.js';

export interface Failure {
  readonly status: number;
  readonly body: FailureBody;
}

/** `Message` as the sample's API Gateway words its refusals, `error` as its index function does. */
export interface FailureBody {
  readonly Message: string;
  readonly error: { readonly code: string; readonly message: string; readonly [fact: string]: unknown };
}

/** 422 is what the sample's gateway says of a request whose content won't do. */
const STATUSES: Readonly<Record<string, number>> = {
  BAD_USER_INPUT: 422,
  BAD_IMAGE: 422,
  IMAGE_TOO_LARGE: 413,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONSENT_REQUIRED: 409,
  SESSION_ENDED: 409,
  OVERLOADED: 503,
  ENGINE_UNAVAILABLE: 503,
  ISSUER_UNAVAILABLE: 503,
};

/** @param format masks and logs what is nobody's business but ours */
export function failureOf(error: Error, format: FormatError): Failure {
  const formatted = format(
    error instanceof GraphQLError ? error : new GraphQLError(error.message, { originalError: error }),
  );
  const code = codeOf(formatted);
  const { message, extensions } = formatted;
  return { status: STATUSES[code] ?? 500, body: bodyOf({ ...extensions, code, message }) };
}

export function failureOfRefusal({ status, code, message }: Refusal): Failure {
  return { status, body: bodyOf({ code, message }) };
}

export function bodyOf(error: FailureBody['error']): FailureBody {
  return { Message: error.message, error };
}

function codeOf({ extensions }: GraphQLFormattedError): string {
  return String(extensions?.['code'] ?? 'INTERNAL');
}
