/** What the SDK throws, in the words of the port. */
import { StoreUnavailable } from '../store.js';

/**
 * What DynamoDB answers when the request itself is wrong, or its condition not met: sending it again gives the same
 * answer. Everything else that comes back from the wire (no connection, no answer, throttling, expired credentials, a
 * table that is not there yet) may be different later.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
const FINAL_ANSWERS: ReadonlySet<string> = new Set([
  'ConditionalCheckFailedException',
  'ItemCollectionSizeLimitExceededException',
  'ResourceInUseException',
  'SerializationException',
  'ValidationException',
]);

/** Thrown before anything is sent, but about the world outside all the same. */
const CREDENTIALS_MISSING = 'CredentialsProviderError';

export function asStoreError(error: unknown): unknown {
  if (!(typeof error === 'object' && error !== null && 'name' in error)) return error;
  const name = String(error.name);
  // The SDK marks with `$metadata` whatever went wrong on the wire; a mistake on our side of it has none.
  const isFromTheWire = '$metadata' in error && !FINAL_ANSWERS.has(name);
  if (!isFromTheWire && name !== CREDENTIALS_MISSING) return error;
  const reason = 'code' in error ? String(error.code) : name;
  return new StoreUnavailable(`DynamoDB can't be used now (${reason}).`, { cause: error });
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html */
const REFUSED_CREDENTIALS: ReadonlySet<string> = new Set([
  'ExpiredTokenException',
  'InvalidSignatureException',
  'UnrecognizedClientException',
]);

export function areCredentialsRefused(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && REFUSED_CREDENTIALS.has(String(error.name));
}

export function isConditionFailed(error: unknown): boolean {
  return isNamed(error, 'ConditionalCheckFailedException');
}

export function isTableMissing(error: unknown): boolean {
  return error instanceof StoreUnavailable && isNamed(error.cause, 'ResourceNotFoundException');
}

export function isTableInUse(error: unknown): boolean {
  return isNamed(error, 'ResourceInUseException');
}

/**
 * True when the SDK sent the request more than once: then an earlier attempt, whose answer was lost, may have been the
 * one that made the condition false.
 */
export function wasRepeated(error: unknown): boolean {
  if (!(typeof error === 'object' && error !== null && '$metadata' in error)) return false;
  const { attempts } = error.$metadata as { readonly attempts?: number }; // the SDK's ResponseMetadata
  return (attempts ?? 1) > 1;
}

function isNamed(error: unknown, name: string): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === name;
}
