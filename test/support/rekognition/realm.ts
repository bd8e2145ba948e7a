/**
 * Jest runs each test file in a realm of its own, with an `Error` of its own, and AWS's SDK wraps whatever isn't one: the
 * errors of Node's sockets, that is. Here an error is an error wherever it was made, as it is outside of tests.
 */
import { types } from 'node:util';

Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, value: unknown): boolean {
    if (this === Error) return types.isNativeError(value);
    return Function.prototype[Symbol.hasInstance].call(this as () => void, value); // Errors' classes inherit this method.
  },
});
