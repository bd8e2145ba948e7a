/** The risk of sessions as proctors ask for it; its formula is tested in test/domain. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policyFor } from '../../src/domain/examPolicy/examPolicy.js';
import { changePolicy, type PolicyChange } from '../../src/domain/examPolicy/policyChange.js';
import { recordsIn } from '../../src/domain/incidents/incidentRecord.js';
import { KNOWN_LABELS } from '../../src/domain/labels.js';
import { riskOf } from '../../src/domain/risk.js';
import type { Session } from '../../src/domain/session.js';
import type { ProctorService } from '../../src/proctor/service.js';
import type { IncidentStore } from '../../src/store/store.js';
import { examOf, policy } from '../support/exam.js';
import { nobody, phone, showFrames } from '../support/frames.js';
import { recordOf } from '../support/incidentRecords.js';
import { carla, createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { somebody } from '../support/scriptedEngine.js';

let world: ProctorWorld;

beforeAll(async () => {
  world = await createProctorWorld();
  await showFrames(world, { candidateId: 'ana' }, phone, phone, somebody, somebody, somebody, nobody, nobody);
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

async function sessionOf(candidateId: string): Promise<Session> {
  const session = await world.store.sessions.get('demo', candidateId);
  if (!session) throw new Error('no session');
  return session;
}

async function review(kind: string, verdict: 'DISMISSED' | 'NONE'): Promise<void> {
  const records = await world.store.incidents.ofSession('demo', (await sessionOf('ana')).id);
  const incidentId = records.find(({ incident }) => incident.kind === kind)?.incident.id ?? '';
  await world.proctor.reviewIncident(paula, { examId: 'demo', incidentId, verdict, reason: 'A calculator.' });
}

describe('the risk of a session', () => {
  test('falls when an incident is dismissed, and rises again when that is taken back', async () => {
    const session = await sessionOf('ana');
    const before = await world.proctor.risk(paula, session);
    expect(before.contributions.map(({ kind }) => kind)).toEqual(['FORBIDDEN_OBJECT', 'NOBODY_THERE']);
    await review('FORBIDDEN_OBJECT', 'DISMISSED');
    const after = await world.proctor.risk(paula, session);
    expect(after.contributions.map(({ kind }) => kind)).toEqual(['NOBODY_THERE']);
    expect(after.score).toBeLessThan(before.score);
    await review('FORBIDDEN_OBJECT', 'NONE');
    expect(await world.proctor.risk(paula, session)).toEqual(before);
  });

  test('can be computed again from the history alone, under the exam’s policy and under another', async () => {
    await review('NOBODY_THERE', 'DISMISSED');
    const session = await sessionOf('ana');
    const history = await world.log.read('demo', { limit: 1_000 });
    const records = recordsIn(history.filter(({ candidateId }) => candidateId === 'ana'));
    expect(records).toHaveLength(2);
    expect(await world.proctor.risk(paula, session)).toEqual(riskOf(records, policy));

    const change: PolicyChange = { risk: { FORBIDDEN_OBJECT: { points: 7, pointsPerMinute: 0 } } };
    const verdict = changePolicy(policy, change, KNOWN_LABELS);
    if (!verdict.ok) throw new Error('no policy');
    const other = await world.proctor.risk(paula, session, change);
    expect(other).toEqual(riskOf(records, verdict.policy));
    expect(other.points).toBe(7);
  });

  test('follows the policy as it applies to the candidate', async () => {
    const accommodations = [{ candidateId: 'ana', switchedOff: ['FORBIDDEN_OBJECT', 'NOBODY_THERE'] as const }];
    const session = await sessionOf('ana');
    const risk = await world.proctor.risk(paula, session, { accommodations });
    expect(risk.score).toBe(0);
    const records = await world.store.incidents.ofSession('demo', session.id);
    expect(risk).toEqual(riskOf(records, policyFor({ ...policy, accommodations }, 'ana')));
  });

  test('is not computed under a policy with mistakes, and every one of them is named', async () => {
    const change = { similarityThreshold: 101, risk: { NOBODY_THERE: { points: -1 } } };
    await expect(world.proctor.risk(paula, await sessionOf('ana'), change)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(
        /similarityThreshold.*risk\.NOBODY_THERE\.points|risk\.NOBODY_THERE.*similarityThreshold/,
      ),
    });
  });

  test('is nothing that a candidate is told', async () => {
    await expect(world.proctor.risk(carla, await sessionOf('ana'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the risks of all sessions of an exam', () => {
  const place = (number: number) => ({ examId: 'full', candidateId: `c-${number}`, sessionId: `session-${number}` });
  const sessions: readonly Session[] = Array.from({ length: 200 }, (_, number) => ({
    ...place(number),
    id: place(number).sessionId,
    startedAt: '2026-05-04T09:00:00.000Z',
    state: { status: 'ACTIVE' },
    framesProcessed: 0,
    outbox: [],
    version: 1,
  }));

  beforeAll(async () => {
    await world.store.exams.create(examOf('full'));
    const expiry = { expiresAt: '2100-01-01T00:00:00.000Z' };
    for (const number of [1, 10, 100]) {
      for (let count = 1; count <= number / 10 + 1; count++)
        await world.store.incidents.put(recordOf(place(number), count), expiry);
    }
  });

  /** A service, and how often it asked the store for what. */
  function counting(): { readonly proctor: ProctorService; readonly asked: Map<string, number> } {
    const asked = new Map<string, number>();
    const count = <T extends object>(parts: T) =>
      new Proxy(parts, {
        get(target, name, receiver) {
          const part: unknown = Reflect.get(target, name, receiver);
          if (typeof part !== 'function') return part;
          return (...parameters: readonly unknown[]) => {
            asked.set(String(name), (asked.get(String(name)) ?? 0) + 1);
            return Reflect.apply(part, target, parameters) as unknown;
          };
        },
      });
    const incidents: IncidentStore = count(world.store.incidents);
    const store = { ...world.store, incidents, exams: count(world.store.exams) };
    return { proctor: world.with({ store }), asked };
  }

  test('are asked for at once with one read of the incidents and one of the exam', async () => {
    const { proctor, asked } = counting();
    const risks = await Promise.all(sessions.map((session) => proctor.risk(paula, session)));
    expect(Object.fromEntries(asked)).toEqual({ get: 1, ofExam: 1 });
    const counts = risks.map(({ contributions }) => contributions[0]?.incidents ?? 0);
    expect([counts[0], counts[1], counts[10], counts[100]]).toEqual([0, 1, 2, 11]);
    expect(counts.filter((number) => number > 0)).toHaveLength(3);
  });

  test('are the same as when each is asked for alone, and nothing is remembered in between', async () => {
    const { proctor, asked } = counting();
    const session = sessions[10] as Session;
    const alone = await proctor.risk(paula, session);
    expect(Object.fromEntries(asked)).toEqual({ get: 1, ofSession: 1 });
    await world.store.incidents.put(recordOf(place(10), 3), { expiresAt: '2100-01-01T00:00:00.000Z' });
    const [together] = await Promise.all([session, ...sessions].map((one) => proctor.risk(paula, one)));
    expect(together?.contributions[0]?.incidents).toBe((alone.contributions[0]?.incidents ?? 0) + 1);
  });
});
