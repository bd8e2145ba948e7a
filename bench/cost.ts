/**
 * What a candidate's hour costs: sessions are replayed, over HTTP, to a server that speaks Rekognition's protocol, by the
 * sample's way, by the engine `rekognition`, and by the cascade; and whether each of them finds the same incidents.
 *
 * The networks behind that server are the embedded engine's, so that this says nothing of how well either engine sees, and
 * all of how often it is asked. `--frames DIR` adds the frames of a webcam.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { callPricesAt, LIST_DOLLARS_PER_THOUSAND_CALLS } from '../dist/telemetry/paidCalls.js';
import { createEmbeddedEngine } from '../dist/vision/embedded/engine.js';
import { readPicture } from '../dist/vision/picture.js';
import { startRekognition } from '../test/support/rekognition/server.js';
import { createSharedEyes } from './cost/eyes.js';
import { type Clock, policy, type Replay, replay, type Turn } from './cost/replay.js';
import { eventfulSitting, recording, type Story } from './cost/stories.js';
import { type Way, waysOf } from './cost/ways.js';

const { dollarsFor } = callPricesAt(LIST_DOLLARS_PER_THOUSAND_CALLS);

const FRAMES_PER_HOUR = 3_600_000 / policy.frameIntervalMs;
/** A way that finds the same a little later, or forgets it a little later, finds the same. */
const FRAMES_APART = 2;

const { values } = parseArgs({ options: { frames: { type: 'string' } } });
const stories = [await eventfulSitting(), ...(values.frames === undefined ? [] : [await recording(values.frames)])];
for (const story of stories) await compare(story);

async function compare({ title, enrolled, frames }: Story): Promise<void> {
  await using embedded = createEmbeddedEngine({ threads: availableParallelism(), enrolledFaces: nobody });
  await embedded.ready();
  const eyes = createSharedEyes(embedded);
  await using server = await startRekognition({ engine: eyes.engine });
  const clock: Clock = { now: Date.UTC(2026, 0, 1) };
  const ways = waysOf(server.endpoint, eyes.engine, () => clock.now);
  const pictures = await Promise.all(frames.map(async (frame) => readPicture(await frame())));
  const sitting = {
    pictures,
    lookAhead: eyes.look,
    clock,
    enrolled: await Promise.all(
      enrolled.map(async ({ id, photo }) => ({ id, picture: await readPicture(await photo()) })),
    ),
  };

  console.log(`\n${title}: ${frames.length} frames, one every ${policy.frameIntervalMs / 1_000} s\n`);
  console.log('  way           calls  calls/h   $/h    of the sample’s  incidents');
  let first: { readonly calls: number; readonly turns: readonly Turn[] } | undefined;
  for (const way of ways) {
    await way.engine.ready();
    const counted = await countCalls(server, () => replay(way.engine, sitting));
    first ??= counted;
    console.log(lineOf(way, counted, first, frames.length));
    for (const { id } of enrolled) await eyes.engine.forget(id);
  }
}

async function countCalls(
  { requests }: { readonly requests: readonly { readonly operation: string; readonly input: unknown }[] },
  work: () => Promise<Replay>,
): Promise<Replay> {
  const before = requests.length;
  const { turns } = await work();
  const asked = requests.slice(before).map(({ operation }) => operation);
  const paid = asked.slice(asked.lastIndexOf('IndexFaces') + 1).filter((operation) => dollarsFor(operation) > 0);
  return { turns, calls: paid.length };
}

function lineOf({ name }: Way, { calls, turns }: Replay, first: Replay, frames: number): string {
  const perHour = (calls / frames) * FRAMES_PER_HOUR;
  const columns = [
    name.padEnd(12),
    String(calls).padStart(6),
    perHour.toFixed(0).padStart(8),
    (perHour * dollarsFor('DetectFaces')).toFixed(2).padStart(6),
    `${((calls / first.calls) * 100).toFixed(1)}%`.padStart(15),
    ` ${turns.filter(({ what }) => what.endsWith('OPENED')).length}, ${difference(turns, first.turns)}`,
  ];
  return `  ${columns.join(' ')}`;
}

function difference(turns: readonly Turn[], others: readonly Turn[]): string {
  const isSame =
    turns.length === others.length &&
    turns.every(({ what, frame }, place) => {
      const other = others[place];
      return other?.what === what && Math.abs(other.frame - frame) <= FRAMES_APART;
    });
  if (isSame) return 'the same';
  return `NOT the same: ${turns.map(({ what, frame }) => `${frame} ${what}`).join(', ')}`;
}

async function* nobody() {
  // Everybody is enrolled by the replay.
}
