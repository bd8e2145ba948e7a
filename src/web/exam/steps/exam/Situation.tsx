import { Button } from '../../../design/Button.js';
import { Mark } from '../../../design/Mark.js';
import { Notice } from '../../../design/Notice.js';
import type { CameraAccess } from '../../cameraAccess.js';
import type { Flow } from '../../flow.js';
import type { Sitting } from '../../sitting.js';
import { STRINGS } from '../../strings.js';
import { CameraTrouble } from '../CameraTrouble.js';
import type { Trouble } from './trouble.js';

export interface SituationProps {
  readonly flow: Flow;
  readonly camera: CameraAccess;
  readonly sitting: Sitting;
  readonly troubles: readonly Trouble[];
  readonly isPaused: boolean;
  readonly isTimeUp: boolean;
  /** No frame was answered yet. */
  readonly isBeginning: boolean;
}

const WORDS = STRINGS.exam;

/** How it stands, in a region that is always there, so that every change of it is announced. */
export function Situation({ troubles, isPaused, isTimeUp, isBeginning, ...parts }: SituationProps) {
  const isQuiet = troubles.length === 0 && !isPaused && !isTimeUp;
  return (
    <div className="situation" aria-live="polite">
      {isPaused && (
        <Notice tone="note" title={WORDS.paused}>
          <p>{WORDS.pausedWhat}</p>
        </Notice>
      )}
      {isTimeUp && (
        <Notice tone="note" title={WORDS.timeIsUp}>
          <p>{WORDS.timeIsUpWhat}</p>
        </Notice>
      )}
      {troubles.map((trouble) => (
        <TroubleNotice key={trouble.kind} trouble={trouble} {...parts} />
      ))}
      {isQuiet && isBeginning && <p className="quiet">{WORDS.beginning}</p>}
      {isQuiet && !isBeginning && (
        <p className="all-well">
          <Mark tone="good" />
          <span>
            {WORDS.allWell} <span className="quiet">{WORDS.keepOpen}</span>
          </span>
        </p>
      )}
    </div>
  );
}

interface TroubleNoticeProps extends Pick<SituationProps, 'flow' | 'camera' | 'sitting'> {
  readonly trouble: Trouble;
}

function TroubleNotice({ trouble, flow, camera, sitting }: TroubleNoticeProps) {
  const tryNow = <Button onPress={sitting.retryNow}>{WORDS.tryNow}</Button>;
  switch (trouble.kind) {
    case 'camera': {
      const what = trouble.problem === 'ended' ? WORDS.cameraEndedWhat : undefined;
      const open = () => void camera.open().then(sitting.retryNow);
      return <CameraTrouble problem={trouble.problem} onRetry={open} {...(what && { what })} />;
    }
    case 'cameraMuted':
      return said('alarm', WORDS.cameraMuted, WORDS.cameraMutedWhat);
    case 'unreachable':
      return said('caution', WORDS.unreachable, WORDS.unreachableWhat(WORDS.clockTime(trouble.since)), tryNow);
    case 'busy':
      return said('note', WORDS.isBusy, WORDS.isBusyWhat);
    case 'cantLook':
      return said('caution', WORDS.cantLook, WORDS.cantLookWhat);
    case 'messagesLate':
      return said('caution', WORDS.messagesLate, WORDS.messagesLateWhat, tryNow);
    case 'signedOut':
      return said(
        'alarm',
        WORDS.signedOut,
        WORDS.signedOutWhat,
        again(WORDS.signIn, () => void flow.signInAgain()),
      );
    case 'consentChanged':
      return said(
        'alarm',
        WORDS.consentChanged,
        WORDS.consentChangedWhat,
        again(WORDS.readText, () => void flow.enter(flow.examId())),
      );
    case 'refused':
      return said('alarm', WORDS.refused, WORDS.refusedWhat(trouble.code));
  }
}

function said(tone: 'note' | 'caution' | 'alarm', title: string, what: string, actions?: React.ReactNode) {
  return (
    <Notice tone={tone} title={title} actions={actions}>
      <p>{what}</p>
    </Notice>
  );
}

function again(label: string, onPress: () => void) {
  return <Button onPress={onPress}>{label}</Button>;
}
