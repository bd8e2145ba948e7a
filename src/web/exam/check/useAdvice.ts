import { type RefObject, useEffect, useState } from 'react';
import { type Advice, adviseOn } from './advice.js';
import { createFaceFinder } from './faceFinder.js';
import { measurePicture } from './pictureQuality.js';

/** How often the picture is looked at: advice that changes faster can't be followed. */
const LOOK_EVERY_MS = 700;
const LOOKED_AT_WIDTH = 160;

/** What to tell of the video's picture; undefined until there is one. */
export function useAdvice(video: RefObject<HTMLVideoElement | null>): Advice | undefined {
  const [advice, setAdvice] = useState<Advice>();
  useEffect(() => {
    const findFaces = createFaceFinder();
    const canvas = document.createElement('canvas');
    let isShown = true;

    async function look(): Promise<void> {
      const shown = video.current;
      const pixels = shown && readPixels(shown, canvas);
      if (!pixels) return;
      const next = adviseOn(measurePicture(pixels), await findFaces(shown));
      if (isShown) setAdvice((last) => (last && isSame(last, next) ? last : next));
    }

    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => {
      isShown = false;
      clearInterval(timer);
    };
  }, [video]);
  return advice;
}

function readPixels(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | undefined {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return undefined;
  canvas.width = LOOKED_AT_WIDTH;
  canvas.height = Math.round((LOOKED_AT_WIDTH * video.videoHeight) / video.videoWidth);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return context?.getImageData(0, 0, canvas.width, canvas.height);
}

function isSame(one: Advice, other: Advice): boolean {
  return one.light === other.light && one.sharpness === other.sharpness && one.face === other.face;
}
