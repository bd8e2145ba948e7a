/** Clients whose frames come late, twice, from two tabs at once, or with a clock that is hours off. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Observation } from '../../src/domain/observation.js';
import { portrait } from '../support/pictures.js';
import { createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { somebody } from '../support/scriptedEngine.js';

let world: ProctorWorld;
let image: string;

const nobody: Observation = { ...somebody, faces: { ok: true, value: [] }, labels: { ok: true, value: [] } };
const noon = Date.parse('2026-05-04T12:00:00.000Z');

beforeAll(async () => {
  world = await createProctorWorld();
  image = (await portrait('curls')).toString('base64');
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

/** Sends a frame that was taken at this moment of the client's clock. */
async function send(candidateId: string, frameId: string, takenAt: number, seen: Observation) {
  world.engine.observeWith = async () => seen;
  const capturedAt = new Date(takenAt).toISOString();
  return await world.proctor.processFrame(paula, { examId: 'demo', candidateId, frameId, capturedAt, image });
}

async function historyOf(candidateId: string): Promise<readonly string[]> {
  const events = await world.log.read('demo', { limit: 1_000 });
  return events.flatMap((event) => {
    if (event.candidateId !== candidateId) return [];
    if (event.type === 'FrameProcessed') return [event.frameId];
    return 'incident' in event ? [`${event.type} ${event.incident.kind}`] : [];
  });
}

describe('every frame is answered, stands in the history once, and opens an incident once', () => {
  test('from two tabs that take turns', async () => {
    for (let index = 0; index < 4; index += 1) {
      const takenAt = noon + index * 2_000;
      await Promise.all([
        send('tabs', `left ${index}`, takenAt, nobody),
        send('tabs', `right ${index}`, takenAt + 1_000, nobody),
      ]);
    }
    const history = await historyOf('tabs');
    expect(history.filter((line) => line === 'IncidentOpened NOBODY_THERE')).toHaveLength(1);
    expect(new Set(history).size).toBe(history.length);
  });

  test('with a clock that is hours ahead, or behind', async () => {
    for (const [candidateId, offset] of [
      ['ahead', 5 * 3_600_000],
      ['behind', -5 * 3_600_000],
    ] as const) {
      for (let index = 0; index < 3; index += 1) {
        const answer = await send(candidateId, String(index), Date.now() + offset + index * 2_000, nobody);
        expect(answer.status).toBe('PROCESSED');
      }
      expect(await historyOf(candidateId)).toEqual(['0', '1', 'IncidentOpened NOBODY_THERE', '2']);
      const session = await world.proctor.session(paula, 'demo', candidateId);
      const [incident] = session ? world.proctor.openIncidents(paula, session) : [];
      expect(Math.abs(Date.parse(incident?.openedAt ?? '') - Date.now())).toBeLessThan(60_000);
    }
  });

  test('out of order: one that comes after a newer one is answered, and changes nothing', async () => {
    await send('late', '1', noon, somebody);
    await send('late', '4', noon + 6_000, somebody);
    for (const [frameId, takenAt] of [
      ['2', noon + 2_000],
      ['3', noon + 4_000],
    ] as const) {
      expect(await send('late', frameId, takenAt, nobody)).toMatchObject({ status: 'PROCESSED' });
    }
    expect(await historyOf('late')).toEqual(['1', '4', '2', '3']);
    const session = await world.proctor.session(paula, 'demo', 'late');
    expect(session?.lastFrame?.capturedAt).toBe(new Date(noon + 6_000).toISOString());
  });

  test('repeated: all with the first answer', async () => {
    await send('twice', '1', noon, nobody);
    const first = await send('twice', '2', noon + 2_000, nobody);
    const again = await Promise.all([1, 2, 3].map(() => send('twice', '2', noon + 2_000, somebody)));
    for (const answer of again) expect(answer).toMatchObject({ event: { id: 'event' in first && first.event.id } });
    expect(await historyOf('twice')).toEqual(['1', '2', 'IncidentOpened NOBODY_THERE']);
  });
});
