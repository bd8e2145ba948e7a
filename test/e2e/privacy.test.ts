/** Somebody asks to be forgotten: through the API that an admin uses, and in the files that the server leaves behind. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorCode, followExam, send } from '../support/client.js';
import { startDynamoDb } from '../support/dynamoDb.js';
import { enrol, sendFrame } from '../support/operations.js';
import { emptyRoom, otherPicture, portrait } from '../support/pictures.js';
import { type Product, startProduct } from '../support/product.js';
import { createProductCamera } from '../support/productCamera.js';
import { readRawItems } from '../support/rawItems.js';

/** What tells of the candidate; none of it is in anything else. */
const ID = 'carla-4711';
const NAME = 'Carla Curlington';
const TRACES = [ID, NAME, 'rude-4711', 'come-back-4711', 'away-4711', 'frame-4711'];

const ERASE = /* GraphQL */ `
  mutation ($candidateId: ID!) {
    eraseCandidate(candidateId: $candidateId) {
      candidateId erasedAt by { id name } faces pictures sessions events incidents examIds
    }
  }
`;

/** All that staff can ask of an exam, in as many questions as the limits on their size demand. */
const QUESTIONS = {
  policy: 'policy { accommodations { candidateId } }',
  sessions: 'sessions { id candidateId status framesProcessed openIncidents { ...all } livePicture { frameId } }',
  recent: 'recentEvents(limit: 30) { ...event }',
  events: 'events(first: 30) { edges { node { ...event } } }',
  incidents: `incidents(first: 30) {
    edges { node { id candidateId sessionId incident { ...all } review { verdict reason by { id name } } } }
  }`,
};

const FRAGMENTS = {
  all: 'fragment all on Incident { id kind severity finding { people } }',
  event: /* GraphQL */ `
    fragment event on ExamEvent {
      __typename id examId occurredAt candidateId
      ... on FrameProcessed { sessionId frameId checks { name status details } }
      ... on IncidentOpened { incident { ...all } }
      ... on IncidentUpdated { incident { ...all } }
      ... on IncidentClosed { incident { ...all } }
      ... on IncidentReviewed { incidentId review { verdict reason by { id name } } }
      ... on NoteWritten { text by { id } }
      ... on MessageSent { text by { id } }
      ... on SessionEnded { by { id } reason }
      ... on FaceEnrolled { externalImageId }
    }
  `,
};

let product: Product;
let admin: string;
let proctor: string;
let candidate: string;
const camera = createProductCamera();

function threeOf(name: string): readonly string[] {
  return [1, 2, 3].map((number) => `${name}-${number}`);
}

async function ask(query: string, variables: Record<string, unknown> = {}, token = proctor) {
  const { data, errors } = await send(product.url, token, query, variables);
  expect(errors).toBeUndefined();
  return data;
}

async function askExam(question: keyof typeof QUESTIONS) {
  const fields = QUESTIONS[question];
  const event = fields.includes('...event') ? FRAGMENTS.event : '';
  const all = `${fields}${event}`.includes('...all') ? FRAGMENTS.all : '';
  const { exam } = await ask(`{ exam(id: "demo") { ${fields} } } ${event} ${all}`);
  return exam;
}

/** Every answer about the exam, as text, and what anybody of those in it can take away. */
async function everything(): Promise<string> {
  const answers: unknown[] = [];
  for (const question of Object.keys(QUESTIONS)) answers.push(await askExam(question as keyof typeof QUESTIONS)); // its keys
  const { sessions } = await askExam('sessions');
  for (const { candidateId } of sessions) {
    const EXPORT = 'query ($id: ID!) { sessionExport(examId: "demo", candidateId: $id) { fileName json html } }';
    answers.push(await ask(EXPORT, { id: candidateId }));
  }
  return JSON.stringify(answers);
}

function tracesIn(text: string): readonly string[] {
  return TRACES.filter((trace) => text.includes(trace));
}

/** Also where keys are written in hexadecimal digits, as in the database's files. */
function tracesInFile(bytes: Buffer): readonly string[] {
  const text = bytes.toString('latin1');
  return TRACES.filter((trace) => text.includes(trace) || text.includes(Buffer.from(trace).toString('hex')));
}

interface Listed {
  readonly __typename: string;
  readonly id: string;
  readonly candidateId: string | null;
}

async function listEvents(): Promise<readonly Listed[]> {
  const exam = await askExam('events');
  return exam.events.edges.map(({ node }: { node: Listed }) => node);
}

