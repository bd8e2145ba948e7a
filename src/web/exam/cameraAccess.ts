/** The candidate's camera: asked for, chosen among several, and noticed when it goes away. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Camera, type CameraState, createCamera } from '../../client/index.js';
import type { CameraProblem } from './cameraProblem.js';

export type CameraAccessState =
  | { readonly kind: 'off' }
  /** The browser may be asking the candidate. */
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'on';
      readonly stream: MediaStream;
      /** Whether it gives pictures: a camera that is `muted` may come back by itself. */
      readonly picture: Exclude<CameraState, 'ended'>;
      readonly deviceId: string | undefined;
      readonly devices: readonly Device[];
    }
  | { readonly kind: 'problem'; readonly problem: CameraProblem };

export interface Device {
  readonly id: string;
  /** Empty where the browser does not tell. */
  readonly name: string;
}

export interface CameraAccess {
  readonly state: StoreApi<CameraAccessState>;
  /** @param deviceId the one to use; the one of last time where it is left out, and the browser's choice where it is not there */
  open(deviceId?: string): Promise<void>;
  close(): void;
  /** A JPEG of this moment; undefined while there is none. */
  takePicture(): Promise<Uint8Array | undefined>;
}

export interface CameraAccessOptions {
  /** The one of last time. */
  readonly deviceId: string | undefined;
  /** To be kept for the next time. */
  readonly onChosen: (deviceId: string) => void;
}

export function createCameraAccess(options: CameraAccessOptions): CameraAccess {
  const state = createStore<CameraAccessState>(() => ({ kind: 'off' }));
  let stream: MediaStream | undefined;
  let camera: Camera | undefined;
  let attempt = 0;
  let chosen = options.deviceId;

  function release(): void {
    camera?.close();
    for (const track of stream?.getTracks() ?? []) track.stop();
    camera = undefined;
    stream = undefined;
  }

  async function open(deviceId = chosen): Promise<void> {
    attempt += 1;
    const thisAttempt = attempt;
    release();
    state.setState({ kind: 'opening' }, true);
    try {
      const opened = await askForCamera(deviceId);
      const devices = await listDevices();
      // Meanwhile another was chosen, or none is wanted any more.
      if (thisAttempt !== attempt) return stop(opened);
      show(opened, devices);
    } catch (failure) {
      if (thisAttempt === attempt) state.setState({ kind: 'problem', problem: problemIn(failure) }, true);
    }
  }

  function show(opened: MediaStream, devices: readonly Device[]): void {
    stream = opened;
    camera = createCamera(opened, {
      onState: (now) => {
        if (now === 'ended') lost();
        else if (state.getState().kind === 'on') state.setState({ picture: now });
      },
    });
    const deviceId = opened.getVideoTracks()[0]?.getSettings().deviceId;
    if (deviceId) {
      chosen = deviceId;
      options.onChosen(deviceId);
    }
    if (camera.state === 'ended') lost();
    else state.setState({ kind: 'on', stream: opened, picture: camera.state, deviceId, devices }, true);
  }

  function lost(): void {
    release();
    state.setState({ kind: 'problem', problem: 'ended' }, true);
  }

  // Plugged in again: no press is needed. Where the permission was taken back, this fails and says so.
  navigator.mediaDevices?.addEventListener('devicechange', () => {
    const now = state.getState();
    if (now.kind === 'problem' && (now.problem === 'ended' || now.problem === 'missing')) void open();
    if (now.kind === 'on') void listDevices().then((devices) => stream === now.stream && state.setState({ devices }));
  });

  return {
    state,
    open,
    close() {
      attempt += 1;
      release();
      state.setState({ kind: 'off' }, true);
    },
    takePicture: async () => camera?.takePicture(),
  };
}

/** Enough for the engines and for a picture of oneself. Rates above that only warm the machine. */
const WANTED: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 15 } };

/** That camera is not there, or another program has it: another one will do. */
const OUT_OF_REACH = new Set(['OverconstrainedError', 'NotReadableError']);

async function askForCamera(deviceId: string | undefined): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new DOMException('No camera API', 'NotSupportedError');
  const ask = (choice: MediaTrackConstraints) =>
    navigator.mediaDevices.getUserMedia({ video: { ...WANTED, ...choice } });
  const anyone = { facingMode: 'user' };
  if (deviceId === undefined) return await ask(anyone);
  return await ask({ deviceId: { exact: deviceId } }).catch((failure: unknown) => {
    const isOutOfReach = failure instanceof DOMException && OUT_OF_REACH.has(failure.name);
    if (isOutOfReach) return ask(anyone);
    throw failure;
  });
}

/** None where the browser does not tell: then there is no choice. */
async function listDevices(): Promise<readonly Device[]> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ id: deviceId, name: label.replace(/ \([0-9a-f]{4}:[0-9a-f]{4}\)$/, '') }));
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Media Capture and Streams, `getUserMedia`: the names of its errors. */
function problemIn(failure: unknown): CameraProblem {
  switch (failure instanceof DOMException ? failure.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotSupportedError':
      return 'unsupported';
    default:
      return 'inUse';
  }
}
