/** Two proctors act, and two candidates sit their exam: everybody hears what they should, and nothing else. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, errorCode, type Subscription, send } from '../support/client.js';
import { sendFrame } from '../support/operations.js';
import { emptyRoom } from '../support/pictures.js';
import { type Product, startProduct } from '../support/product.js';

const NOTICES = /* GraphQL */ `
  subscription ($after: ID) {
    told: candidateNotices(examId: "demo", after: $after) {
      __typename
      id
      occurredAt
      ... on MessageNotice { text isToEverybody }
      ... on ExtendedNotice { minutes }
      ... on EndedNotice { isTerminated }
    }
  }
`;

const EVENTS = /* GraphQL */ `
  subscription ($after: ID, $types: [ExamEventType!]) {
    told: examEvents(examId: "demo", after: $after, filter: { types: $types }) {
      __typename
      id
      candidateId
      ... on MessageSent { text by { id } }
      ... on NoteWritten { text by { id } }
      ... on SessionPaused { by { id } }
      ... on SessionResumed { by { id } }
      ... on SessionExtended { by { id } minutes }
      ... on SessionEnded { by { id } reason }
      ... on IncidentReviewed { incidentId kind review { verdict reason revision by { id } } }
    }
  }
`;

/** What is said of one event. */
type Told = Readonly<Record<string, unknown>> & { readonly __typename: string; readonly id: string };

/** Follows without the signs of life. */
function follow(url: string, token: string, query: string, variables: Record<string, unknown>): Subscription<Told> {
  const client = connect(url, token);
  const answers = client.iterate<{ told: Told }>({ query, variables });
  return {
    async next() {
      for (;;) {
        const { value } = await answers.next();
        if (!value?.data) throw Object.assign(new Error('The subscription is over.'), { errors: value?.errors });
        if (!value.data.told.__typename.endsWith('SignOfLife')) return value.data.told;
      }
    },
    async [Symbol.asyncDispose]() {
      await answers.return?.();
      await client.dispose();
    },
  };
}

/** Everything up to what ends it, as text: an event's fields without its id and time. */
async function hearUntil(
  subscription: Subscription<Told>,
  isLast: (told: Told) => boolean,
): Promise<readonly string[]> {
  const heard: string[] = [];
  for (;;) {
    const told = await subscription.next();
    const { id: _, occurredAt: __, ...fields } = told;
    heard.push(Object.values(fields).map(asText).join(' '));
    if (isLast(told)) return heard;
  }
}

function asText(value: unknown): string {
  return typeof value === 'object' && value !== null ? Object.values(value).map(asText).join(' ') : String(value);
}

let product: Product;
let paula: string;
let peter: string;
let carla: string;
let gina: string;

beforeAll(async () => {
  product = await startProduct();
  paula = await product.token({ role: 'proctor', sub: 'paula' });
  peter = await product.token({ role: 'proctor', sub: 'peter' });
  carla = await product.token({ role: 'candidate', sub: 'carla' });
  gina = await product.token({ role: 'candidate', sub: 'gina' });
});

afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
});

/** Runs a mutation, which must succeed, and gives its field. */
async function act(token: string, name: string, type: string, input: object, fields: string) {
  const mutation = `mutation ($input: ${type}!) { did: ${name}(input: $input) { ${fields} } }`;
  const answer = await send(product.url, token, mutation, { input: { examId: 'demo', ...input } });
  expect(answer.errors).toBeUndefined();
  return answer.data.did;
}

async function cursor(): Promise<string> {
  const { data } = await send(product.url, paula, '{ exam(id: "demo") { cursor } }');
  return data.exam.cursor;
}

/** The incident that opens because nobody is in the candidate's picture. */
async function openIncident(): Promise<string> {
  for (let number = 0; number < 3; number++) {
    const capturedAt = new Date(Date.parse('2026-05-04T09:00:00.000Z') + number * 2_000).toISOString();
    const answer = await sendFrame(product, carla, { image: await emptyRoom(), capturedAt });
    expect(answer.errors).toBeUndefined();
  }
  const { data } = await send(
    product.url,
    paula,
    '{ session(examId: "demo", candidateId: "carla") { openIncidents { id kind } } }',
  );
  expect(data.session.openIncidents).toMatchObject([{ kind: 'NOBODY_THERE' }]);
  return data.session.openIncidents[0].id;
}

const REVIEWED =
  '__typename ... on IncidentReviewRecorded { record { review { verdict revision } } } ' +
  '... on IncidentReviewedMeanwhile { record { review { verdict revision by { id } } } }';

