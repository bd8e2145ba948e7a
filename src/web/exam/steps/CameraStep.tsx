import { useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../design/Button.js';
import { Mark, type Tone } from '../../design/Mark.js';
import { Notice } from '../../design/Notice.js';
import type { CameraAccess, Device } from '../cameraAccess.js';
import type { Advice } from '../check/advice.js';
import { useAdvice } from '../check/useAdvice.js';
import type { Flow, Step } from '../flow.js';
import { STRINGS } from '../strings.js';
import { CameraTrouble } from './CameraTrouble.js';
import { Preview } from './Preview.js';
import { StepHead } from './StepHead.js';

export interface CameraStepProps {
  readonly flow: Flow;
  readonly camera: CameraAccess;
  readonly step: Extract<Step, { kind: 'camera' }>;
}

const WORDS = STRINGS.camera;

/** A picture of oneself, and what could be better about it. Advice never keeps anybody from starting. */
export function CameraStep({ flow, camera, step }: CameraStepProps) {
  const state = useStore(camera.state);
  const video = useRef<HTMLVideoElement>(null);
  const advice = useAdvice(video);
  const [isBusy, setBusy] = useState(false);

  async function start() {
    setBusy(true);
    await flow.start();
    setBusy(false);
  }

  useEffect(() => {
    if (camera.state.getState().kind === 'off') void camera.open();
  }, [camera]);

  return (
    <>
      <StepHead step={3} title={WORDS.title} />
      {step.problem && <Notice tone="alarm" role="alert" title={WORDS.notStarted} />}
      <div className="card stack">
        <p className="quiet">{WORDS.why}</p>
        {state.kind === 'problem' && <CameraTrouble problem={state.problem} onRetry={() => void camera.open()} />}
        {(state.kind === 'opening' || state.kind === 'off') && (
          <div className="preview preview-to-come">
            <p role="status">{WORDS.opening}</p>
          </div>
        )}
        {state.kind === 'on' && (
          <>
            <Preview stream={state.stream} video={video} hasOutline />
            {state.devices.length > 1 && (
              <DevicePicker devices={state.devices} chosen={state.deviceId} onChoose={(id) => void camera.open(id)} />
            )}
          </>
        )}
        {state.kind !== 'problem' && (
          <div className="advice-room">{state.kind === 'on' && advice && <AdviceList advice={advice} />}</div>
        )}
        <div className="actions">
          <Button look="primary" isDisabled={state.kind !== 'on' || isBusy} onPress={() => void start()}>
            {WORDS.start}
          </Button>
          <span className="quiet small">{WORDS.startsNow(step.exam.policy)}</span>
        </div>
      </div>
    </>
  );
}

interface DevicePickerProps {
  readonly devices: readonly Device[];
  readonly chosen: string | undefined;
  readonly onChoose: (deviceId: string) => void;
}

/** The browser's own list: candidates know it from everywhere. */
function DevicePicker({ devices, chosen, onChoose }: DevicePickerProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{WORDS.choose}</label>
      <select id={id} value={chosen} onChange={({ target }) => onChoose(target.value)}>
        {devices.map((device, index) => (
          <option key={device.id} value={device.id}>
            {device.name || WORDS.unnamed(index + 1)}
          </option>
        ))}
      </select>
    </div>
  );
}

function AdviceList({ advice }: { readonly advice: Advice }) {
  const { light, sharpness, face } = advice;
  return (
    <ul className="advice" aria-label={WORDS.advice} aria-live="polite">
      <AdviceLine tone={toneOf(light)} text={WORDS.light[light]} />
      <AdviceLine tone={toneOf(sharpness)} text={WORDS.sharpness[sharpness]} />
      <AdviceLine tone={face === 'unknown' ? 'note' : toneOf(face)} text={WORDS.face[face]} />
    </ul>
  );
}

function AdviceLine({ tone, text }: { readonly tone: Tone; readonly text: string }) {
  return (
    <li>
      <Mark tone={tone} />
      <span>{text}</span>
    </li>
  );
}

function toneOf(judgement: string): Tone {
  return judgement === 'good' ? 'good' : 'caution';
}
