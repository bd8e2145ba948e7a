import { useEffect, useId, useRef } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../design/Button.js';
import { Mark, type Tone } from '../../design/Mark.js';
import type { CameraAccess, Device } from '../cameraAccess.js';
import type { Advice } from '../check/advice.js';
import { useAdvice } from '../check/useAdvice.js';
import type { Flow } from '../flow.js';
import type { Memory } from '../kept.js';
import { STRINGS } from '../strings.js';
import { CameraTrouble } from './CameraTrouble.js';
import { Preview } from './Preview.js';
import { StepHead } from './StepHead.js';

export interface CameraStepProps {
  readonly flow: Flow;
  readonly camera: CameraAccess;
  readonly memory: Memory;
}

const WORDS = STRINGS.camera;

/** A picture of oneself, and what could be better about it. Advice never keeps anybody from starting. */
export function CameraStep({ flow, camera, memory }: CameraStepProps) {
  const state = useStore(camera.state);
  const video = useRef<HTMLVideoElement>(null);
  const advice = useAdvice(video);

  useEffect(() => {
    if (camera.state.getState().kind === 'off') void camera.open(memory.read().deviceId);
  }, [camera, memory]);

  return (
    <>
      <StepHead step={3} title={WORDS.title} />
      <div className="card stack">
        <p className="quiet">{WORDS.why}</p>
        {state.kind === 'problem' && (
          <CameraTrouble problem={state.problem} onRetry={() => void camera.open(memory.read().deviceId)} />
        )}
        {(state.kind === 'opening' || state.kind === 'off') && <p role="status">{WORDS.opening}</p>}
        {state.kind === 'on' && (
          <>
            <Preview stream={state.stream} video={video} hasOutline />
            {state.devices.length > 1 && (
              <DevicePicker devices={state.devices} chosen={state.deviceId} onChoose={(id) => void camera.open(id)} />
            )}
            {advice && <AdviceList advice={advice} />}
          </>
        )}
        <div className="actions">
          <Button look="primary" isDisabled={state.kind !== 'on'} onPress={flow.start}>
            {WORDS.start}
          </Button>
          <span className="quiet small">{WORDS.startsNow}</span>
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