describe('proctors who act on a candidate', () => {
  test('are heard by each other, and by the candidate as far as it concerns them', async () => {
    const incidentId = await openIncident();
    const after = await cursor();
    const types = ['MESSAGE_SENT', 'NOTE_WRITTEN', 'SESSION_PAUSED', 'SESSION_RESUMED', 'SESSION_EXTENDED'];
    const filter = { after, types: [...types, 'SESSION_ENDED', 'INCIDENT_REVIEWED'] };
    await using first = follow(product.url, paula, EVENTS, filter);
    await using second = follow(product.url, peter, EVENTS, filter);
    await using candidate = follow(product.url, carla, NOTICES, { after });
    await using neighbour = follow(product.url, gina, NOTICES, { after });

    const to = { candidateId: 'carla' };
    await act(paula, 'sendMessage', 'SendMessageInput', { ...to, text: 'Come back' }, 'id');
    await act(peter, 'pauseSession', 'SessionInput', to, 'status');
    await act(peter, 'writeNote', 'WriteNoteInput', { ...to, text: 'Fire alarm' }, 'id');
    await act(paula, 'resumeSession', 'SessionInput', to, 'status');
    await act(paula, 'extendSession', 'ExtendSessionInput', { ...to, minutes: 10 }, 'extraMinutes');

    const review = (token: string, input: object) =>
      act(token, 'reviewIncident', 'ReviewIncidentInput', { incidentId, ...input }, REVIEWED);
    expect(await review(paula, { verdict: 'ACKNOWLEDGED', seen: 0 })).toMatchObject({
      record: { review: { verdict: 'ACKNOWLEDGED', revision: 1 } },
    });
    expect(await review(peter, { verdict: 'CONFIRMED', reason: 'Gone', seen: 0 })).toEqual({
      __typename: 'IncidentReviewedMeanwhile',
      record: { review: { verdict: 'ACKNOWLEDGED', revision: 1, by: { id: 'paula' } } },
    });
    await review(peter, { verdict: 'DISMISSED', reason: 'Fire alarm', seen: 1 });
    await review(paula, { verdict: 'NONE', seen: 2 });
    await act(paula, 'terminateSession', 'TerminateSessionInput', { ...to, reason: 'Never came back' }, 'status');
    await act(peter, 'sendMessage', 'SendMessageInput', { text: 'Time is up' }, 'id');

    const history = [
      'MessageSent carla Come back paula',
      'SessionPaused carla peter',
      'NoteWritten carla Fire alarm peter',
      'SessionResumed carla paula',
      'SessionExtended carla paula 10',
      `IncidentReviewed carla ${incidentId} NOBODY_THERE ACKNOWLEDGED null 1 paula`,
      `IncidentReviewed carla ${incidentId} NOBODY_THERE DISMISSED Fire alarm 2 peter`,
      `IncidentReviewed carla ${incidentId} NOBODY_THERE NONE null 3 paula`,
      'SessionEnded carla paula Never came back',
      'MessageSent null Time is up peter',
    ];
    const isLast = ({ text }: Told) => text === 'Time is up';
    expect(await hearUntil(first, isLast)).toEqual(history);
    expect(await hearUntil(second, isLast)).toEqual(history);
    expect(await hearUntil(candidate, isLast)).toEqual([
      'MessageNotice Come back false',
      'PausedNotice',
      'ResumedNotice',
      'ExtendedNotice 10',
      'EndedNotice true',
      'MessageNotice Time is up true',
    ]);
    expect(await hearUntil(neighbour, isLast)).toEqual(['MessageNotice Time is up true']);
  });
});

describe('a candidate', () => {
  test('may do none of it, and hears nobody else’s notices', async () => {
    const forbidden = [
      'mutation { sendMessage(input: { examId: "demo", text: "x" }) { id } }',
      'mutation { writeNote(input: { examId: "demo", candidateId: "gina", text: "x" }) { id } }',
      'mutation { resumeSession(input: { examId: "demo", candidateId: "gina" }) { id } }',
      'mutation { extendSession(input: { examId: "demo", candidateId: "gina", minutes: 60 }) { id } }',
      'mutation { reviewIncident(input: { examId: "demo", incidentId: "x", verdict: NONE }) { __typename } }',
      'mutation { terminateSession(input: { examId: "demo", candidateId: "carla", reason: "x" }) { id } }',
    ];
    for (const mutation of forbidden) expect(errorCode(await send(product.url, gina, mutation))).toBe('FORBIDDEN');
    const others = 'subscription { told: candidateNotices(examId: "demo", candidateId: "carla") { __typename id } }';
    await using spying = follow(product.url, gina, others, {});
    await expect(spying.next()).rejects.toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    await using lost = follow(product.url, gina, NOTICES, { after: 'demo:999999999999' });
    await expect(lost.next()).rejects.toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  test('who comes back after a restart has missed nothing, and hears nothing twice', async () => {
    const write = (text: string, to: object = {}) =>
      act(paula, 'sendMessage', 'SendMessageInput', { ...to, text }, 'id');
    const after = await cursor();
    let seen: string;
    {
      await using before = follow(product.url, gina, NOTICES, { after });
      await write('One');
      await write('Two');
      seen = (await before.next()).id;
    }
    await write('Three');
    await product.stop();
    await using second = await startProduct({ dataDir: product.dataDir });
    product = second;
    await using back = follow(second.url, gina, NOTICES, { after: seen });
    expect(await hearUntil(back, ({ text }) => text === 'Three')).toEqual([
      'MessageNotice Two true',
      'MessageNotice Three true',
    ]);
    await write('Four');
    expect(await back.next()).toMatchObject({ text: 'Four' });
  });
});
