/** What a proctor lives through: somebody leaves, comes back, somebody else sits down, the session ends. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, errorCode, followExam, type ReceivedEvent, send } from '../support/client.js';
import { enrol, sendFrame } from '../support/operations.js';
import { emptyRoom, otherPicture, portrait } from '../support/pictures.js';
import type { Product } from '../support/product.js';
import { createProductCamera } from '../support/productCamera.js';
import { startProductWithCarla } from '../support/productWithCarla.js';

let product: Product;
let proctor: string;
let candidate: string;
const camera = createProductCamera();

beforeAll(async () => {
  ({ product, proctor, candidate } = await startProductWithCarla());
  await enrol(product, proctor, { image: await portrait('green'), candidateId: 'gina', fullName: 'Gina Green' });
});

afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
});

function told({ __typename, incident }: ReceivedEvent): string {
  return incident
    ? `${__typename} ${incident.kind} ${incident.severity} ${incident.finding.people ?? ''}`.trim()
    : __typename;
}

describe('a proctor who watches an exam', () => {
  test('is told once of what lasts, in order, with names and severity, and of its end', async () => {
    const { data } = await send(product.url, proctor, '{ exam(id: "demo") { cursor } }');
    const types = ['INCIDENT_OPENED', 'INCIDENT_CLOSED', 'SESSION_STARTED', 'SESSION_ENDED'];
    await using events = followExam(product.url, proctor, {
      examId: 'demo',
      after: data.exam.cursor,
      filter: { candidateIds: ['carla'], types },
    });
    await camera.show(product, candidate, await otherPicture('curls'));
    await camera.show(product, candidate, await emptyRoom());
    await camera.show(product, candidate, await otherPicture('curls'));
    await camera.show(product, candidate, await otherPicture('green'));
    const END = 'mutation { endSession(input: { examId: "demo" }) { status openIncidents { id } } }';
    expect((await send(product.url, candidate, END)).data.endSession).toEqual({ status: 'ENDED', openIncidents: [] });

    const history: string[] = [];
    while (history.at(-1) !== 'SessionEnded') history.push(told(await events.next()));
    expect(history).toEqual([
      'SessionStarted',
      'IncidentOpened NOBODY_THERE MEDIUM',
      'IncidentClosed NOBODY_THERE MEDIUM',
      'IncidentOpened SOMEBODY_ELSE HIGH Gina Green',
      'IncidentClosed SOMEBODY_ELSE HIGH Gina Green',
      'SessionEnded',
    ]);
  });

  test('changes the policy, and every mistake in a change is named', async () => {
    const UPDATE = /* GraphQL */ `
      mutation ($change: PolicyChange!) {
        updatePolicy(examId: "demo", change: $change) {
          ... on PolicyUpdated { exam { policy { version objectsOfInterest consent { isRequired } } } }
          ... on PolicyRejected { mistakes { path message } }
        }
      }
    `;
    const wrong = { labelConfidence: 101, incidents: [{ kind: 'LOOKING_AWAY', opens: { after: 9, outOf: 3 } }] };
    const rejected = await send(product.url, proctor, UPDATE, { change: wrong });
    expect(rejected.data.updatePolicy.mistakes.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['labelConfidence', expect.stringContaining('LOOKING_AWAY.opens')]),
    );

    const change = { objectsOfInterest: ['Cell Phone', 'Book'], consent: { isRequired: true, textVersion: '7' } };
    const updated = await send(product.url, proctor, UPDATE, { change });
    expect(updated.data.updatePolicy.exam.policy).toEqual({
      version: 2,
      objectsOfInterest: ['Cell Phone', 'Book'],
      consent: { isRequired: true },
    });
    const dora = await product.token({ role: 'candidate', sub: 'dora' });
    expect(errorCode(await sendFrame(product, dora, { image: await portrait('curls') }))).toBe('CONSENT_REQUIRED');
    const START =
      'mutation { startSession(input: { examId: "demo", consentTextVersion: "7" }) { status consent { textVersion } } }';
    expect((await send(product.url, dora, START)).data.startSession).toEqual({
      status: 'WAITING',
      consent: { textVersion: '7' },
    });
    expect((await sendFrame(product, dora, { image: await portrait('curls') })).data.processFrame.status).toBe(
      'PROCESSED',
    );
  });

  test('decides alone who is paused or terminated', async () => {
    const PAUSE = 'mutation { pauseSession(input: { examId: "demo", candidateId: "dora" }) { status } }';
    expect(errorCode(await send(product.url, candidate, PAUSE))).toBe('FORBIDDEN');
    expect((await send(product.url, proctor, PAUSE)).data.pauseSession.status).toBe('PAUSED');
  });

  test('sees that a feed on which nothing happens is alive', async () => {
    const { data } = await send(product.url, proctor, '{ exam(id: "demo") { cursor } }');
    const client = connect(product.url, proctor);
    const filter = { types: ['NOTE_WRITTEN'] };
    const [first] = await take(
      1,
      client.iterate<{ examEvents: unknown }>({
        query: `subscription ($filter: ExamEventFilter) {
          examEvents(examId: "demo", filter: $filter) { __typename id examId occurredAt candidateId }
        }`,
        variables: { filter },
      }),
    );
    await client.dispose();
    expect(first).toEqual({
      data: {
        examEvents: {
          __typename: 'SignOfLife',
          id: data.exam.cursor,
          examId: 'demo',
          occurredAt: expect.stringMatching(/^20..-/),
          candidateId: null,
        },
      },
    });
  });
});

async function take<T>(count: number, source: AsyncIterable<T>): Promise<readonly T[]> {
  const taken: T[] = [];
  for await (const item of source) if (taken.push(item) === count) break;
  return taken;
}
