import sharp, { type Sharp } from 'sharp';
import type { EnrolAnswer, EnrolledFace, FaceQuality, RejectionReason, VisionEngine } from '../../vision/engine.js';
import { readPicture } from '../../vision/picture.js';
import type { NamedPicture } from './pictures.js';
import { printTable } from './table.js';

/** Ways to spoil a good portrait, and what the engine should say about it. */
const spoilt: readonly {
  readonly way: string;
  readonly reason: RejectionReason;
  readonly spoil: (photo: Sharp) => Sharp;
}[] = [
  { way: 'darkened to a tenth', reason: 'TOO_DARK', spoil: (photo) => photo.linear(0.1, 0) },
  { way: 'overexposed', reason: 'TOO_BRIGHT', spoil: (photo) => photo.linear(1, 170) },
  { way: 'blurred', reason: 'BLURRED', spoil: (photo) => photo.blur(4) },
  { way: 'shrunk to 64 pixels', reason: 'FACE_TOO_SMALL', spoil: (photo) => photo.resize(64, 64) },
];

/** Enrols every portrait, so that each is asked what is wrong with it, and prints the range of what was measured. */
export async function evaluateEnrolment(
  engine: VisionEngine,
  portraits: readonly NamedPicture[],
): Promise<{ readonly templates: readonly EnrolledFace[] }> {
  const answers = await Promise.all(portraits.map(({ file, picture }) => tryToEnrol(engine, file, picture)));
  const rows = await Promise.all(
    spoilt.map(async ({ way, reason, spoil }) => {
      const reasons = await Promise.all(portraits.map((portrait) => reasonsFor(engine, portrait, spoil)));
      return [
        way,
        reason,
        reasons.filter((found) => found.includes(reason)).length,
        reasons.filter((found) => found.length > 0).length,
      ];
    }),
  );
  const accepted = answers.flatMap((answer) => (answer.status === 'accepted' ? [answer] : []));
  printTable(
    `Enrolment: ${accepted.length} of ${portraits.length} portraits accepted`,
    ['portrait', 'rejected because of'],
    answers.flatMap((answer, index) =>
      answer.status === 'rejected' ? [[portraits[index]?.file ?? '', answer.reasons.join(', ')]] : [],
    ),
  );
  printTable(
    'Quality of the accepted',
    ['measure', 'least', 'median', 'most'],
    qualityRows(accepted.map(({ quality }) => quality)),
  );
  printTable(`The same ${portraits.length} portraits, spoilt`, ['how', 'reason', 'found', 'rejected'], rows);
  return {
    templates: answers.flatMap((answer, index) => {
      const externalImageId = portraits[index]?.file;
      return answer.status === 'accepted' && answer.template && externalImageId
        ? [{ externalImageId, template: answer.template }]
        : [];
    }),
  };
}

/** Nobody stays enrolled, lest one photo of a person be an obstacle to the next. */
async function tryToEnrol(
  engine: VisionEngine,
  externalImageId: string,
  picture: NamedPicture['picture'],
): Promise<EnrolAnswer> {
  const answer = await engine.enrol({ picture, externalImageId, own: [], namingThreshold: 101 });
  await engine.forget(externalImageId);
  return answer;
}

async function reasonsFor(
  engine: VisionEngine,
  { file, picture }: NamedPicture,
  spoil: (photo: Sharp) => Sharp,
): Promise<readonly RejectionReason[]> {
  const bytes = await spoil(sharp(picture.bytes).removeAlpha()).jpeg({ quality: 90 }).toBuffer();
  const answer = await tryToEnrol(engine, file, await readPicture(bytes));
  return answer.status === 'rejected' ? answer.reasons : [];
}

function qualityRows(qualities: readonly FaceQuality[]): (string | number)[][] {
  const measures = ['facePixels', 'brightness', 'sharpness', 'yaw', 'pitch'] as const;
  return measures.map((measure) => {
    const values = qualities.map((quality) => quality[measure]).sort((one, other) => one - other);
    return [
      measure,
      ...[0, Math.floor(values.length / 2), values.length - 1].map((at) => (values[at] ?? 0).toFixed(0)),
    ];
  });
}
