import { TestEnvironment } from 'jest-environment-node';

/**
 * Jest runs each test file in a realm of its own, with typed arrays of its own, which ONNX Runtime's native code does not
 * take for typed arrays. In this environment they are those of the process.
 *
 * A test file asks for it in its first comment: `@jest-environment ./test/support/nativeEnvironment.js`
 */
export default class NativeEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    Object.assign(this.global, {
      Int8Array,
      Int16Array,
      Int32Array,
      Uint8ClampedArray,
      Uint16Array,
      Uint32Array,
      Float32Array,
      Float64Array,
      BigInt64Array,
      BigUint64Array,
    });
  }
}
