/**
 * @jest-environment ./test/support/nativeEnvironment.js
 */
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CheckName } from '../../../src/domain/checks.js';
import { loadModels } from '../../../src/vision/embedded/inference/loadModels.js';
import { type ModelName, modelsFolder } from '../../../src/vision/embedded/models/catalogue.js';
import { createObserver, type ModelSource } from '../../../src/vision/embedded/observer.js';
import type { Sighting } from '../../../src/vision/embedded/sight.js';
import { readPicture } from '../../../src/vision/picture.js';
import { portrait } from '../../support/pictures.js';

/** The networks that ran, one entry for each call. */
const calls: ModelName[] = [];
let models: ModelSource;

beforeAll(async () => {
  models = await loadModels({ folder: modelsFolder, threads: 1 });
});

beforeEach(() => {
  calls.length = 0;
});

async function observe(checks: readonly CheckName[]): Promise<Sighting> {
  const observer = createObserver((name) => {
    const model = models(name);
    return {
      run(...task) {
        calls.push(name);
        return model.run(...task);
      },
    };
  });
  const { bytes, width, height } = await readPicture(await portrait('green'));
  const picture = { bytes: new Uint8Array(bytes), width, height };
  const answer = await observer({ kind: 'observe', picture, describe: true, asked: new Set(checks) });
  if (answer.kind !== 'observed') throw new Error(`The answer was "${answer.kind}"`);
  return answer;
}

function networks(): ModelName[] {
  return [...new Set(calls)].sort();
}

function notAsked({ faces, labels, moderation, descriptors }: Sighting): string[] {
  return Object.entries({ faces, labels, moderation, descriptors })
    .filter(([, part]) => !part.ok && part.reason === 'not asked')
    .map(([name]) => name);
}

describe('a frame for which only some checks are asked', () => {
  it('runs no network when there is none', async () => {
    expect(notAsked(await observe([]))).toEqual(['faces', 'labels', 'moderation', 'descriptors']);
    expect(networks()).toEqual([]);
  });

  it.each<[CheckName, ModelName[], string[]]>([
    ['OBJECTS_OF_INTEREST', ['objectDetector'], ['faces', 'moderation', 'descriptors']],
    ['FACE_DETECTION', ['faceDetector', 'faceMesh', 'iris'], ['labels', 'moderation', 'descriptors']],
    ['PERSON_DETECTION', ['faceDetector', 'faceMesh', 'objectDetector'], ['moderation', 'descriptors']],
    ['PERSON_RECOGNITION', ['faceDetector', 'faceMesh', 'faceRecognition'], ['labels', 'moderation']],
    ['UNSAFE_CONTENT', ['moderation'], ['faces', 'labels', 'descriptors']],
  ])('runs for %s only %j', async (check, wanted, leftOut) => {
    const sighting = await observe([check]);
    expect(networks()).toEqual(wanted);
    expect(notAsked(sighting)).toEqual(leftOut);
  });
});
