/** An exam of drawn candidates that has gone on for a while, served as the product serves it, at a moment that stands still. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { GraphQLObjectType } from 'graphql';
import { pino } from 'pino';
import { createEmbeddedIssuer } from '../../src/auth/embeddedIssuer.js';
import { createEmbeddedVerifier } from '../../src/auth/embeddedVerifier.js';
import type { Viewer } from '../../src/auth/viewer.js';
import type { Box, Observation } from '../../src/domain/observation.js';
import { createSchema } from '../../src/graphql/schema.js';
import { createServer } from '../../src/server/server.js';
import { ANA, CANDIDATES, type Candidate, FRIEND } from './illustratedSitters.js';
import { draw, HEIGHT, type Scene, WIDTH } from './illustration.js';
import { createProctorWorld, type ProctorWorld } from './proctor.js';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** When the pictures are taken: always at the same time, and today, since what is old is kept no more. */
export const MOMENT = new Date().setUTCHours(9, 41, 0, 0);
/** The exam with everybody in it. */
export const EXAM_ID = 'chemistry';
/** Of the same name: it asks for consent, and waits for its first candidate. */
export const NEXT_EXAM_ID = 'chemistry-next';

const TITLE = 'Organic Chemistry II';
const PAULA: Viewer = { sub: 'paula', roles: ['ADMIN'], name: 'Paula Proctor', expiresAt: Number.POSITIVE_INFINITY };

export interface IllustratedExam extends AsyncDisposable {
  readonly url: string;
  /** To a candidate who sits the next exam. */
  write(candidateId: string, text: string): Promise<void>;
}

export async function startIllustratedExam(): Promise<IllustratedExam> {
  let now = MOMENT;
  const world = await createProctorWorld({ now: () => now });
  const { proctor, dataDir } = world;
  for (const id of [EXAM_ID, NEXT_EXAM_ID]) await proctor.createExam({ id, title: TITLE });
  await proctor.updatePolicy(PAULA, NEXT_EXAM_ID, { durationMinutes: 90, consent: { isRequired: true } });
  // Those who sit still in the wings of this play send no frames.
  await proctor.updatePolicy(PAULA, EXAM_ID, { incidents: { FEED_LOST: { isOn: false } } });
  await perform(world, (at) => {
    now = at;
  });

  const issuer = await createEmbeddedIssuer({ dataDir });
  const schemas = (await readdir(fromRoot('schema'))).filter((file) => file.endsWith('.graphql'));
  const schema = createSchema(await Promise.all(schemas.map((file) => readFile(fromRoot(`schema/${file}`), 'utf8'))));
  const time = (schema.getType('Server') as GraphQLObjectType).getFields()['time']; // as the schema has it
  if (time) time.resolve = () => new Date(now);
  const server = createServer({
    schema,
    createContext: (request) => ({ ...request, proctor }),
    verifier: createEmbeddedVerifier(issuer),
    issuer,
    log: pino({ level: 'silent' }),
    host: '127.0.0.1',
    port: 0,
    allowedOrigins: [],
    readiness: {},
    webDir: fromRoot('dist/web'),
    version: '0.0.0',
  });
  const { url } = await server.listen();
  return {
    url,
    async write(candidateId, text) {
      await proctor.sendMessage(PAULA, { examId: NEXT_EXAM_ID, candidateId, text });
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await world[Symbol.asyncDispose]();
    },
  };
}

interface Cue {
  readonly candidate: Candidate;
  /** Seconds before the moment. */
  readonly ago: number;
  readonly scene: Scene;
}

/** Seconds between two frames of a candidate: few of them, since each is recorded as any other. */
const STEP = 8;

/** Whoever does something at all, since when and until when: seconds before the moment. */
const DOINGS: readonly { readonly id: string; readonly from: number; readonly to: number; readonly scene: Scene }[] = [
  { id: '20417', from: 470, to: 440, scene: { kind: 'aside' } },
  { id: '20417', from: 330, to: 280, scene: { kind: 'phone' } },
  { id: '20417', from: 46, to: 0, scene: { kind: 'company', with: FRIEND } },
  { id: '20418', from: 134, to: 0, scene: { kind: 'phone' } },
  { id: '20424', from: 24, to: 0, scene: { kind: 'empty' } },
  { id: '20438', from: 18, to: 0, scene: { kind: 'aside' } },
  { id: '20442', from: 160, to: 120, scene: { kind: 'empty' } },
];

