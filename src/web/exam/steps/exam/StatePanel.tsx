import { Mark, type Tone } from '../../../design/Mark.js';
import type { CameraAccessState } from '../../cameraAccess.js';
import type { SittingState } from '../../sitting.js';
import { STRINGS } from '../../strings.js';
import { connectionOf } from './trouble.js';

export interface StatePanelProps {
  readonly state: SittingState;
  readonly camera: CameraAccessState;
  readonly now: number;
}

const WORDS = STRINGS.exam;

const CONNECTIONS = {
  connecting: { tone: 'neutral', text: WORDS.connecting },
  connected: { tone: 'good', text: WORDS.connected },
  slow: { tone: 'caution', text: WORDS.busy },
  notConnected: { tone: 'caution', text: WORDS.notConnected },
} as const;

/** The facts, each in a line. They change every second, and are not announced: what matters is told above. */
export function StatePanel({ state, camera, now }: StatePanelProps) {
  const { checkedAt, endsAt } = state;
  const isCameraOn = camera.kind === 'on' && camera.picture === 'on';
  const connection = CONNECTIONS[connectionOf(state)];
  return (
    <dl className="state" aria-label={WORDS.state}>
      <Line
        tone={isCameraOn ? 'good' : camera.kind === 'opening' ? 'neutral' : 'alarm'}
        name={WORDS.camera}
        text={isCameraOn ? WORDS.cameraOn : WORDS.cameraOff}
      />
      <Line tone={connection.tone} name={WORDS.connection} text={connection.text} />
      <Line
        tone={toneOfCheck(state, now)}
        name={WORDS.lastCheck}
        text={lastCheck(state, now)}
        {...(checkedAt !== undefined && { title: WORDS.moment(checkedAt) })}
      />
      {endsAt !== undefined && (
        <Line
          tone="neutral"
          name={WORDS.timeLeft}
          text={endsAt > now ? WORDS.timeLeftUntil(endsAt - now, endsAt) : WORDS.timeIsUp}
          title={WORDS.moment(endsAt)}
        />
      )}
    </dl>
  );
}

/** Longer than any server asks its clients to wait that is not in trouble. */
const OLD_MS = 20_000;

function toneOfCheck({ checkedAt, isPaused }: SittingState, now: number): Tone {
  if (isPaused || checkedAt === undefined) return 'neutral';
  return now - checkedAt > OLD_MS ? 'caution' : 'good';
}

function lastCheck({ checkedAt, isPaused }: SittingState, now: number): string {
  if (isPaused) return WORDS.notWhilePaused;
  return checkedAt === undefined ? WORDS.noneYet : WORDS.ago(now - checkedAt);
}

interface LineProps {
  readonly tone: Tone;
  readonly name: string;
  readonly text: string;
  readonly title?: string;
}

function Line({ tone, name, text, title }: LineProps) {
  return (
    <div className="state-line">
      <Mark tone={tone} />
      <dt>{name}</dt>
      <dd title={title}>{text}</dd>
    </div>
  );
}
