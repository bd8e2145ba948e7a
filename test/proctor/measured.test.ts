/** What the service counts of its frames, read as Prometheus would read it. */
import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProcessFrameInput } from '../../src/proctor/processFrame.js';
import type { Dependencies, ProctorService } from '../../src/proctor/service.js';
import { StoreUnavailable, VersionConflict } from '../../src/store/store.js';
import { callPricesAt } from '../../src/telemetry/paidCalls.js';
import { createPrometheus } from '../../src/telemetry/prometheus.js';
import { NO_TELEMETRY } from '../../src/telemetry/telemetry.js';
import { EngineUnavailable } from '../../src/vision/engine.js';
import { nobody } from '../support/frames.js';
import { portrait } from '../support/pictures.js';
import { createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { createScriptedEngine, somebody } from '../support/scriptedEngine.js';
import { parseMetrics } from '../telemetry/metrics.js';

let world: ProctorWorld;
let image: string;

beforeAll(async () => {
  world = await createProctorWorld();
  image = (await portrait('curls')).toString('base64');
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

/** A service of its own over the shared world, so that nobody else's frames are counted. */
function openMeasured(parts: Partial<Dependencies> = {}) {
  const { meter, read } = createPrometheus({ version: '1.2.3', engine: 'embedded' }, callPricesAt(1));
  const engine = createScriptedEngine(1);
  const proctor = world.with({ engine, ...parts, telemetry: { ...NO_TELEMETRY, meter } });
  const value = async (series: string) => parseMetrics(await read()).get(`virtual_proctor_${series}`);
  return {
    engine,
    proctor,
    meter,
    value,
    send: (...args: Parameters<typeof frame>) => proctor.processFrame(paula, frame(...args)),
  };
}

function frame(candidateId: string, second: number): ProcessFrameInput {
  const capturedAt = new Date(Date.UTC(2026, 4, 4, 9, 0, second)).toISOString();
  return { examId: 'demo', candidateId, frameId: String(second), capturedAt, image };
}

/** An engine that looks until it is told to stop. */
function patient({ engine }: { readonly engine: ReturnType<typeof createScriptedEngine> }) {
  const gate = new EventEmitter();
  engine.observeWith = async () => {
    gate.emit('looking');
    await once(gate, 'enough');
    return somebody;
  };
  return { looking: () => once(gate, 'looking'), enough: () => gate.emit('enough') };
}

async function begin(proctor: ProctorService, candidateId: string): Promise<void> {
  await proctor.startSession(paula, { examId: 'demo', candidateId });
}

describe('frames are counted', () => {
  test('while they wait and while they are in work, and one that is superseded as such', async () => {
    const measured = openMeasured();
    const { looking, enough } = patient(measured);
    const began = looking();
    const first = measured.send('waits', 1);
    await began;
    const second = measured.send('waits', 2);
    while ((await measured.value('frames_waiting')) !== 1) await new Promise(setImmediate);
    expect(await measured.value('frames_in_work')).toBe(1);
    expect(await measured.value('frames_waiting_bytes')).toBe(Buffer.from(image, 'base64').length);

    const third = measured.send('waits', 3);
    expect(await second).toMatchObject({ status: 'SUPERSEDED' });
    const beganAgain = looking();
    enough();
    await first;
    await beganAgain;
    enough();
    await third;
    expect(await measured.value('frames_total{outcome="PROCESSED"}')).toBe(2);
    expect(await measured.value('frames_total{outcome="SUPERSEDED"}')).toBe(1);
    expect(await measured.value('frame_stage_seconds_count{stage="admit"}')).toBe(2);
    expect(await measured.value('frame_stage_seconds_count{stage="whole"}')).toBe(2);
    for (const gauge of ['frames_waiting', 'frames_waiting_bytes', 'frames_in_work']) {
      expect({ gauge, now: await measured.value(gauge) }).toEqual({ gauge, now: 0 });
    }
  });

  test('by the code that they are refused with', async () => {
    const measured = openMeasured();
    const { proctor, engine, send, value } = measured;
    engine.observeWith = async () => {
      throw new EngineUnavailable('no worker');
    };
    await expect(send('refused', 1)).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' });
    engine.observeWith = async () => {
      throw new TypeError('a bug');
    };
    await expect(send('refused', 2)).rejects.toThrow('a bug');
    await begin(proctor, 'ended');
    await proctor.endSession(paula, { examId: 'demo', candidateId: 'ended' });
    await expect(send('ended', 1)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    await begin(proctor, 'paused');
    await proctor.pauseSession(paula, { examId: 'demo', candidateId: 'paused' });
    await send('paused', 1);

    const outcomes = ['ENGINE_UNAVAILABLE', 'INTERNAL', 'SESSION_ENDED', 'PAUSED'];
    for (const outcome of outcomes) {
      expect({ outcome, frames: await value(`frames_total{outcome="${outcome}"}`) }).toEqual({ outcome, frames: 1 });
    }
    expect(await value('engine_calls_total{operation="observe",outcome="failed"}')).toBe(2);
    expect(await value('frame_stage_seconds_count{stage="whole"}')).toBeUndefined();
    expect(await value('frames_in_work')).toBe(0);
  });
});

describe('what is recorded is counted once', () => {
  test('although somebody else wrote in between', async () => {
    let conflicts = 2;
    const sessions = {
      ...world.store.sessions,
      async save(...written: Parameters<typeof world.store.sessions.save>) {
        if (conflicts-- > 0) throw new VersionConflict();
        await world.store.sessions.save(...written);
      },
    };
    const { send, value } = openMeasured({ store: { ...world.store, sessions } });
    await send('collides', 1);
    expect(await value('frame_checks_total{check="FACE_DETECTION",status="PASS"}')).toBe(1);
    expect(await value('frame_stage_seconds_count{stage="record"}')).toBe(3);
    expect(await value('frame_stage_seconds_count{stage="append"}')).toBe(1);
  });

  test('although it is taken to the history later, by the next frame', async () => {
    let failures = 1;
    const log = {
      ...world.log,
      async append(...events: Parameters<typeof world.log.append>) {
        if (failures-- > 0) throw new StoreUnavailable('the plug was pulled');
        return await world.log.append(...events);
      },
    };
    const { send, value } = openMeasured({ log });
    await expect(send('crashes', 1)).rejects.toMatchObject({ code: 'OVERLOADED' });
    await send('crashes', 2);
    expect(await value('frame_checks_total{check="FACE_DETECTION",status="PASS"}')).toBe(2);
    expect(await value('frames_total{outcome="OVERLOADED"}')).toBe(1);
  });

  test('when an incident opens and when it closes', async () => {
    const { engine, send, value } = openMeasured();
    engine.observeWith = async () => nobody;
    for (const second of [1, 3]) await send('leaves', second);
    expect(await value('incidents_opened_total{kind="NOBODY_THERE",severity="MEDIUM"}')).toBe(1);
    engine.observeWith = async () => somebody;
    for (const second of [5, 7, 9]) await send('leaves', second);
    expect(await value('incidents_opened_total{kind="NOBODY_THERE",severity="MEDIUM"}')).toBe(1);
    expect(await value('incidents_closed_total{kind="NOBODY_THERE",severity="MEDIUM"}')).toBe(1);
    // Each appends once more what the one before left in the outbox, which is there already.
    expect(await value('frame_stage_seconds_count{stage="append"}')).toBe(5);
  });
});

test('what is charged for is counted in dollars, and what is free is not', async () => {
  const { meter, value } = openMeasured();
  for (const operation of ['DetectLabels', 'DetectLabels', 'DeleteFaces']) meter.paidCall(operation);
  expect(await value('paid_calls_total{operation="DetectLabels"}')).toBe(2);
  expect(await value('paid_calls_dollars_total{operation="DetectLabels"}')).toBeCloseTo(0.002, 9);
  expect(await value('paid_calls_dollars_total{operation="DeleteFaces"}')).toBe(0);
});
