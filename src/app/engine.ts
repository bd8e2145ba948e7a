/** Who looks at pictures. */
import type { Config } from '../config.js';
import type { RequestScope } from '../server/requestScope.js';
import type { Store } from '../store/store.js';
import type { Meter } from '../telemetry/telemetry.js';
import { createCascadeEngine } from '../vision/cascade/engine.js';
import { createEmbeddedEngine } from '../vision/embedded/engine.js';
import type { VisionEngine } from '../vision/engine.js';
import { createRekognitionEngine } from '../vision/rekognition/engine.js';

interface Surroundings {
  /** Absolute. */
  readonly modelsDir: string;
  readonly store: Store;
  readonly meter: Meter;
  readonly requests: RequestScope;
}

export function openEngine(config: Config, { modelsDir, store, meter, requests }: Surroundings): VisionEngine {
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
  switch (vision.kind) {
    case 'embedded':
      return openEmbedded();
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
