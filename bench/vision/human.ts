/** `@vladmandic/human` and `nsfwjs` on TensorFlow.js's WebAssembly backend: what a Node project would use otherwise. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';

export interface Rival {
  readonly name: string;
  observe(picture: Uint8Array): Promise<{ faces: number; objects: number }>;
}

// The packages are CommonJS and must share one instance of TensorFlow.js.
const require = createRequire(import.meta.url);

/**
 * The same tasks as the engine's, and no others: face detector, mesh and description for every face, objects, moderation.
 * It can't be told to look at the eyes of the largest face alone, as the engine does, and looks at everybody's. Results of earlier frames are not reused, as they are not by the engine, which sees many cameras in turn.
 */
export async function createRival(): Promise<Rival> {
  const tf = require('@tensorflow/tfjs-core');
  const wasm = require('@tensorflow/tfjs-backend-wasm');
  const wasmDist = `${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`;
  wasm.setWasmPaths(wasmDist);
  wasm.setThreadsCount(1);
  serveFiles();

  // The package's main entry wants tfjs-node; the build for WebAssembly lies beside it and is not exported.
  const humanDist = dirname(require.resolve('@vladmandic/human'));
  const { Human } = require(join(humanDist, 'human.node-wasm.js'));
  const human = new Human({
    backend: 'wasm',
    modelBasePath: pathToFileURL(join(humanDist, '../models/')).href,
    wasmPath: wasmDist,
    debug: false,
    cacheSensitivity: 0,
    skipAllowed: false,
    filter: { enabled: false },
    gesture: { enabled: false },
    body: { enabled: false },
    hand: { enabled: false },
    segmentation: { enabled: false },
    object: { enabled: true, maxDetected: 20 },
    face: {
      enabled: true,
      detector: { maxDetected: 12, rotation: false },
      mesh: { enabled: true },
      description: { enabled: true },
      iris: { enabled: true },
      emotion: { enabled: false },
      attention: { enabled: false },
      antispoof: { enabled: false },
      liveness: { enabled: false },
    },
  });
  await human.load();
  const moderator = await require('nsfwjs').load('MobileNetV2Mid');

  return {
    name: `human ${human.version} + nsfwjs (tfjs ${tf.version_core}, ${tf.getBackend()}, SIMD, 1 thread)`,
    async observe(bytes) {
      // As large as the engine decodes it, and as quickly.
      const decoding = sharp(bytes, { ignoreIcc: true }).resize(960, 960, { fit: 'inside', kernel: 'linear' });
      const { data, info } = await decoding.raw().toBuffer({ resolveWithObject: true });
      const picture = tf.tensor3d(data, [info.height, info.width, 3], 'int32');
      const result = await human.detect(picture);
      await moderator.classify(picture);
      tf.dispose(picture);
      if (result.error) throw new Error(result.error);
      return { faces: result.face.length, objects: result.object.length };
    },
  };
}

/** TensorFlow.js fetches its models; Node's fetch knows no files. */
function serveFiles(): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    return url.startsWith('file:') ? new Response(await readFile(new URL(url))) : fetch(input, init);
  };
}
