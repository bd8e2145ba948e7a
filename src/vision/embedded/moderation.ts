import type { ModerationLabel } from '../../domain/observation.js';
import { floorConfidence } from './calibration.js';
import type { Model } from './inference/model.js';
import { moderationClasses } from './models/catalogue.js';
import { stretch } from './picture/letterbox.js';
import type { Pyramid } from './picture/pyramid.js';
import { wholeOf } from './picture/raster.js';
import { moderationScale } from './thresholds.js';

const input = { width: 224, height: 224 };

type ModerationClass = (typeof moderationClasses)[number];

/** Rekognition's words for what the network tells apart; the classes that are missing here are harmless. */
const vocabulary: Readonly<Record<string, readonly ModerationClass[]>> = {
  'Explicit Nudity': ['Porn', 'Hentai'],
  Suggestive: ['Sexy'],
};

/**
 * Looks at the whole picture, stretched to a square by plain bilinear samples as nsfwjs does it. Letterboxed, or with its
 * pixels averaged, harmless pictures of groups score up to 0.7 for "explicit"; like this, no picture scores 0.2.
 */
export async function moderate(network: Model, picture: Pyramid): Promise<ModerationLabel[]> {
  const outputs = await network.run([1, input.height, input.width, 3], (bytes) =>
    stretch(picture, wholeOf(picture.full), input, bytes),
  );
  const scores = outputs('scores');
  const scoreOf = (name: ModerationClass) => scores[moderationClasses.indexOf(name)] ?? 0;
  return Object.entries(vocabulary)
    .map(([name, classes]) => ({
      name,
      confidence: moderationScale(classes.reduce((sum, one) => sum + scoreOf(one), 0)),
    }))
    .filter(({ confidence }) => confidence >= floorConfidence)
    .toSorted((one, other) => other.confidence - one.confidence);
}