beforeAll(async () => {
  product = await startProduct();
  [admin, proctor, candidate] = await Promise.all([
    product.token({ role: 'admin', sub: 'ada' }),
    product.token({ role: 'proctor', sub: 'paula' }),
    product.token({ role: 'candidate', sub: ID }),
  ]);
  const gina = await product.token({ role: 'candidate', sub: 'gina' });
  await enrol(product, proctor, { image: await portrait('curls'), candidateId: ID, fullName: NAME });
  await enrol(product, proctor, { image: await portrait('green'), candidateId: 'gina', fullName: 'Gina Green' });
  await camera.show(product, candidate, await otherPicture('curls'), threeOf('frame-4711-here'));
  await camera.show(product, candidate, await emptyRoom(), threeOf('frame-4711-away'));
  await camera.show(product, gina, await otherPicture('green'));
  await camera.show(product, gina, await otherPicture('curls'));

  const exam = await askExam('incidents');
  const [incident] = exam.incidents.edges.map(({ node }: { node: Listed }) => node);
  await ask(
    'mutation ($id: ID!) { reviewIncident(input: { examId: "demo", incidentId: $id, verdict: CONFIRMED, reason: "away-4711" }) { __typename } }',
    { id: incident.id },
  );
  await ask(
    'mutation ($id: ID!) { writeNote(input: { examId: "demo", candidateId: $id, text: "rude-4711" }) { id } }',
    { id: ID },
  );
  await ask(
    'mutation ($id: ID!) { sendMessage(input: { examId: "demo", candidateId: $id, text: "come-back-4711" }) { id } }',
    { id: ID },
  );
  await ask('mutation { sendMessage(input: { examId: "demo", text: "Ten minutes left." }) { id } }');
  const accommodate =
    'mutation ($id: ID!) { updatePolicy(examId: "demo", change: { accommodations: [{ candidateId: $id, expectedPersons: 1 }] }) { __typename } }';
  expect(await ask(accommodate, { id: ID }, admin)).toEqual({ updatePolicy: { __typename: 'PolicyUpdated' } });
});

afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
});

describe('a candidate who asks to be forgotten', () => {
  test('is forgotten by admins alone', async () => {
    for (const token of [proctor, candidate]) {
      expect(errorCode(await send(product.url, token, ERASE, { candidateId: ID }))).toBe('FORBIDDEN');
    }
  });

  test('is in no answer and in no file any more; the receipt says what was erased, and cursors are still good', async () => {
    expect(tracesIn(await everything())).toEqual(TRACES);
    const before = await listEvents();
    const cursor = before[3]?.id ?? '';

    const { eraseCandidate: receipt } = await ask(ERASE, { candidateId: ID }, admin);
    expect(receipt).toMatchObject({
      candidateId: ID,
      by: { id: 'ada' },
      faces: 1,
      sessions: 1,
      incidents: 2,
      examIds: ['demo'],
    });
    expect(receipt.pictures).toBeGreaterThan(0);

    const after = await listEvents();
    const answers = await everything();
    expect(tracesIn(answers)).toEqual([]);
    expect(answers).toContain('Ten minutes left.');
    const faces = await ask('query ($id: ID!) { faces(candidateId: $id) { fullName } }', { id: ID });
    expect(faces).toEqual({ faces: [] });
    const { session } = await ask('query ($id: ID!) { session(examId: "demo", candidateId: $id) { id } }', { id: ID });
    expect(session).toBeNull();
    expect(after.slice(0, before.length).map(({ id, __typename }) => `${id} ${__typename}`)).toEqual(
      before.map(({ id, __typename }) => `${id} ${__typename}`),
    );
    const erased = after.find(({ __typename }) => __typename === 'CandidateErased');
    expect(erased?.candidateId).toMatch(/^erased-/);
    const own = after.filter(
      ({ candidateId, __typename }) => candidateId === erased?.candidateId && __typename !== 'CandidateErased',
    );
    // And what named the candidate in the session of another: a frame or more, and an incident.
    expect(receipt.events).toBeGreaterThan(own.length + 1);

    await using events = followExam(product.url, proctor, { examId: 'demo', after: cursor });
    for (const { id, __typename } of after.slice(4)) expect(await events.next()).toMatchObject({ id, __typename });
  });

  test('is a stranger in the frames of others, and in their own when they come back', async () => {
    const gina = await product.token({ role: 'candidate', sub: 'gina' });
    const { data } = await sendFrame(product, gina, { image: await otherPicture('curls'), frameId: 'again' });
    expect(data.processFrame.checks).toContainEqual(
      expect.objectContaining({ testName: 'Person Recognition', status: 'FAIL', details: '0' }),
    );
    const back = await sendFrame(product, candidate, { image: await otherPicture('curls'), frameId: 'back' });
    expect(back.data.processFrame.checks).toContainEqual(expect.objectContaining({ unknownReason: 'NOT_ENROLLED' }));
    await ask(ERASE, { candidateId: ID }, admin);
  });

  test('is in no item of the database, nor in the files below it or the log once the server has been started again', async () => {
    await product.stop();
    await using dynamoDb = await startDynamoDb({ dataDir: product.dataDir });
    const items = await readRawItems(dynamoDb.connection);
    expect(items.length).toBeGreaterThan(50);
    expect(items.flatMap(tracesIn)).toEqual([]);
    expect(tracesIn(product.output.join('\n'))).toEqual([]);
    const files: string[] = [];
    const folder = join(product.dataDir, 'dynamodb');
    for (const name of await readdir(folder)) {
      files.push(...tracesInFile(await readFile(join(folder, name))).map((trace) => `${name}: ${trace}`));
    }
    expect(files).toEqual([]);
  });
});