/** Sends everybody's frames in the order of time. */
async function perform({ proctor, engine }: ProctorWorld, setTime: (at: number) => void): Promise<void> {
  setTime(MOMENT - 620_000);
  const enrolled = new Map<string, string>();
  const pictures = new Map<string, Promise<string>>();
  const pictureOf = ({ candidateId, sitter }: Candidate, scene: Scene) => {
    const key = `${candidateId} ${scene.kind}`;
    const picture = pictures.get(key) ?? draw(sitter, scene).then((bytes) => bytes.toString('base64'));
    pictures.set(key, picture);
    return picture;
  };
  for (const candidate of CANDIDATES) {
    const { candidateId, fullName } = candidate;
    const image = await pictureOf(candidate, { kind: 'alone' });
    const result = await proctor.indexFace(PAULA, { candidateId, fullName, image, examId: EXAM_ID });
    if (result.status === 'indexed') enrolled.set(candidateId, result.face.externalImageId);
  }
  for (const [number, { candidate, ago, scene }] of cues().entries()) {
    const { candidateId } = candidate;
    setTime(MOMENT - ago * 1_000);
    engine.observeWith = async () => observe(scene, enrolled.get(candidateId));
    const capturedAt = new Date(MOMENT - ago * 1_000).toISOString();
    const image = await pictureOf(candidate, scene);
    await proctor.processFrame(PAULA, { examId: EXAM_ID, candidateId, frameId: String(number), capturedAt, image });
    if (candidate === ANA && ago === 256) await judgeThePhone(proctor);
  }
  setTime(MOMENT - 30_000);
  const ana = { examId: EXAM_ID, candidateId: ANA.candidateId };
  await proctor.sendMessage(PAULA, { ...ana, text: 'Please ask your visitor to leave the room.' });
  setTime(MOMENT);
  engine.observeWith = async () => observe({ kind: 'alone' }, enrolled.get(ANA.candidateId));
}

/** Ana from the beginning; the others as much as there is to see of them. */
function cues(): readonly Cue[] {
  const all = CANDIDATES.flatMap((candidate, index) => {
    const isBusy = DOINGS.some(({ id }) => id === candidate.candidateId);
    const longest = candidate === ANA ? 600 : isBusy ? 168 : 8;
    const agos = Array.from({ length: longest / STEP + 1 }, (_, step) => step * STEP);
    return agos.map((ago) => ({ candidate, ago: ago + (index % 4) * 0.2, scene: sceneAt(candidate, ago) }));
  });
  return all.toSorted((one, other) => other.ago - one.ago);
}

function sceneAt({ candidateId }: Candidate, ago: number): Scene {
  const doing = DOINGS.find(({ id, from, to }) => id === candidateId && ago <= from && ago >= to);
  return doing?.scene ?? { kind: 'alone' };
}

async function judgeThePhone(proctor: ProctorWorld['proctor']): Promise<void> {
  const { edges } = await proctor.incidents(PAULA, await proctor.exam(PAULA, EXAM_ID), { first: 50 });
  const phone = edges.find(({ node }) => node.incident.kind === 'FORBIDDEN_OBJECT');
  if (!phone) throw new Error('The phone was not seen.');
  const review = { verdict: 'CONFIRMED', reason: 'Clear in the pictures' } as const;
  await proctor.reviewIncident(PAULA, { examId: EXAM_ID, incidentId: phone.node.incident.id, ...review });
}

const part = <T>(value: T) => ({ ok: true, value }) as const;

/** Where the drawing has them, and as sure as an engine may be. */
function observe(scene: Scene, own: string | undefined): Observation {
  const isEmpty = scene.kind === 'empty';
  const isCompany = scene.kind === 'company';
  const left = isCompany ? -66 : 0;
  const pose = { yaw: scene.kind === 'aside' ? 31 : 2, pitch: -3, roll: 0 };
  const faces = isEmpty ? [] : [{ box: boxAt(left + 176, 68, 128, 162), confidence: 98.6, pose }];
  const labels = isEmpty ? [] : [{ name: 'Person', confidence: 97.2, box: boxAt(left + 96, 52, 288, 290) }];
  if (isCompany) {
    faces.push({ box: boxAt(382, 104, 98, 146), confidence: 93.1, pose });
    labels.push({ name: 'Person', confidence: 91.4, box: boxAt(312, 92, 168, 250) });
  }
  if (scene.kind === 'phone') labels.push({ name: 'Cell Phone', confidence: 93.5, box: boxAt(296, 188, 78, 116) });
  const matches = isEmpty || own === undefined ? [] : [{ externalImageId: own, similarity: 96.4 }];
  return { faces: part(faces), labels: part(labels), moderation: part([]), matches: part(matches) };
}

function boxAt(left: number, top: number, width: number, height: number): Box {
  return { left: left / WIDTH, top: top / HEIGHT, width: width / WIDTH, height: height / HEIGHT };
}
