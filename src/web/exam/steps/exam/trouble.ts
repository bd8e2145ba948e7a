/** What a candidate is to know of what goes wrong, and what it means for the exam. */
import type { FramesState } from '../../../../client/frames.js';
import type { NoticesState } from '../../../../client/notices.js';
import type { CameraProblem } from '../../cameraProblem.js';

export type Trouble =
  | { readonly kind: 'signedOut' }
  /** Another text is to be agreed to. */
  | { readonly kind: 'consentChanged' }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'camera'; readonly problem: CameraProblem }
  | { readonly kind: 'cameraMuted' }
  | { readonly kind: 'unreachable'; readonly since: number }
  | { readonly kind: 'busy' }
  | { readonly kind: 'cantLook' }
  | { readonly kind: 'messagesLate' };

export type Connection = 'connecting' | 'connected' | 'slow' | 'notConnected';

export interface Seen {
  readonly frames: FramesState;
  readonly notices: NoticesState;
}

/** What matters here of the camera's state. */
export type SeenCamera =
  | { readonly kind: 'off' | 'opening' }
  | { readonly kind: 'on'; readonly picture: 'on' | 'muted' }
  | { readonly kind: 'problem'; readonly problem: CameraProblem };

/** What mends itself before is not worth a word. */
const GRACE_MS = 4_000;

/** At most one of the camera and one of the connection. */
export function troublesIn(sitting: Seen, camera: SeenCamera, now: number): readonly Trouble[] {
  return [troubleOfCamera(camera), troubleOfConnection(sitting, now)].filter((one) => one !== undefined);
}

function troubleOfCamera(camera: SeenCamera): Trouble | undefined {
  if (camera.kind === 'problem') return { kind: 'camera', problem: camera.problem };
  return camera.kind === 'on' && camera.picture === 'muted' ? { kind: 'cameraMuted' } : undefined;
}

function troubleOfConnection({ frames, notices }: Seen, now: number): Trouble | undefined {
  if (frames.kind === 'stopped') return troubleOfEnd(frames.because);
  if (frames.kind === 'retrying' && now - frames.since > GRACE_MS) {
    if (frames.because === 'UNREACHABLE') return { kind: 'unreachable', since: frames.since };
    return { kind: frames.because === 'OVERLOADED' ? 'busy' : 'cantLook' };
  }
  if (notices.kind !== 'retrying' || now - notices.since <= GRACE_MS) return undefined;
  // Without a camera nothing is sent, and the notices alone show that nobody is there.
  return frames.kind === 'noPicture' ? { kind: 'unreachable', since: notices.since } : { kind: 'messagesLate' };
}

function troubleOfEnd(because: string): Trouble | undefined {
  // The session's end is shown instead of this.
  if (because === 'STOPPED' || because === 'SESSION_ENDED') return undefined;
  if (because === 'UNAUTHENTICATED') return { kind: 'signedOut' };
  return because === 'CONSENT_REQUIRED' ? { kind: 'consentChanged' } : { kind: 'refused', code: because };
}

export function connectionOf({ frames, notices }: Seen): Connection {
  switch (frames.kind) {
    case 'starting':
      return 'connecting';
    case 'checked':
    case 'paused':
      return 'connected';
    case 'retrying':
      return frames.because === 'UNREACHABLE' ? 'notConnected' : 'slow';
    case 'noPicture':
      return notices.kind === 'live' ? 'connected' : 'notConnected';
    case 'stopped':
      return 'notConnected';
  }
}
