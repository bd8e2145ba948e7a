import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { sessionPartOf, sessionPartsOf } from '../../src/store/dynamodb/sessionParts.js';

describe('The parts of an exam’s sessions', () => {
  it('are the same for a candidate at every time and in every process', () => {
    expect(['ada', 'bela', 'çelik'].map((candidate) => sessionPartOf('exam', candidate))).toEqual([
      'exam~f',
      'exam~8',
      'exam~a',
    ]);
  });

  it('share the candidates evenly, so that none gets more than a partition takes', () => {
    const counts = new Map(sessionPartsOf('exam').map((part) => [part, 0]));
    const candidates = 10_000;
    for (let number = 0; number < candidates; number++) {
      const part = sessionPartOf('exam', number % 2 === 0 ? `candidate-${number}` : randomUUID());
      counts.set(part, (counts.get(part) ?? 0) + 1);
    }
    expect(counts.size).toBe(16);
    // A frame every two seconds, at two units: as many units a second as candidates.
    expect(Math.max(...counts.values())).toBeLessThan(1_000);
  });
});
