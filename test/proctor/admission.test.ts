import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Admission, createAdmission } from '../../src/proctor/admission.js';

/** Work that ends when it is told to, and remembers in which order it began. */
function workshop(admission: Admission) {
  const started: string[] = [];
  const finish = new Map<string, () => void>();
  function send(session: string, frame: string, { capturedAt = 0, bytes = 1 } = {}) {
    return admission.admit({ session, capturedAt, bytes }, () => {
      started.push(frame);
      return new Promise<string>((resolve) => finish.set(frame, () => resolve(frame)));
    });
  }
  async function end(frame: string): Promise<void> {
    finish.get(frame)?.();
    await settle();
  }
  return { started, send, end };
}

/** Lets everything that is ready to happen happen. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

const now = () => 0;

describe('the admission of frames', () => {
  test('runs one frame of a session at a time', async () => {
    const { started, send, end } = workshop(createAdmission({ concurrency: 4, now }));
    const first = send('ana', 'a1');
    const second = send('ana', 'a2');
    await settle();
    expect(started).toEqual(['a1']);
    await end('a1');
    expect(started).toEqual(['a1', 'a2']);
    await end('a2');
    expect(await first).toEqual({ status: 'done', value: 'a1' });
    expect(await second).toEqual({ status: 'done', value: 'a2' });
  });

  test('runs the work in the name of who sent it, not of who was before', async () => {
    const sender = new AsyncLocalStorage<string>();
    const admission = createAdmission({ concurrency: 1, now });
    const request = { capturedAt: 0, bytes: 1 };
    const work = async () => {
      await settle();
      return sender.getStore();
    };
    const sent = ['ana', 'ben', 'cleo'].map((session) =>
      sender.run(session, () => admission.admit({ ...request, session }, work)),
    );
    expect(await Promise.all(sent)).toEqual(['ana', 'ben', 'cleo'].map((value) => ({ status: 'done', value })));
  });

  test('lets a newer frame take the place of the waiting one', async () => {
    const { started, send, end } = workshop(createAdmission({ concurrency: 1, now }));
    void send('ana', 'a1', { capturedAt: 1 });
    const waiting = send('ana', 'a2', { capturedAt: 2 });
    const newest = send('ana', 'a3', { capturedAt: 3 });
    expect(await waiting).toEqual({ status: 'superseded' });
    await end('a1');
    await end('a3');
    expect(await newest).toEqual({ status: 'done', value: 'a3' });
    expect(started).toEqual(['a1', 'a3']);
  });

  test('keeps the waiting frame when an older one arrives late', async () => {
    const { send, end } = workshop(createAdmission({ concurrency: 1, now }));
    void send('ana', 'a1', { capturedAt: 1 });
    const newest = send('ana', 'a3', { capturedAt: 3 });
    expect(await send('ana', 'a2', { capturedAt: 2 })).toEqual({ status: 'superseded' });
    await end('a1');
    await end('a3');
    expect(await newest).toEqual({ status: 'done', value: 'a3' });
  });

  test('gives each session its turn, however much one of them sends', async () => {
    const { started, send, end } = workshop(createAdmission({ concurrency: 1, now }));
    void send('ana', 'a1');
    void send('ana', 'a2');
    void send('bo', 'b1');
    void send('ana', 'a3');
    await end('a1');
    await end('a3');
    void send('ana', 'a4');
    void send('cy', 'c1');
    await end('b1');
    await end('a4');
    expect(started).toEqual(['a1', 'a3', 'b1', 'a4', 'c1']);
  });

  test('refuses a session more than may wait, and says when to come again', async () => {
    const { send, end } = workshop(createAdmission({ concurrency: 1, now, maxWaiting: 2 }));
    void send('ana', 'a1');
    void send('bo', 'b1');
    void send('cy', 'c1');
    await expect(send('di', 'd1')).rejects.toMatchObject({
      code: 'OVERLOADED',
      details: { retryAfterMs: expect.any(Number) },
    });
    const replaced = send('bo', 'b2', { capturedAt: 1 });
    await end('a1');
    await end('b2');
    expect(await replaced).toEqual({ status: 'done', value: 'b2' });
    const later = send('di', 'd2');
    await end('c1');
    await end('d2');
    expect(await later).toEqual({ status: 'done', value: 'd2' });
  });

  test('refuses frames that together would hold too much memory', async () => {
    const { send } = workshop(createAdmission({ concurrency: 1, now, maxWaitingBytes: 10 }));
    void send('ana', 'a1', { bytes: 9 });
    void send('bo', 'b1', { bytes: 9 });
    await expect(send('cy', 'c1', { bytes: 9 })).rejects.toMatchObject({ code: 'OVERLOADED' });
    void send('di', 'd1', { bytes: 1 });
  });

  test('passes on what the work throws, and goes on', async () => {
    const admission = createAdmission({ concurrency: 1, now });
    const failing = admission.admit({ session: 'ana', capturedAt: 0, bytes: 1 }, async () => {
      throw new Error('no light');
    });
    await expect(failing).rejects.toThrow('no light');
    const next = admission.admit({ session: 'ana', capturedAt: 1, bytes: 1 }, async () => 'fine');
    expect(await next).toEqual({ status: 'done', value: 'fine' });
  });

  test('asks for frames as often as the exam wants while there is time for all of them', () => {
    const admission = createAdmission({ concurrency: 2, now });
    expect(admission.nextFrameInMs(2_000)).toBe(2_000);
  });

  test('asks for fewer frames when more sessions are active than it can follow', async () => {
    let clock = 0;
    const admission = createAdmission({ concurrency: 2, now: () => clock });
    for (let session = 0; session < 40; session++) {
      await admission.admit({ session: `s${session}`, capturedAt: 0, bytes: 1 }, async () => {
        clock += 100;
      });
    }
    // 40 sessions at 100 ms each, two at a time, at 80% of the engine's time.
    expect(admission.nextFrameInMs(2_000)).toBe(2_500);
    clock += 60_000;
    expect(admission.nextFrameInMs(2_000)).toBe(2_000);
  });

  test('answers every frame, never runs two of a session at once, and never more than it may', async () => {
    const frames = fc.array(
      fc.record({ session: fc.integer({ min: 0, max: 4 }), capturedAt: fc.nat(5), turns: fc.nat(3) }),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(frames, fc.integer({ min: 1, max: 3 }), async (sent, concurrency) => {
        const admission = createAdmission({ concurrency, now });
        const inWork = new Map<number, number>();
        const answers = await Promise.all(
          sent.map(({ session, capturedAt, turns }) =>
            admission.admit({ session: String(session), capturedAt, bytes: 1 }, async () => {
              inWork.set(session, (inWork.get(session) ?? 0) + 1);
              expect(inWork.get(session)).toBe(1);
              expect(inWork.size).toBeLessThanOrEqual(concurrency);
              for (let turn = 0; turn < turns; turn++) await settle();
              inWork.delete(session);
            }),
          ),
        );
        expect(answers).toHaveLength(sent.length);
      }),
      { numRuns: 50 },
    );
  });
});
