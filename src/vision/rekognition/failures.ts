/** What can go wrong with a call, told apart by what has to be done about it. */
import type { RekognitionOperation } from './operations.js';

export type FailureKind =
  /** Nobody waits for the answer any more. */
  | 'CANCELLED'
  /** Not answered before the deadline. */
  | 'LATE'
  /** No connection, or one that broke. */
  | 'UNREACHABLE'
  /** An error on Amazon's side. */
  | 'FAILING'
  /** Something answered, but not as Rekognition does. */
  | 'GARBLED'
  /** Failed so often that it is not asked for a while. */
  | 'SUSPENDED'
  | 'THROTTLED'
  | 'DENIED'
  | 'BAD_CREDENTIALS'
  | 'NO_COLLECTION'
  | 'NO_FACE'
  | 'BAD_PICTURE'
  /** Refused for a reason that is a mistake of ours. */
  | 'REFUSED';

/** A call that brought no answer. Its message is safe to log, and says nothing of the picture. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  constructor(
    readonly operation: RekognitionOperation,
    readonly kind: FailureKind,
    options?: { readonly cause: unknown },
  ) {
    const { name } = propertiesOf(options?.cause);
    super(`rekognition:${operation} ${EXPLANATIONS[kind]}${typeof name === 'string' ? ` (${name})` : ''}`, options);
  }
}

/** An answer without what every answer has. */
export class GarbledAnswer extends Error {
  override readonly name = 'GarbledAnswer';
}

const EXPLANATIONS: Readonly<Record<FailureKind, string>> = {
  CANCELLED: 'was cancelled',
  LATE: 'did not answer in time',
  UNREACHABLE: "can't be reached",
  FAILING: 'fails',
  GARBLED: 'gave an answer that makes no sense',
  SUSPENDED: 'failed too often and is left alone for a moment',
  THROTTLED: 'is called more often than AWS allows',
  DENIED: 'is denied',
  BAD_CREDENTIALS: 'was not signed with credentials that AWS accepts',
  NO_COLLECTION: 'found no collection',
  NO_FACE: 'found no face',
  BAD_PICTURE: "can't read the picture",
  REFUSED: 'was refused',
};

/**
 * The names of errors: those of the service's own model, and those common to all of AWS
 * (https://docs.aws.amazon.com/rekognition/latest/APIReference/CommonErrors.html).
 */
const KINDS: Readonly<Record<string, FailureKind>> = {
  AccessDeniedException: 'DENIED',
  AccessDenied: 'DENIED',
  OptInRequired: 'DENIED',
  ExpiredTokenException: 'BAD_CREDENTIALS',
  ExpiredToken: 'BAD_CREDENTIALS',
  UnrecognizedClientException: 'BAD_CREDENTIALS',
  InvalidClientTokenId: 'BAD_CREDENTIALS',
  InvalidSignatureException: 'BAD_CREDENTIALS',
  SignatureDoesNotMatch: 'BAD_CREDENTIALS',
  IncompleteSignature: 'BAD_CREDENTIALS',
  MissingAuthenticationToken: 'BAD_CREDENTIALS',
  CredentialsProviderError: 'BAD_CREDENTIALS',
  TokenProviderError: 'BAD_CREDENTIALS',
  ThrottlingException: 'THROTTLED',
  Throttling: 'THROTTLED',
  ProvisionedThroughputExceededException: 'THROTTLED',
  LimitExceededException: 'THROTTLED',
  ResourceNotFoundException: 'NO_COLLECTION',
  InvalidImageFormatException: 'BAD_PICTURE',
  ImageTooLargeException: 'BAD_PICTURE',
  InternalServerError: 'FAILING',
  InternalFailure: 'FAILING',
  ServiceUnavailable: 'FAILING',
  ServiceUnavailableException: 'FAILING',
  GarbledAnswer: 'GARBLED',
  SyntaxError: 'GARBLED',
  TypeError: 'GARBLED',
};

const NETWORK_CODES =
  /^(ECONN|EHOST|ENET|ENOTFOUND|EAI_|EPIPE|ETIMEDOUT|ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

/**
 * Nothing but its message tells "there is no face" from other bad parameters; the wording is the service's.
 * @param signal what the call was aborted with, if it was
 */
export function failureOf(operation: RekognitionOperation, error: unknown, signal: AbortSignal): CallFailed {
  return new CallFailed(operation, kindOf(error, signal), { cause: error });
}

function kindOf(error: unknown, signal: AbortSignal): FailureKind {
  const { name, code, message, status } = propertiesOf(error);
  if (signal.aborted && name === 'AbortError') {
    return propertiesOf(signal.reason).name === 'TimeoutError' ? 'LATE' : 'CANCELLED';
  }
  // Connections that break are called timeouts by the SDK, too, and so is one that can't be made.
  if (name === 'TimeoutError' && /requestTimeout|inactivity/.test(String(message))) return 'LATE';
  if (name === 'TimeoutError' || NETWORK_CODES.test(String(code))) return 'UNREACHABLE';
  if (name === 'InvalidParameterException' && /no faces in the image/i.test(String(message))) return 'NO_FACE';
  const kind = KINDS[String(name)];
  if (kind && kind !== 'GARBLED') return kind;
  if (typeof status === 'number' && status >= 500) return 'FAILING';
  return kind ?? 'REFUSED';
}

function propertiesOf(error: unknown) {
  // Errors come from several libraries, and in tests from another realm, so that `instanceof` tells nothing.
  const { name, code, message, $metadata, $response } = Object(error) as Readonly<Record<string, unknown>>;
  const { httpStatusCode } = Object($metadata) as Readonly<Record<string, unknown>>;
  const { statusCode } = Object($response) as Readonly<Record<string, unknown>>;
  return { name, code, message, status: httpStatusCode ?? statusCode };
}
