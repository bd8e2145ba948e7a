import { beforeEach, describe, expect, it } from '@jest/globals';
import { CallFailed, type FailureKind } from '../../../src/vision/rekognition/failures.js';
import type { RekognitionOperation } from '../../../src/vision/rekognition/operations.js';
import { createTroubles, type Troubles } from '../../../src/vision/rekognition/troubles.js';

let told: string[];
let clock: { ms: number };
let troubles: Troubles;

beforeEach(() => {
  told = [];
  clock = { ms: 0 };
  troubles = createTroubles({
    region: 'eu-west-1',
    collectionId: 'hall',
    onProblem: (problem) => told.push(problem),
    now: () => clock.ms,
  });
});

function meet(kind: FailureKind, operation: RekognitionOperation = 'DetectFaces'): void {
  troubles.tell(new CallFailed(operation, kind));
}

describe('A trouble', () => {
  it('is told once for as long as it lasts', () => {
    for (let second = 0; second < 600; second++) {
      clock.ms += 1_000;
      meet('UNREACHABLE');
    }
    expect(told).toEqual([expect.stringContaining('its endpoint in eu-west-1')]);
  });

  it('is told again when it comes back after a quiet minute', () => {
    meet('UNREACHABLE');
    clock.ms += 61_000;
    meet('UNREACHABLE');
    expect(told).toHaveLength(2);
  });

  it('of one operation is another than that of the next', () => {
    for (const operation of ['DetectFaces', 'DetectLabels', 'DetectFaces'] as const) meet('DENIED', operation);
    expect(told).toEqual([
      expect.stringContaining('rekognition:DetectFaces'),
      expect.stringContaining('rekognition:DetectLabels'),
    ]);
  });

  it('of them all is one', () => {
    for (const operation of ['DetectFaces', 'DetectLabels'] as const) meet('BAD_CREDENTIALS', operation);
    expect(told).toHaveLength(1);
  });

  it('names the action that AWS says it denies', () => {
    const message =
      'User: arn:aws:sts::111122223333:assumed-role/node/1 is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/looks';
    troubles.tell(new CallFailed('DetectFaces', 'DENIED', { cause: new Error(message) }));
    expect(told).toEqual([expect.stringMatching(/^AWS denies sts:AssumeRole\./)]);
  });

  it.each<FailureKind>(['CANCELLED', 'SUSPENDED', 'NO_FACE', 'BAD_PICTURE'])('is none: %s', (kind) => {
    meet(kind);
    expect(told).toEqual([]);
  });
});
