import { useEffect } from 'react';
import type { CameraAccess } from '../cameraAccess.js';
import type { Ending } from '../sitting.js';
import { STRINGS } from '../strings.js';
import { StepHead } from './StepHead.js';

/** It is over, and the camera is off. */
export function OverStep({ ending, camera }: { readonly ending: Ending; readonly camera: CameraAccess }) {
  useEffect(() => camera.close(), [camera]);
  const words = STRINGS.over;
  return (
    <>
      <StepHead title={words[ending]} />
      <div className="card">
        <p>{ending === 'ended' ? words.endedWhat : words.terminatedWhat}</p>
      </div>
    </>
  );
}
