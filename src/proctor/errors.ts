/** The errors a caller can act on. Their codes are part of the contract; their messages are for people. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'BAD_USER_INPUT'
  | 'BAD_IMAGE'
  | 'IMAGE_TOO_LARGE'
  | 'NOT_FOUND'
  | 'CONSENT_REQUIRED'
  | 'SESSION_ENDED'
  | 'OVERLOADED'
  | 'CURSOR_EXPIRED'
  | 'ENGINE_UNAVAILABLE';

/** Anything else that is thrown is a fault of ours, and masked as INTERNAL. */
export class ProctorError extends Error {
  override readonly name = 'ProctorError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** Further facts for `extensions`, such as `retryAfterMs`. */
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
  }
}
