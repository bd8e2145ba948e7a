import { CHECK_NAMES, type Identity } from '../../domain/checks.js';
import type { ExamPolicy } from '../../domain/examPolicy/examPolicy.js';
import { newWatch, openIncidents } from '../../domain/incidents/watch.js';
import { watchFrame } from '../../domain/incidents/watchFrame.js';
import type { Observation, Part } from '../../domain/observation.js';
import type { EnrolledFace, VisionEngine } from '../../vision/engine.js';
import { directionHeader, directionRow } from './directions.js';
import { type NamedPicture, observeAll, readPictures, shippedThreshold } from './pictures.js';
import { printTable } from './table.js';

/** Frames are taken at this pace out of a clip, and sent at this pace to a session. */
const framesPerSecond = 2;

/** One person before a webcam: what is seen frame by frame, and what would be reported to a proctor. */
export async function evaluateWebcam(engine: VisionEngine, folder: string, policy: ExamPolicy): Promise<void> {
  const frames = await readPictures(folder).catch(() => []);
  const [first] = frames;
  if (!first) {
    console.log(
      `\nWebcam: no frames in ${folder}; they are made by` +
        `\n\n  ffmpeg -i CLIP.mp4 -vf fps=${framesPerSecond} -q:v 2 ${folder}/%03d.jpg`,
    );
    return;
  }
  const candidate = await enrol(engine, first);
  const seen = await observeAll(engine, frames, [candidate]);
  let watch = newWatch('clip');
  const rows = seen.map(({ file, observation }, index) => {
    const at = new Date((index * 1_000) / framesPerSecond).toISOString();
    const frame = { frameId: file, capturedAt: at, at, observation, asked: new Set(CHECK_NAMES) };
    ({ watch } = watchFrame(watch, { ...frame, identity: identityOf(observation, candidate) }, policy));
    const open = openIncidents(watch).map(({ finding }) => finding.kind);
    return [file, ...directionRow(observation), open.join(', ')];
  });
  printTable(
    `Webcam: ${seen.length} frames, the person of the first one enrolled`,
    ['frame', ...directionHeader, 'open incidents'],
    rows,
  );
}

async function enrol(engine: VisionEngine, { file, picture }: NamedPicture): Promise<EnrolledFace> {
  const answer = await engine.enrol({ picture, externalImageId: file, own: [], namingThreshold: 101 });
  await engine.forget(file);
  if (answer.status === 'rejected') throw new Error(`${file} can't be enrolled: ${answer.reasons.join(', ')}`);
  return { externalImageId: file, ...(answer.template && { template: answer.template }) };
}

function identityOf({ matches }: Observation, { externalImageId }: EnrolledFace): Part<Identity> {
  if (!matches.ok) return matches;
  const similarity = matches.value.find((match) => match.externalImageId === externalImageId)?.similarity;
  if (similarity === undefined) return { ok: true, value: { isEnrolled: true } };
  const isCandidate = similarity >= shippedThreshold;
  return {
    ok: true,
    value: { isEnrolled: true, similarity, ...(isCandidate && { candidate: { fullName: 'Candidate' } }) },
  };
}
