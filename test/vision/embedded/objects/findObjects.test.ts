import { describe, expect, it } from '@jest/globals';
import type { Model } from '../../../../src/vision/embedded/inference/model.js';
import { objectClasses } from '../../../../src/vision/embedded/models/catalogue.js';
import { findObjects } from '../../../../src/vision/embedded/objects/findObjects.js';
import { createPyramid } from '../../../../src/vision/embedded/picture/pyramid.js';

const picture = createPyramid({ width: 1024, height: 512, pixels: new Uint32Array(1024 * 512) });

interface Find {
  readonly label: (typeof objectClasses)[number]['label'];
  readonly score: number;
  /** Left, top, right and bottom in pixels of what the network is shown. */
  readonly box: readonly [number, number, number, number];
}

/** A network that sees this at its first look, that at its second, and so on; which pictures make a network doubt is not to be had otherwise. */
function networkSeeing(...looks: readonly (readonly Find[])[]): Model & { readonly inputs: (readonly number[])[] } {
  const inputs: (readonly number[])[] = [];
  return {
    inputs,
    async run(dims) {
      const finds = looks[inputs.length] ?? [];
      inputs.push(dims);
      const outputs: Record<string, Float32Array | Int32Array> = {
        scores: Float32Array.from(finds, ({ score }) => score),
        classes: Int32Array.from(finds, ({ label }) => objectClasses.findIndex((one) => one.label === label)),
        boxes: Float32Array.from(finds.flatMap(({ box }) => box)),
      };
      return (output) => outputs[output] ?? new Float32Array();
    },
  };
}

const person: Find = { label: 'Person', score: 0.6, box: [0, 0, 100, 200] };

/** In the middle of the picture, of which the first look sees half the size. */
const phone = (score: number): Find => ({ label: 'Cell Phone', score, box: [246, 118, 266, 138] });

/** The same place in the closer look, which shows the middle of the picture as it is. */
const closerPhone = (score: number): Find => ({ label: 'Cell Phone', score, box: [172, 76, 212, 116] });

describe('finding objects', () => {
  it('takes one look, shaped like the picture, when nothing resembles a phone', async () => {
    const network = networkSeeing([person]);
    const [found, ...others] = await findObjects(network, picture);
    expect(network.inputs).toEqual([[1, 256, 512, 3]]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ label: 'Person', box: { left: 0, top: 0, width: 200, height: 400 } });
  });

  it('takes a closer look where there may be a phone, and believes both looks by half', async () => {
    const network = networkSeeing([person, phone(0.1)], [closerPhone(0.5), person]);
    const found = await findObjects(network, picture);
    expect(network.inputs).toEqual([
      [1, 256, 512, 3],
      [1, 192, 384, 3],
    ]);
    expect(found.map(({ label }) => label)).toEqual(['Person', 'Cell Phone']);
    expect(found[1]?.score).toBeCloseTo(0.3, 6);
    expect(found[1]?.box).toEqual({ left: 492, top: 236, width: 40, height: 40 });
  });

  it('doubts what the closer look does not see again', async () => {
    const found = await findObjects(networkSeeing([phone(0.2)], []), picture);
    expect(found[0]?.score).toBeCloseTo(0.1, 6);
  });

  it('takes no closer look at what is a phone beyond doubt', async () => {
    const network = networkSeeing([phone(0.6)]);
    const found = await findObjects(network, picture);
    expect(network.inputs).toHaveLength(1);
    expect(found[0]?.score).toBeCloseTo(0.6, 6);
  });

  it('looks closer at two places at most, and once at what lies together', async () => {
    const at = (left: number): Find => ({ label: 'Cell Phone', score: 0.1, box: [left, 20, left + 20, 40] });
    const together = networkSeeing([at(100), at(140)]);
    await findObjects(together, picture);
    expect(together.inputs).toHaveLength(2);
    const apart = networkSeeing([at(10), at(240), at(480)]);
    await findObjects(apart, picture);
    expect(apart.inputs).toHaveLength(3);
  });
});
