import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ExamClient } from '../../../../client/index.js';
import { useNow } from '../../../design/useNow.js';
import type { CameraAccess } from '../../cameraAccess.js';
import type { Flow } from '../../flow.js';
import type { Memory } from '../../kept.js';
import { createSitting, type Sitting } from '../../sitting.js';
import { STRINGS } from '../../strings.js';
import { Preview } from '../Preview.js';
import { StepHead } from '../StepHead.js';
import { Finish } from './Finish.js';
import { Messages } from './Messages.js';
import { Situation } from './Situation.js';
import { StatePanel } from './StatePanel.js';
import { troublesIn } from './trouble.js';
import { useTitle } from './useTitle.js';

export interface ExamStepProps {
  readonly flow: Flow;
  readonly camera: CameraAccess;
  readonly client: ExamClient;
  readonly memory: Memory;
}

/** Sends and hears for as long as it is shown. */
export function ExamStep({ flow, camera, client, memory }: ExamStepProps) {
  const [sitting, setSitting] = useState<Sitting>();

  useEffect(() => {
    if (camera.state.getState().kind === 'off') void camera.open();
    const begun = createSitting({
      client,
      examId: flow.examId(),
      memory,
      takePicture: camera.takePicture,
      readSession: flow.readSession,
    });
    setSitting(begun);
    window.addEventListener('online', begun.retryNow);
    return () => {
      window.removeEventListener('online', begun.retryNow);
      begun.stop();
    };
  }, [flow, camera, client, memory]);

  return sitting && <Running flow={flow} camera={camera} sitting={sitting} />;
}

interface RunningProps {
  readonly flow: Flow;
  readonly camera: CameraAccess;
  readonly sitting: Sitting;
}

function Running({ flow, camera, sitting }: RunningProps) {
  const state = useStore(sitting.state);
  const cameraState = useStore(camera.state);
  const now = useNow();
  const troubles = troublesIn(state, cameraState, now);
  const { over } = state;
  useTitle(state, troubles);
  useEffect(() => {
    if (over) flow.over(over);
  }, [flow, over]);

  return (
    <div className="exam-panel">
      <StepHead title={state.isPaused ? STRINGS.exam.pausedTitle : STRINGS.exam.title} />
      <Situation
        flow={flow}
        camera={camera}
        sitting={sitting}
        troubles={troubles}
        isPaused={state.isPaused}
        isBeginning={state.checkedAt === undefined}
        isTimeUp={state.endsAt !== undefined && state.endsAt <= now}
      />
      <Messages messages={state.messages} onRead={sitting.markRead} />
      <StatePanel state={state} camera={cameraState} now={now} />
      <div className="self">
        {cameraState.kind === 'on' && (
          <details>
            <summary>{STRINGS.exam.ownPicture}</summary>
            <Preview stream={cameraState.stream} />
          </details>
        )}
      </div>
      <Finish sitting={sitting} />
    </div>
  );
}
