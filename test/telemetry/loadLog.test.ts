import { describe, expect, it } from '@jest/globals';
import { createLoadLog, type Load } from '../../src/telemetry/loadLog.js';
import { NO_TELEMETRY } from '../../src/telemetry/telemetry.js';

describe('the load of a node', () => {
  it('is told with the longest queue since the last time, and with what is under way now', async () => {
    const told: Load[] = [];
    let tellNext: (() => void) | undefined;
    const next = () => new Promise<void>((resolve) => (tellNext = resolve));
    await using load = createLoadLog(NO_TELEMETRY.meter, {
      everyMs: 20,
      tell: (line) => {
        told.push(line);
        tellNext?.();
      },
    });
    load.meter.socket(1);
    load.meter.socket(1);
    load.meter.socket(-1);
    for (const change of [1, 1, 1, -1, -1] as const) load.meter.frameWaits(change, 10);
    load.meter.frameInWork(1);
    await next();
    await next();
    expect(told.slice(0, 2)).toEqual([
      { queueDepth: 3, framesInWork: 1, sockets: 1 },
      { queueDepth: 1, framesInWork: 1, sockets: 1 },
    ]);
  });

  it('is counted as before for whoever else counts', async () => {
    const counted: number[] = [];
    const meter = {
      ...NO_TELEMETRY.meter,
      frameWaits: (change: 1 | -1, bytes: number) => counted.push(change * bytes),
    };
    await using load = createLoadLog(meter, { everyMs: 60_000, tell: () => undefined });
    load.meter.frameWaits(1, 7);
    load.meter.frameWaits(-1, 7);
    expect(counted).toEqual([7, -7]);
  });
});
