import { Button } from '../../design/Button.js';
import { Notice } from '../../design/Notice.js';
import type { CameraProblem } from '../cameraProblem.js';
import { STRINGS } from '../strings.js';

export interface CameraTroubleProps {
  readonly problem: CameraProblem;
  readonly onRetry: () => void;
  /** Said instead of what is said before the exam. */
  readonly what?: string;
}

/** Why there is no camera, and the way back. */
export function CameraTrouble({ problem, onRetry, what }: CameraTroubleProps) {
  const words = STRINGS.cameraProblem[problem];
  return (
    <Notice
      tone="alarm"
      role="alert"
      title={words.title}
      actions={<Button onPress={onRetry}>{STRINGS.cameraProblem.again}</Button>}
    >
      <p>{what ?? words.what}</p>
    </Notice>
  );
}
