/** Failures of the world below, told in the words of the contract. */
import { CursorError } from '../events/eventLog.js';
import { StoreUnavailable } from '../store/store.js';
import { BadPicture, EngineUnavailable } from '../vision/engine.js';
import { ProctorError } from './errors.js';

/** How long a client is asked to wait when the store does not answer. */
const STORE_RETRY_MS = 2_000;

/** What a caller should be told of an error; errors that are nobody's business but ours come back as they are. */
export function toProctorError(error: unknown): unknown {
  if (error instanceof BadPicture) return new ProctorError('BAD_IMAGE', error.message);
  if (error instanceof EngineUnavailable) {
    return new ProctorError('ENGINE_UNAVAILABLE', 'The vision engine does not answer. Try again in a moment.');
  }
  if (error instanceof StoreUnavailable) {
    return new ProctorError('OVERLOADED', 'The store does not answer. Try again in a moment.', {
      retryAfterMs: STORE_RETRY_MS,
    });
  }
  if (error instanceof CursorError) {
    return new ProctorError(error.problem === 'expired' ? 'CURSOR_EXPIRED' : 'BAD_USER_INPUT', error.message);
  }
  return error;
}

/** The same object, whose promises reject with what `toProctorError` makes of their errors. */
export function translateFailure<T extends object>(service: T): T {
  return new Proxy(service, {
    get(target, property, receiver) {
      const method: unknown = Reflect.get(target, property, receiver);
      if (typeof method !== 'function') return method;
      return (...parameters: unknown[]) => {
        const answer: unknown = Reflect.apply(method, target, parameters);
        if (!(answer instanceof Promise)) return answer;
        return answer.catch((error: unknown) => {
          throw toProctorError(error);
        });
      };
    },
  });
}
