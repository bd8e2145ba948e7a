import type { VisionEngine } from '../engine.js';

export interface RekognitionEngineOptions {
  readonly region: string;
  /** Where a server that speaks Rekognition's protocol is; absent, Amazon's own of the region. */
  readonly endpoint?: string;
  /** Made when it is missing. */
  readonly collectionId: string;
  /** Told about troubles that no caller is there to hear of. */
  readonly onProblem: (problem: string, cause: unknown) => void;
}

/** Looks at pictures with Amazon Rekognition. */
export function createRekognitionEngine(_options: RekognitionEngineOptions): VisionEngine {
  throw new Error('Not built yet.');
}
