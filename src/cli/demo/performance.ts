/** One candidate's sitting: frames from a camera that sees what the script says. */
import type { ExamClient } from '../../client/examClient.js';
import type { Candidate } from './cast.js';
import type { Camera } from './scenes.js';
import type { Act, Scene } from './script.js';

export interface PerformanceOptions {
  readonly examId: string;
  readonly candidate: Candidate;
  readonly camera: Camera;
  readonly script: Iterator<Act>;
  readonly client: Pick<ExamClient, 'sendFrames'>;
  /** Script seconds in a second; frames keep the server's pace all the same. */
  readonly speed: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onScene: (scene: Scene) => void;
}

export interface Performance {
  stop(): void;
  /** Resolves to why there are no more frames: `STOPPED`, or a code of the API. */
  readonly stopped: Promise<string>;
}

export function perform({ examId, candidate, camera, script, client, speed, now, onScene }: PerformanceOptions) {
  const start = now();
  let act: Act = script.next().value;

  function sceneNow(): Scene {
    const seconds = ((now() - start) / 1_000) * speed;
    const { scene } = act;
    while (seconds >= act.to) act = script.next().value;
    if (act.scene !== scene) onScene(act.scene);
    return act.scene;
  }

  const { candidateId } = candidate;
  return client.sendFrames({ examId, candidateId, takePicture: () => camera(sceneNow()) }) satisfies Performance;
}
