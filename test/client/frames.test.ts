/** The pace of frames, against a server whose every answer the test decides. */
import { describe, expect, test } from '@jest/globals';
import { RequestRefused, ServerUnreachable } from '../../src/client/errors.js';
import { type FramesState, sendFrames, type TakePicture } from '../../src/client/frames.js';
import type { SendRequest } from '../../src/client/request.js';
import { createFakeClock } from '../support/fakeClock.js';

interface SentFrame {
  readonly frameId: string;
  readonly capturedAt: string;
  readonly image: string;
}

/** What the server says to one frame: the answer's data, or what is thrown. */
type Reply = Record<string, unknown> | Error;

const looked = (nextFrameInMs = 2_000) => ({ status: 'PROCESSED', nextFrameInMs });
const unreachable = new ServerUnreachable('No answer.');

function startSending(replies: readonly Reply[], options: { readonly takePicture?: TakePicture } = {}) {
  const clock = createFakeClock();
  const sent: SentFrame[] = [];
  const states: FramesState[] = [];
  const upcoming = [...replies];
  const request = (async (_document: unknown, { input }: { input: SentFrame }) => {
    sent.push(input);
    const reply = upcoming.shift() ?? looked();
    // Whether it is an Error is told by its message: classes differ between a test and what it tests.
    if ('message' in reply) throw reply;
    return { processFrame: reply };
  }) as unknown as SendRequest; // generic over documents, of which there is one here
  let pictures = 0;
  const takePicture = options.takePicture ?? (() => Uint8Array.of(pictures++));
  const frames = sendFrames(
    { request, clock },
    { examId: 'demo', takePicture, onState: (state) => states.push(state) },
  );
  return { clock, sent, states, frames };
}

describe('frames', () => {
  test('come at the pace that the server asks for, each a new one', async () => {
    const { clock, sent, frames } = startSending([looked(1_500), looked(4_000)]);
    expect(await clock.nextWait()).toBe(1_500);
    clock.advance(1_499);
    expect(sent).toHaveLength(1);
    clock.advance(1);
    expect(await clock.nextWait()).toBe(4_000);
    expect(sent.map(({ image }) => image)).toEqual(['AA==', 'AQ==']);
    expect(new Set(sent.map(({ frameId }) => frameId)).size).toBe(2);
    expect(sent[1]?.capturedAt).toBe('2026-05-04T09:00:01.500Z');
    frames.stop();
  });

  test('are sent again as they were, under the same id, when no answer came', async () => {
    const { clock, sent, states, frames } = startSending([unreachable, unreachable, looked()]);
    for (let attempt = 0; attempt < 2; attempt++) clock.advance(await clock.nextWait());
    expect(await clock.nextWait()).toBe(2_000);
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map((frame) => JSON.stringify(frame))).size).toBe(1);
    expect(states.map(({ kind }) => kind)).toEqual(['starting', 'retrying', 'retrying', 'checked']);
    frames.stop();
  });

  test('that are too old to tell anything give way to a new one, and nothing queues meanwhile', async () => {
    const { clock, sent, frames } = startSending(Array<Reply>(7).fill(unreachable));
    for (let attempt = 0; attempt < 8; attempt++) clock.advance(await clock.nextWait());
    const ages = sent.map(({ capturedAt }) => capturedAt);
    expect(ages.toSorted()).toEqual(ages);
    expect(new Set(ages).size).toBeGreaterThan(1);
    expect(new Set(sent.map(({ frameId }) => frameId)).size).toBe(new Set(ages).size);
    frames.stop();
  });

  test('wait longer after each failure, but never more than 15 s', async () => {
    const { clock, frames } = startSending(Array<Reply>(20).fill(unreachable));
    const waits: number[] = [];
    for (let attempt = 0; attempt < 20; attempt++) {
      const wait = await clock.nextWait();
      waits.push(wait);
      clock.advance(wait);
    }
    expect(waits[0]).toBeLessThanOrEqual(500);
    expect(Math.max(...waits)).toBeLessThanOrEqual(15_000);
    expect(Math.min(...waits.slice(-5))).toBeGreaterThanOrEqual(7_500);
    frames.stop();
  });

  test('wait as long as a busy server says', async () => {
    const { clock, sent, states, frames } = startSending([new RequestRefused('OVERLOADED', 'Busy.', 3_210)]);
    expect(await clock.nextWait()).toBe(3_210);
    expect(states.at(-1)).toMatchObject({ kind: 'retrying', because: 'OVERLOADED' });
    clock.advance(3_210);
    await clock.nextWait();
    expect(sent[1]?.frameId).toBe(sent[0]?.frameId);
    frames.stop();
  });

  test('that the server can’t read are not sent again', async () => {
    const { clock, sent, frames } = startSending([new RequestRefused('BAD_IMAGE', 'Not a picture.')]);
    clock.advance(await clock.nextWait());
    await clock.nextWait();
    expect(sent[1]?.frameId).not.toBe(sent[0]?.frameId);
    frames.stop();
  });

  test('stop when the session is over, and say so', async () => {
    const { sent, states, frames } = startSending([new RequestRefused('SESSION_ENDED', 'Over.')]);
    expect(await frames.stopped).toBe('SESSION_ENDED');
    expect(states.at(-1)).toEqual({ kind: 'stopped', because: 'SESSION_ENDED' });
    expect(sent).toHaveLength(1);
  });

  test('go on at the server’s pace while the session is paused', async () => {
    const { clock, states, frames } = startSending([{ status: 'PAUSED', nextFrameInMs: 2_000 }, looked()]);
    clock.advance(await clock.nextWait());
    await clock.nextWait();
    expect(states.map(({ kind }) => kind)).toEqual(['starting', 'paused', 'checked']);
    frames.stop();
  });

  test('wait for a camera that has no picture, and one that fails', async () => {
    const pictures: (() => Uint8Array | undefined)[] = [
      () => undefined,
      () => {
        throw new Error('The camera is gone.');
      },
      () => Uint8Array.of(1),
    ];
    const { clock, sent, states, frames } = startSending([], { takePicture: () => pictures.shift()?.() });
    for (let attempt = 0; attempt < 2; attempt++) clock.advance(await clock.nextWait());
    await clock.nextWait();
    expect(sent).toHaveLength(1);
    const since = Date.parse('2026-05-04T09:00:00.000Z');
    expect(states.slice(1, 3)).toEqual([
      { kind: 'noPicture', since },
      { kind: 'noPicture', since },
    ]);
    expect(states.at(-1)).toMatchObject({ kind: 'checked' });
    frames.stop();
  });

  test('are tried at once when told so', async () => {
    const { clock, sent, frames } = startSending([unreachable]);
    await clock.nextWait();
    frames.retryNow();
    await clock.nextWait();
    expect(sent).toHaveLength(2);
    frames.stop();
  });

  test('end a wait when they are stopped', async () => {
    const { clock, sent, frames } = startSending([]);
    await clock.nextWait();
    frames.stop();
    expect(await frames.stopped).toBe('STOPPED');
    expect(sent).toHaveLength(1);
  });
});
