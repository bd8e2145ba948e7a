/** Turns a camera's stream into pictures to send. */
import { createJpegEncoder } from './jpegEncoder.js';

export type CameraState =
  | 'on'
  /** The system gives no picture for now: the lid is closed, or another program has the camera. */
  | 'muted'
  /** For good: it was unplugged, or the permission was taken back. Open it again. */
  | 'ended';

export interface Camera {
  readonly state: CameraState;
  /** A JPEG of this moment; undefined while there is none. For `sendFrames`. */
  takePicture(): Promise<Uint8Array | undefined>;
  /** The stream stays open: it is the caller's. */
  close(): void;
}

export interface CameraOptions {
  /** The pictures' longer side, in pixels. What the engines look at is not larger. */
  readonly longestSide?: number;
  /** Of the JPEG, from 0 to 1. */
  readonly quality?: number;
  readonly onState?: (state: CameraState) => void;
}

export function createCamera(stream: MediaStream, options: CameraOptions = {}): Camera {
  const { longestSide = 640, quality = 0.8, onState = () => undefined } = options;
  const [track] = stream.getVideoTracks();
  if (!track) throw new Error('The stream has no camera in it.');
  const encoder = createJpegEncoder({ longestSide, quality });
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  // Rejects when the stream ends before it plays; its state says so then.
  void video.play().catch(() => undefined);

  const stateOf = (): CameraState => {
    if (track.readyState === 'ended') return 'ended';
    return track.muted ? 'muted' : 'on';
  };
  const tell = () => onState(stateOf());
  const EVENTS = ['ended', 'mute', 'unmute'] as const;
  for (const event of EVENTS) track.addEventListener(event, tell);

  return {
    get state() {
      return stateOf();
    },
    async takePicture() {
      // A video shows its last picture on when its camera is gone: that would be an old one.
      if (stateOf() !== 'on' || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return undefined;
      return await encoder.encode(video);
    },
    close() {
      for (const event of EVENTS) track.removeEventListener(event, tell);
      video.srcObject = null;
      encoder.close();
    },
  };
}
