/** The browser's own face detector (Shape Detection API), where it has one. */
import type { FacePlace } from './advice.js';

/** Resolves to undefined where the browser can't look. */
export type FindFaces = (video: HTMLVideoElement) => Promise<readonly FacePlace[] | undefined>;

/** Not among TypeScript's types, since few browsers have it. */
interface FaceDetector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly boundingBox: DOMRectReadOnly }[]>;
}

export function createFaceFinder(): FindFaces {
  const Detector = (globalThis as { FaceDetector?: new (options: { fastMode: boolean }) => FaceDetector }).FaceDetector;
  let detector = Detector && new Detector({ fastMode: true });

  return async (video) => {
    try {
      const faces = await detector?.detect(video);
      return faces?.map(({ boundingBox: { left, top, width, height } }) => ({
        left: left / video.videoWidth,
        top: top / video.videoHeight,
        width: width / video.videoWidth,
        height: height / video.videoHeight,
      }));
    } catch {
      // Some browsers have the API and nothing behind it. They will not have it a second later.
      detector = undefined;
      return undefined;
    }
  };
}
