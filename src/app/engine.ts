/** Who looks at pictures. */
import type { Config } from '../config.js';
import type { RequestScope } from '../server/requestScope.js';
import type { Store } from '../store/store.js';
import type { Meter } from '../telemetry/telemetry.js';
import { createCascadeEngine } from '../vision/cascade/engine.js';
import { createEmbeddedEngine } from '../vision/embedded/engine.js';
import type { VisionEngine } from '../vision/engine.js';

interface Surroundings {
  /** Absolute. */
  readonly modelsDir: string;
  readonly store: Store;
  readonly meter: Meter;
  readonly requests: RequestScope;
}

export async function openEngine(config: Config, surroundings: Surroundings): Promise<VisionEngine> {
  const { modelsDir, store, meter, requests } = surroundings;
  const { vision, visionThreads, collectionId } = config;
  const { paidCall } = meter;
  const onProblem = (problem: string, err: unknown) => requests.log().warn({ err }, problem);
  const openEmbedded = () =>
    createEmbeddedEngine({
      modelsDir,
      enrolledFaces: () => store.faces.all(),
      onProblem,
      ...(visionThreads !== undefined && { threads: visionThreads }),
    });
  if (vision.kind === 'embedded') return openEmbedded();
  // Loaded where it is used, as Redis is and OpenTelemetry: who does without should not pay for it with time and memory.
  const { createRekognitionEngine } = await import('../vision/rekognition/engine.js');
  switch (vision.kind) {
    case 'rekognition':
      return createRekognitionEngine({ ...vision, collectionId, onProblem, onCall: paidCall });
    case 'cascade': {
      // A frame that the embedded engine has looked at already need not wait long for more.
      const patience = { frameWithinMs: 3_000 };
      const rekognition = createRekognitionEngine({
        ...vision,
        ...patience,
        collectionId,
        onProblem,
        onCall: paidCall,
      });
      return createCascadeEngine({ ...vision, embedded: openEmbedded(), rekognition, onProblem });
    }
  }
}
