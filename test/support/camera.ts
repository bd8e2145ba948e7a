/** A candidate's camera, before an engine that is told what it sees. */
import sharp from 'sharp';
import type { Viewer } from '../../src/auth/viewer.js';
import type { Observation } from '../../src/domain/observation.js';
import type { ProcessedFrame } from '../../src/proctor/processFrame.js';
import type { ProctorService } from '../../src/proctor/service.js';
import { paula } from './proctor.js';
import { type ScriptedEngine, somebody } from './scriptedEngine.js';

const box = { left: 0.1, top: 0.1, width: 0.2, height: 0.6 };

export const nobody: Observation = { ...somebody, faces: { ok: true, value: [] }, labels: { ok: true, value: [] } };

export function people(count: number): Observation {
  const labels = Array.from({ length: count }, () => ({ name: 'Person', confidence: 98, box }));
  return { ...somebody, labels: { ok: true, value: labels } };
}

export function alongside(observation: Observation, name: string): Observation {
  const labels = observation.labels.ok ? observation.labels.value : [];
  return { ...observation, labels: { ok: true, value: [...labels, { name, confidence: 97, box }] } };
}

export interface Camera {
  /** Sends a frame for each, two seconds apart by the candidate's clock; their ids count from 1. */
  show(...seen: readonly Observation[]): Promise<readonly ProcessedFrame[]>;
  /** The same as one of a certain number, as if it came late or again. */
  showAs(number: number, seen: Observation): Promise<ProcessedFrame>;
}

export function createCamera(
  { proctor, engine }: { readonly proctor: ProctorService; readonly engine: ScriptedEngine },
  seat: { readonly candidateId: string; readonly examId?: string; readonly viewer?: Viewer },
): Camera {
  const { candidateId, examId = 'demo', viewer = paula } = seat;
  const image = picture();
  let frames = 0;

  async function showAs(number: number, seen: Observation): Promise<ProcessedFrame> {
    engine.observeWith = async () => seen;
    const capturedAt = new Date(Date.parse('2026-05-04T09:00:00.000Z') + number * 2_000).toISOString();
    const frame = { examId, candidateId, frameId: String(number), capturedAt, image: await image };
    return await proctor.processFrame(viewer, frame);
  }

  return {
    showAs,
    async show(...seen) {
      const answers: ProcessedFrame[] = [];
      for (const observation of seen) answers.push(await showAs(++frames, observation));
      return answers;
    },
  };
}

async function picture(): Promise<string> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const grain = sharp({ create: { width: 960, height: 540, channels: 3, background: '#000', noise } });
  return (await grain.jpeg().toBuffer()).toString('base64');
}
