import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { descriptorLength, descriptorModel } from '../../../src/vision/embedded/faces/faceDescriptor.js';
import { createGallery } from '../../../src/vision/embedded/gallery.js';
import { matchFaces } from '../../../src/vision/embedded/matching.js';
import { toDescriptor, toTemplate } from '../../../src/vision/embedded/template.js';

/** Descriptors this far apart (a unit along one of the axes) are of strangers. */
function descriptor(axis: number, offset = 0): Float32Array {
  return Float32Array.from({ length: descriptorLength }, (_, index) => (index === axis ? 1 : index === 0 ? offset : 0));
}

async function* list(...faces: [string, Float32Array][]) {
  for (const [externalImageId, vector] of faces) yield { externalImageId, template: toTemplate(vector) };
}

const everybody = { threshold: 85, except: new Set<string>() };

describe('a template', () => {
  it('keeps every number of the descriptor, in 512 bytes', () => {
    const number = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(number, { minLength: descriptorLength, maxLength: descriptorLength }), (numbers) => {
        const template = toTemplate(Float32Array.from(numbers));
        expect(template.vector.byteLength).toBe(512);
        expect([...(toDescriptor(template) ?? [])]).toEqual(numbers);
      }),
    );
  });

  it('is little-endian', () => {
    expect([...toTemplate(Float32Array.of(1)).vector]).toEqual([0, 0, 0x80, 0x3f]);
  });

  it('of another model, or of another length, can not be compared', () => {
    const { vector } = toTemplate(descriptor(1));
    expect(toDescriptor({ model: 'another', vector })).toBeUndefined();
    expect(toDescriptor({ model: descriptorModel, vector: vector.subarray(4) })).toBeUndefined();
  });

  it('that is damaged can not be compared, least of all with everybody', () => {
    const damaged = { externalImageId: 'damaged', template: toTemplate(descriptor(1).fill(Number.NaN)) };
    expect(toDescriptor(damaged.template)).toBeUndefined();
    const thresholds = { similarityThreshold: 85, namingThreshold: 85 };
    expect(matchFaces([descriptor(2)], [damaged], thresholds, createGallery()).ok).toBe(false);
  });
});

describe('the gallery', () => {
  it('names those whom a face resembles, the most similar first', () => {
    const gallery = createGallery();
    gallery.add('near', descriptor(1, 0.3));
    gallery.add('nearer', descriptor(1, 0.1));
    gallery.add('stranger', descriptor(2));
    const found = gallery.search([descriptor(1)], everybody).map(({ externalImageId }) => externalImageId);
    expect(found).toEqual(['nearer', 'near']);
  });

  it('does not name those who are to be left out', () => {
    const gallery = createGallery();
    gallery.add('own', descriptor(1));
    expect(gallery.search([descriptor(1)], { threshold: 85, except: new Set(['own']) })).toEqual([]);
  });

  it('takes over what other nodes have enrolled and removed', async () => {
    const gallery = createGallery();
    await gallery.refresh(list(['old', descriptor(1)], ['kept', descriptor(2)]));
    await gallery.refresh(list(['kept', descriptor(2)], ['new', descriptor(3)]));
    expect(gallery.size).toBe(2);
    expect(gallery.search([descriptor(3)], everybody)).toHaveLength(1);
    expect(gallery.search([descriptor(1)], everybody)).toEqual([]);
  });

  it('remembers what has just changed here, though the list does not know of it yet', async () => {
    let time = 1_000_000;
    const gallery = createGallery(() => time);
    await gallery.refresh(list(['removed', descriptor(1)]));
    gallery.add('added', descriptor(2));
    gallery.remove('removed');
    await gallery.refresh(list(['removed', descriptor(1)]));
    expect(gallery.search([descriptor(2)], everybody)).toHaveLength(1);
    expect(gallery.search([descriptor(1)], everybody)).toEqual([]);

    time += 3_600_000;
    await gallery.refresh(list(['removed', descriptor(1)]));
    expect(gallery.search([descriptor(2)], everybody)).toEqual([]);
    expect(gallery.search([descriptor(1)], everybody)).toHaveLength(1);
  });

  it('keeps what it knew when the list can not be read', async () => {
    const gallery = createGallery();
    gallery.add('known', descriptor(1));
    async function* broken(): AsyncGenerator<{ externalImageId: string }> {
      yield { externalImageId: 'half' };
      throw new Error('no connection');
    }
    await expect(gallery.refresh(broken())).rejects.toThrow('no connection');
    expect(gallery.search([descriptor(1)], everybody)).toHaveLength(1);
  });
});

describe('matching the faces of a frame', () => {
  const enrolled = (externalImageId: string, vector: Float32Array) => ({
    externalImageId,
    template: toTemplate(vector),
  });

  it('finds the candidate by the best of several photos, and lists them all', () => {
    const expected = [enrolled('poor', descriptor(2)), enrolled('good', descriptor(1, 0.1))];
    const matches = matchFaces(
      [descriptor(5), descriptor(1)],
      expected,
      { similarityThreshold: 85, namingThreshold: 85 },
      createGallery(),
    );
    expect(matches).toMatchObject({ ok: true, value: [{ externalImageId: 'good' }, { externalImageId: 'poor' }] });
  });

  it('searches nobody else once the candidate is found', () => {
    const gallery = createGallery();
    gallery.add('twin', descriptor(1));
    const matches = matchFaces(
      [descriptor(1)],
      [enrolled('candidate', descriptor(1, 0.2))],
      { similarityThreshold: 85, namingThreshold: 85 },
      gallery,
    );
    expect(matches).toMatchObject({ ok: true, value: [{ externalImageId: 'candidate' }] });
  });

  it('names the impostor when the candidate is not there', () => {
    const gallery = createGallery();
    gallery.add('impostor', descriptor(1));
    const matches = matchFaces(
      [descriptor(1)],
      [enrolled('candidate', descriptor(2))],
      { similarityThreshold: 85, namingThreshold: 85 },
      gallery,
    );
    expect(matches).toMatchObject({
      ok: true,
      value: [{ externalImageId: 'impostor', similarity: 100 }, { externalImageId: 'candidate' }],
    });
  });

  it('has nothing to say without a face', () => {
    expect(
      matchFaces(
        [],
        [enrolled('candidate', descriptor(1))],
        { similarityThreshold: 85, namingThreshold: 85 },
        createGallery(),
      ),
    ).toEqual({
      ok: true,
      value: [],
    });
  });

  it('fails, rather than accuse, when the candidate was enrolled with another model', () => {
    const foreign = { externalImageId: 'candidate', template: { model: 'another', vector: new Uint8Array(512) } };
    expect(
      matchFaces([descriptor(1)], [foreign], { similarityThreshold: 85, namingThreshold: 85 }, createGallery()),
    ).toMatchObject({ ok: false });
  });
});
