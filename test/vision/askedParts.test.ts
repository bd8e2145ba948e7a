import { describe, expect, it } from '@jest/globals';
import type { CheckName } from '../../src/domain/checks.js';
import { type AskedParts, askedParts } from '../../src/vision/askedParts.js';

function partsFor(...checks: CheckName[]): (keyof AskedParts)[] {
  const parts = askedParts(new Set(checks));
  return (Object.keys(parts) as (keyof AskedParts)[]).filter((part) => parts[part]); // The keys of a known record.
}

describe('the parts of an observation that are asked for', () => {
  it('are all of them when nobody says which checks are made', () => {
    expect(askedParts()).toEqual({ faces: true, labels: true, moderation: true, matches: true, gaze: true });
  });

  it('are none when no check is made', () => {
    expect(partsFor()).toEqual([]);
  });

  it('are those which the checks are judged by', () => {
    expect(partsFor('OBJECTS_OF_INTEREST')).toEqual(['labels']);
    expect(partsFor('UNSAFE_CONTENT')).toEqual(['moderation']);
    expect(partsFor('FACE_DETECTION')).toEqual(['faces', 'gaze']);
    expect(partsFor('OBJECTS_OF_INTEREST', 'UNSAFE_CONTENT')).toEqual(['labels', 'moderation']);
  });

  it('have the faces where persons are counted, since a face is a person', () => {
    expect(partsFor('PERSON_DETECTION')).toEqual(['faces', 'labels']);
  });

  it('have the faces where somebody is recognised by one', () => {
    expect(partsFor('PERSON_RECOGNITION')).toEqual(['faces', 'matches']);
  });
});
