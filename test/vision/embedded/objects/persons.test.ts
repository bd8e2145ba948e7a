import { describe, expect, it } from '@jest/globals';
import { countPersons } from '../../../../src/vision/embedded/objects/persons.js';

const seen = (left: number, top: number, width: number, height: number, confidence = 90) => ({
  box: { left, top, width, height },
  confidence,
});

describe('counting persons', () => {
  it('counts a body and the face in it once', () => {
    expect(countPersons([seen(0, 0, 100, 200, 80)], [seen(40, 10, 30, 40, 97)])).toEqual([seen(0, 0, 100, 200, 97)]);
  });

  it('counts a face without a body, and gives it one', () => {
    const [person, ...others] = countPersons([], [seen(40, 50, 30, 40)]);
    expect(others).toEqual([]);
    expect(person?.box.height).toBeGreaterThan(40);
  });

  it('counts two bodies in one place with a single face once', () => {
    const persons = countPersons([seen(0, 0, 100, 200), seen(10, 60, 95, 140)], [seen(40, 10, 30, 40)]);
    expect(persons).toHaveLength(1);
  });

  it('counts two people close together twice when both show their faces', () => {
    const bodies = [seen(0, 0, 100, 200), seen(20, 0, 100, 200)];
    expect(countPersons(bodies, [seen(20, 10, 30, 40), seen(70, 10, 30, 40)])).toHaveLength(2);
  });

  it('counts somebody whose face is hidden', () => {
    const persons = countPersons([seen(0, 0, 100, 200), seen(300, 0, 100, 200)], [seen(40, 10, 30, 40)]);
    expect(persons).toHaveLength(2);
  });

  it('gives a face to the person in front rather than to the larger one behind', () => {
    const behind = seen(0, 0, 300, 300, 60);
    const inFront = seen(100, 100, 80, 150, 60);
    const persons = countPersons([behind, inFront], [seen(120, 110, 30, 40, 99), seen(20, 10, 40, 50, 98)]);
    expect(persons).toEqual([
      { ...inFront, confidence: 99 },
      { ...behind, confidence: 98 },
    ]);
  });
});
