/**
 * @jest-environment ./test/support/nativeEnvironment.js
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type ModelName, objectClasses } from '../../../../src/vision/embedded/models/catalogue.js';
import { convertModel } from '../../../../src/vision/embedded/models/convertModel.js';
import type { TfjsModelFile } from '../../../../src/vision/embedded/models/tfjsGraph.js';
import {
  eyes,
  faces,
  largestDifference,
  loadModel,
  loadReference,
  normalise,
  packageFolder,
  photo,
  startTensorFlow,
  type Values,
} from './reference.js';

const require = createRequire(import.meta.url);

beforeAll(startTensorFlow);

const loadConverted = async (name: ModelName) => loadModel(await convertModel(name, 'as installed'));

async function loadHuman(name: string, replacements?: Readonly<Record<string, Values>>) {
  const path = join(packageFolder('@vladmandic/human'), 'models', name);
  const model = JSON.parse(await readFile(`${path}.json`, 'utf8')) as TfjsModelFile;
  return loadReference(model, await readFile(`${path}.bin`), replacements);
}

function joined(...parts: (Values | undefined)[]): Values {
  const data = parts.flatMap((part) => [...(part?.data ?? [])]);
  return { dims: [data.length], data: Float32Array.from(data) };
}

describe('The converted networks see what TensorFlow.js sees', () => {
  test('the face detector', async () => {
    const picture = await photo(256, 256);
    const outputs = ['Identity', 'Identity_1', 'Identity_2', 'Identity_3'];
    const reference = await loadHuman('blazeface');
    const [fineLogits, coarseLogits, fineBoxes, coarseBoxes] = reference(
      { input: normalise(picture, 1 / 127.5, -1) },
      outputs,
    );
    const { scores, boxes } = await (await loadConverted('faceDetector'))(picture);
    const logits = joined(fineLogits, coarseLogits);
    const probabilities = { ...logits, data: logits.data.map((logit) => 1 / (1 + Math.exp(-logit))) };

    expect(Math.max(...probabilities.data)).toBeGreaterThan(0.8);
    expect(largestDifference(scores, probabilities)).toBeLessThan(1e-5);
    expect(largestDifference(boxes, joined(fineBoxes, coarseBoxes))).toBeLessThan(1e-5);
  });

  test('the face mesh, with as many faces at once as one likes', async () => {
    const pictures = await Promise.all(faces.map((face) => photo(192, 192, face)));
    const batch = { dims: [faces.length, 192, 192, 3], data: Buffer.concat(pictures.map(({ data }) => data)) };
    const reference = await loadHuman('facemesh');
    const expected = pictures.map((picture) =>
      reference({ input_1: normalise(picture, 1 / 255) }, ['Identity_1', 'Identity_2']),
    );
    const { presence, landmarks } = await (await loadConverted('faceMesh'))(batch);

    const [presences, points] = [0, 1].map((output) => joined(...expected.map((values) => values[output])));
    expect(Math.min(...(presences?.data ?? []))).toBeGreaterThan(0.9);
    expect(landmarks?.dims).toEqual([faces.length, 468, 3]);
    expect(largestDifference(presence, presences)).toBeLessThan(1e-5);
    expect(largestDifference(landmarks, points)).toBeLessThan(1e-5);
  });

  test('the iris network, with both eyes at once', async () => {
    const pictures = await Promise.all(eyes.map((eye) => photo(64, 64, eye)));
    const batch = { dims: [eyes.length, 64, 64, 3], data: Buffer.concat(pictures.map(({ data }) => data)) };
    const reference = await loadHuman('iris');
    const expected = pictures.map((picture) => reference({ input_1: normalise(picture, 1 / 255) }, ['Identity'])[0]);
    const { contour, iris } = await (await loadConverted('iris'))(batch);

    const [contours, irises] = [
      [0, 71 * 3],
      [71 * 3, 76 * 3],
    ].map(([from, to]) =>
      joined(...expected.map((points) => points && { dims: [], data: points.data.subarray(from, to) })),
    );
    expect(contour?.dims).toEqual([eyes.length, 71, 3]);
    expect(iris?.dims).toEqual([eyes.length, 5, 3]);
    expect(largestDifference(contour, contours)).toBeLessThan(1e-5);
    expect(largestDifference(iris, irises)).toBeLessThan(1e-5);
  });

  test('the moderation network', async () => {
    const path = join(packageFolder('nsfwjs'), 'dist/models/mobilenet_v2_mid');
    const parts = [1, 2].map((part) => require(join(path, `group1-shard${part}of2.min.js`)) as string);
    const weights = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')));
    const reference = await loadReference(require(join(path, 'model.min.js')) as TfjsModelFile, weights);
    const picture = await photo(224, 224);
    const [expected] = reference({ input: normalise(picture, 1 / 255) }, ['Identity']);
    const { scores } = await (await loadConverted('moderation'))(picture);

    expect(largestDifference(scores, expected)).toBeLessThan(1e-5);
  });
});

describe('The object detector finds what TensorFlow.js finds', () => {
  /** Left, top, right, bottom, score, COCO class: a find as the source graph reports it. */
  type Find = readonly number[];
  const cocoClasses: readonly number[] = objectClasses.map(({ number }) => number);

  /** The finds of our classes that are worth the name; of the others, more or fewer fit in the list. */
  const notable = (finds: Find[]) =>
    finds.filter(([, , , , score = 0, cocoClass = -1]) => score > 0.1 && cocoClasses.includes(cocoClass));
  const rows = ({ data }: Values, width: number) =>
    Array.from({ length: data.length / width }, (_, row) => [...data.subarray(row * width, (row + 1) * width)]);
  const values = (...data: number[]): Values => ({
    dims: data.length === 1 ? [] : [data.length],
    data: Float32Array.from(data),
  });
  const columns = (finds: Find[], from: number, to: number) => values(...finds.flatMap((find) => find.slice(from, to)));

  /**
   * The weights are stored as 16-bit floats, and so are the sixths in the activations. We compute with true sixths, and
   * the reference has to as well; otherwise scores differ by 0.001.
   */
  async function trueSixths(): Promise<Record<string, Values>> {
    const path = join(packageFolder('@vladmandic/human'), 'models/centernet.json');
    const { weightsManifest } = JSON.parse(await readFile(path, 'utf8')) as TfjsModelFile;
    const names = weightsManifest.flatMap(({ weights }) => weights.map(({ name }) => name));
    const sixths = names.filter((name) => /hard_swish\/mul_1\/y$|squeeze_excite\/Conv_1\/mul\/y$/.test(name));
    return Object.fromEntries(sixths.map((name) => [name, values(1 / 6)]));
  }

  /** The source graph is made for 512×512; these of its constants make it one for another size. */
  const sizeOf = (height: number, width: number): Record<string, Values> => ({
    'tower_0/CenternetHead/c5_upsample/up_sampling2d/mul': values(height / 16, width / 16),
    'tower_0/CenternetHead/c4_upsample/up_sampling2d_1/mul': values(height / 8, width / 8),
    'tower_0/CenternetHead/c3_upsample/up_sampling2d_2/mul': values(height / 4, width / 4),
    'tower_0/strided_slice_6': values(width / 4),
    'tower_0/BatchGather/concat': values((height / 4) * (width / 4), 4),
  });

  test.each([
    ['of the size it was made for', 512, 512],
    ['of a webcam', 480, 640],
    ['that is higher than wide', 640, 384],
  ])('in a picture %s', async (_, height, width) => {
    const picture = await photo(height, width);
    const reference = await loadHuman('centernet', { ...(await trueSixths()), ...sizeOf(height, width) });
    const [detections] = reference({ 'tower_0/images': normalise(picture, 1) }, ['tower_0/detections']);
    const found = await (await loadConverted('objectDetector'))(picture);

    const expected = notable(rows(detections ?? values(), 6));
    const boxes = rows(found['boxes'] ?? values(), 4);
    const actual = notable(
      boxes.map((box, row) => [
        ...box,
        found['scores']?.data[row] ?? 0,
        cocoClasses[found['classes']?.data[row] ?? -1] ?? -1,
      ]),
    );
    expect(expected.map(([, , , , , cocoClass]) => cocoClass)).toEqual(expect.arrayContaining([0, 67]));
    expect([...columns(actual, 5, 6).data]).toEqual([...columns(expected, 5, 6).data]);
    expect(largestDifference(columns(actual, 4, 5), columns(expected, 4, 5))).toBeLessThan(1e-5);
    expect(largestDifference(columns(actual, 0, 4), columns(expected, 0, 4))).toBeLessThan(1e-5);
  });
});
