/**
 * Sends a candidate's frames at the pace that the server asks for: one at a time, each the newest there is when its turn
 * comes. Nothing queues. A frame whose answer did not come is sent again under the same id, which the server counts once,
 * until it is too old to tell anything.
 */
import { toBase64 } from './base64.js';
import type { Clock } from './clock.js';
import { RequestRefused } from './errors.js';
import { ProcessFrameDocument, type ProcessFrameMutation } from './generated/operations.js';
import { createPace } from './pace.js';
import { politeWait, waitAfter } from './patience.js';
import type { SendRequest } from './request.js';

/** A JPEG or PNG of this moment; undefined while there is none, because the camera is off, say. */
export type TakePicture = () => Promise<Uint8Array | undefined> | Uint8Array | undefined;

export type FramesState =
  /** The first frame is on its way. */
  | { readonly kind: 'starting' }
  /** The newest frame was answered, at this time. */
  | { readonly kind: 'checked'; readonly at: number }
  /** A proctor paused the session: frames are not looked at. The server answered at this time. */
  | { readonly kind: 'paused'; readonly at: number }
  /** There is no picture to send, since then. */
  | { readonly kind: 'noPicture'; readonly since: number }
  /** Tried again by itself, since then. `because` is a code of the API, or `UNREACHABLE`. */
  | { readonly kind: 'retrying'; readonly since: number; readonly because: string }
  /** For good. `because` is `STOPPED` when the caller wanted it, and a code of the API otherwise. */
  | { readonly kind: 'stopped'; readonly because: string };

export interface FramesOptions {
  readonly examId: string;
  /** Whose frames these are, for a client that sends them for others. */
  readonly candidateId?: string;
  readonly takePicture: TakePicture;
  readonly onState?: (state: FramesState) => void;
}

export interface Frames {
  /** Tries again at once instead of when the wait is over: the network is back, or the camera. */
  retryNow(): void;
  stop(): void;
  /** Resolves when no more frames will be sent, to the reason. */
  readonly stopped: Promise<string>;
}

interface Frame {
  readonly frameId: string;
  readonly capturedAt: number;
  readonly image: string;
}

/** What is older tells the proctors nothing: a new picture takes its place. */
const FRESH_FOR_MS = 10_000;
/** How soon a camera that had no picture is asked again. */
const NO_PICTURE_WAIT_MS = 1_000;
/** The session or the one who sits it: the next frame would be refused as well. */
const FINAL = new Set(['SESSION_ENDED', 'CONSENT_REQUIRED', 'FORBIDDEN', 'NOT_FOUND', 'UNAUTHENTICATED']);
/** This frame: the next one may do. */
const BAD_FRAME = new Set(['BAD_IMAGE', 'IMAGE_TOO_LARGE', 'BAD_USER_INPUT']);

export function sendFrames(
  { request, clock }: { readonly request: SendRequest; readonly clock: Clock },
  { examId, candidateId, takePicture, onState = () => undefined }: FramesOptions,
): Frames {
  const pace = createPace(clock);
  let failures = 0;
  let trouble: { readonly kind: 'noPicture' | 'retrying'; readonly since: number } | undefined;
  let frame: Frame | undefined;

  async function take(): Promise<Frame | undefined> {
    const capturedAt = clock.now();
    // A camera that fails has no picture, which is told.
    const bytes = await (async () => takePicture())().catch(() => undefined);
    return bytes && { frameId: crypto.randomUUID(), capturedAt, image: toBase64(bytes) };
  }

  function sinceWhen(kind: 'noPicture' | 'retrying'): number {
    if (trouble?.kind !== kind) trouble = { kind, since: clock.now() };
    return trouble.since;
  }

  /** Sends once. Gives how long to wait before the next, or why there is none. */
  async function step(): Promise<number | string> {
    const isFresh = frame !== undefined && clock.now() - frame.capturedAt < FRESH_FOR_MS;
    if (!isFresh) frame = await take();
    if (!frame) return noPicture();
    const input = { ...frame, capturedAt: new Date(frame.capturedAt).toISOString(), examId };
    try {
      const { processFrame } = await request(ProcessFrameDocument, {
        input: candidateId === undefined ? input : { ...input, candidateId },
      });
      return answered(processFrame);
    } catch (error) {
      return failed(error);
    }
  }

  function answered({ status, nextFrameInMs }: ProcessFrameMutation['processFrame']): number {
    frame = undefined;
    failures = 0;
    trouble = undefined;
    onState({ kind: status === 'PAUSED' ? 'paused' : 'checked', at: clock.now() });
    return politeWait(nextFrameInMs);
  }

  function noPicture(): number {
    onState({ kind: 'noPicture', since: sinceWhen('noPicture') });
    return NO_PICTURE_WAIT_MS;
  }

  function failed(error: unknown): number | string {
    const refusal = error instanceof RequestRefused ? error : undefined;
    const because = refusal?.code ?? 'UNREACHABLE';
    if (FINAL.has(because)) return because;
    if (BAD_FRAME.has(because)) frame = undefined;
    failures += 1;
    onState({ kind: 'retrying', since: sinceWhen('retrying'), because });
    return refusal?.retryAfterMs === undefined ? waitAfter(failures) : politeWait(refusal.retryAfterMs);
  }

  async function run(): Promise<string> {
    onState({ kind: 'starting' });
    while (!pace.isStopped) {
      const next = await step();
      if (typeof next === 'string') return next;
      await pace.wait(next);
    }
    return 'STOPPED';
  }

  const stopped = run().then((because) => {
    onState({ kind: 'stopped', because });
    return because;
  });

  return { retryNow: pace.hurry, stop: pace.stop, stopped };
}
