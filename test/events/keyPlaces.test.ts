import { describe, expect, test } from '@jest/globals';
import { createKeyPlaces } from '../../src/events/history/keyPlaces.js';

describe('a key that was looked for in vain', () => {
  test('stays absent until its event is there', () => {
    const places = createKeyPlaces(10);
    places.beginSearch('frame')();
    expect(places.get('frame')).toBe('absent');
    places.set('frame', 7);
    expect(places.get('frame')).toBe(7);
  });

  test('stays absent though events of other keys came during the search', () => {
    const places = createKeyPlaces(10);
    const noteAbsence = places.beginSearch('frame');
    places.set('other', 1);
    noteAbsence();
    expect(places.get('frame')).toBe('absent');
  });

  test('is not taken for absent when its event came during the search', () => {
    const places = createKeyPlaces(10);
    const noteAbsence = places.beginSearch('frame');
    places.set('frame', 1);
    noteAbsence();
    expect(places.get('frame')).toBe(1);
  });

  test('may be there when so many events came during the search that some are forgotten again', () => {
    const places = createKeyPlaces(3);
    const noteAbsence = places.beginSearch('frame');
    ['frame', 'second', 'third', 'fourth'].forEach((key, index) => void places.set(key, index + 1));
    noteAbsence();
    expect(places.get('frame')).toBeUndefined();
  });

  test('may be there when events came that were not noted', () => {
    const places = createKeyPlaces(10);
    const noteAbsence = places.beginSearch('frame');
    places.clear();
    noteAbsence();
    expect(places.get('frame')).toBeUndefined();
  });
});
