/** What every store promises of evidence. Run it over an adapter: `evidenceStoreContract('DynamoDB', open)`. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../src/domain/evidence.js';
import type { Store } from '../../src/store/store.js';

const HOUR_MS = 60 * 60_000;

/** @param open a store that holds nothing yet */
export function evidenceStoreContract(adapter: string, open: () => Promise<Store>): void {
  describe(`Evidence in ${adapter}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(async () => {
      await store?.[Symbol.asyncDispose]();
    });

    async function put(different: Partial<Evidence> = {}): Promise<Evidence> {
      const evidence = newEvidence(different);
      await store.evidence.put(evidence);
      return evidence;
    }

    async function kept({ sessionId, incidentId }: Evidence): Promise<readonly unknown[]> {
      return (await store.evidence.ofIncident(sessionId, incidentId)).map(plain);
    }

    it('comes back as it was put, the bytes of the picture included', async () => {
      const evidence = await put();
      expect(await kept(evidence)).toEqual([plain(evidence)]);
    });

    it('is one frame for each role: the next takes the place of the one before', async () => {
      const first = await put({ role: 'OPENING', frameId: '1' });
      const { sessionId, incidentId } = first;
      await put({ sessionId, incidentId, role: 'LAST', frameId: '1' });
      await put({ sessionId, incidentId, role: 'LAST', frameId: '2' });
      const roles = await store.evidence.ofIncident(sessionId, incidentId);
      expect(roles.map(({ role, frameId }) => `${role} ${frameId}`).sort()).toEqual(['LAST 2', 'OPENING 1']);
    });

    it('is that of the incident alone, whatever its id begins with', async () => {
      const sessionId = randomUUID();
      const first = await put({ sessionId, incidentId: `${sessionId}-1` });
      await put({ sessionId, incidentId: `${sessionId}-11` });
      await put({ incidentId: `${sessionId}-1` });
      expect(await kept(first)).toEqual([plain(first)]);
    });

    it('is found when it is more than one answer holds', async () => {
      const sessionId = randomUUID();
      const picture = { bytes: new Uint8Array(390_000).fill(7), width: 480, height: 480 };
      const same = { sessionId, incidentId: `${sessionId}-1`, picture };
      const all = [await put({ ...same, role: 'OPENING' }), await put({ ...same, role: 'WORST' }), await put(same)];
      expect(await kept(all[0] as Evidence)).toHaveLength(3); // there are three
    });

    it('is shown to nobody any more once it has expired', async () => {
      const now = Date.now();
      const expired = await put({ keptUntil: new Date(now - HOUR_MS).toISOString() });
      const { sessionId, incidentId } = expired;
      const alive = await put({ sessionId, incidentId, role: 'OPENING' });
      expect(await kept(expired)).toEqual([plain(alive)]);
    });

    it('is deleted by its frame, and not when another frame has taken its place', async () => {
      const before = await put({ frameId: '1' });
      const after = { ...before, frameId: '2' };
      await store.evidence.put(after);
      await store.evidence.delete(before);
      expect(await kept(after)).toEqual([plain(after)]);
      await store.evidence.delete(after);
      await store.evidence.delete(after);
      expect(await kept(after)).toEqual([]);
    });

    it('is deleted with its session, also when that has more than one request holds, and with no other', async () => {
      const sessionId = randomUUID();
      const keptUntil = new Date(Date.now() - HOUR_MS).toISOString();
      const many = Array.from({ length: 60 }, (_, number) =>
        put({ sessionId, incidentId: `${sessionId}-${number}`, ...(number === 0 && { keptUntil }) }),
      );
      const [one] = await Promise.all(many);
      const other = await put();
      expect(await store.evidence.deleteOfSession(sessionId)).toBe(60);
      expect(await kept(one as Evidence)).toEqual([]); // the first of 60
      expect(await kept(other)).toHaveLength(1);
      expect(await store.evidence.deleteOfSession(sessionId)).toBe(0);
    });
  });
}

function newEvidence(different: Partial<Evidence>): Evidence {
  const sessionId = different.sessionId ?? randomUUID();
  const box = { left: 0.1, top: 0.2, width: 0.3, height: 0.4 };
  return {
    sessionId,
    incidentId: `${sessionId}-1`,
    role: 'LAST',
    frameId: randomUUID(),
    capturedAt: '2026-05-04T09:00:00.000Z',
    at: '2026-05-04T09:00:00.100Z',
    seen: {
      faces: [{ box, confidence: 99.5, pose: { yaw: -3, pitch: 4, roll: 0 } }],
      labels: [{ name: 'Person', confidence: 97, box }],
      unsafe: [],
    },
    picture: { bytes: Uint8Array.of(0xff, 0xd8, 0, 128, 255), width: 480, height: 270 },
    keptUntil: new Date(Date.now() + HOUR_MS).toISOString(),
    ...different,
  };
}

/** Typed arrays of different realms are equal byte for byte only. */
function plain({ picture, ...rest }: Evidence): unknown {
  return { ...rest, picture: { ...picture, bytes: [...picture.bytes] } };
}
