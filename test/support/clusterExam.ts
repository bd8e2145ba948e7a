/** An exam whose pictures say what they show by their size, so that looking at them costs next to nothing. */
import sharp from 'sharp';
import type { Observation } from '../../src/domain/observation.js';
import { send } from './client.js';
import type { Eyes } from './rekognition/eyes.js';
import { accepted, somebody } from './scriptedEngine.js';

/** What the camera of a candidate shows. */
export type Scene = 'alone' | 'several people' | 'somebody else';

const SCENES: readonly Scene[] = ['alone', 'several people', 'somebody else'];

/** Of the first candidate's pictures; each further one's are a pixel wider. */
const WIDTH = 160;
const HEIGHT = 160;

/** JPEG. Somebody else is the candidate of the next desk. */
export async function pictureOf(desk: number, scene: Scene): Promise<Buffer> {
  const size = { width: WIDTH + desk, height: HEIGHT + SCENES.indexOf(scene) };
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
  return await sharp({ create: { ...size, channels: 3, background: '#888', noise } })
    .jpeg()
    .toBuffer();
}

/** Sees what a picture's size says. A face's vector is its desk's number. */
export const eyes: Eyes = {
  async observe({ picture: { width, height }, expected }) {
    const scene = SCENES[height - HEIGHT] ?? 'alone';
    const desk = width - WIDTH + (scene === 'somebody else' ? 1 : 0);
    const [person] = somebody.labels.ok ? somebody.labels.value : [];
    const matches = expected.flatMap(({ externalImageId, template }) =>
      template?.vector[0] === desk ? [{ externalImageId, similarity: 99 }] : [],
    );
    return {
      ...somebody,
      ...(scene === 'several people' && person && { labels: { ok: true, value: [person, person] } }),
      matches: { ok: true, value: matches },
    } satisfies Observation;
  },
  enrol: async ({ picture: { width } }) => ({
    ...accepted,
    template: { model: 'size/1', vector: new Uint8Array([width - WIDTH]) },
  }),
};

const PREPARE = /* GraphQL */ `
  mutation ($examId: ID!, $frameIntervalMs: Int!, $feedLostAfterMs: Int!) {
    createExam(input: { id: $examId, title: "Cluster" }) { id }
    updatePolicy(examId: $examId, change: {
      frameIntervalMs: $frameIntervalMs
      limits: { feedLostAfterMs: $feedLostAfterMs }
      checks: [{ name: UNSAFE_CONTENT, isOn: false }, { name: FACE_DETECTION, isOn: false }]
      incidents: [
        { kind: UNSAFE_CONTENT, isOn: false }, { kind: FROZEN_PICTURE, isOn: false }
        { kind: CAMERA_COVERED, isOn: false }, { kind: FACE_NOT_VISIBLE, isOn: false }
        { kind: LOOKING_AWAY, isOn: false }, { kind: FEED_LOST, rises: [] }
      ]
    }) { __typename ... on PolicyRejected { mistakes { path message } } }
  }
`;

export interface ExamPace {
  readonly frameIntervalMs: number;
  readonly feedLostAfterMs: number;
}

/**
 * Makes the exam: only how many people there are, and who they are, is looked for. A feed that is lost grows no more severe:
 * that would happen by itself, two minutes later, while the exam's end is looked at.
 */
export async function makeExam(url: string, admin: string, examId: string, pace: ExamPace): Promise<void> {
  const answer = await send(url, admin, PREPARE, { examId, ...pace });
  if (answer.data?.updatePolicy?.__typename !== 'PolicyUpdated') throw new Error(JSON.stringify(answer));
}
