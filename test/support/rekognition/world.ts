/** A Rekognition that sees what it is told to see, and an engine that asks it: for what goes wrong between them. */
import './realm.js';
import sharp from 'sharp';
import type { Observation } from '../../../src/domain/observation.js';
import type { ObserveRequest, Picture, VisionEngine } from '../../../src/vision/engine.js';
import { readPicture } from '../../../src/vision/picture.js';
import { createRekognitionEngine, type RekognitionEngineOptions } from '../../../src/vision/rekognition/engine.js';
import { createScriptedEngine, type ScriptedEngine } from '../scriptedEngine.js';
import { credentials, type RekognitionServer, startRekognition } from './server.js';

export interface RekognitionWorld extends AsyncDisposable {
  readonly server: RekognitionServer;
  readonly eyes: ScriptedEngine;
  readonly engine: VisionEngine;
  /** What an operator was told. */
  readonly problems: string[];
  /** A picture of nothing in particular. */
  readonly picture: Picture;
  /** Another engine, as on another node; closed with the world. */
  openEngine(options?: Partial<RekognitionEngineOptions>): VisionEngine;
  observe(request?: Partial<ObserveRequest>, engine?: VisionEngine): Promise<Observation>;
}

export const collectionId = 'hall';

/** The engine is ready, and has been asked for nothing else. */
export async function createRekognitionWorld(
  options: Partial<RekognitionEngineOptions> = {},
): Promise<RekognitionWorld> {
  const eyes = createScriptedEngine();
  const server = await startRekognition({ engine: eyes });
  const problems: string[] = [];
  const picture = await readPicture(await noise());
  const engines: VisionEngine[] = [];

  function openEngine(more: Partial<RekognitionEngineOptions> = {}): VisionEngine {
    const engine = createRekognitionEngine({
      region: 'eu-west-1',
      endpoint: server.endpoint,
      credentials,
      collectionId,
      onProblem: (problem) => problems.push(problem),
      ...options,
      ...more,
    });
    engines.push(engine);
    return engine;
  }

  const ours = openEngine();
  await ours.ready();
  return {
    server,
    eyes,
    engine: ours,
    problems,
    picture,
    openEngine,
    observe: (request = {}, engine = ours) =>
      engine.observe({ picture, expected: [], similarityThreshold: 85, namingThreshold: 88, ...request }),
    async [Symbol.asyncDispose]() {
      for (const engine of engines) await engine[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

export async function noise(): Promise<Buffer> {
  const grain = { type: 'gaussian', mean: 128, sigma: 30 } as const;
  return await sharp({ create: { width: 240, height: 240, channels: 3, background: '#888', noise: grain } })
    .png()
    .toBuffer();
}

/** Every part that failed, with its reason. */
export function failuresIn(observation: Observation): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (['faces', 'labels', 'moderation', 'matches'] as const).flatMap((name) => {
      const part = observation[name];
      return part.ok ? [] : [[name, part.reason]];
    }),
  );
}

/** Resolves when the thing is so; a test that waits in vain times out. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}
