import { useEffect, useRef, useState } from 'react';

export interface CameraProps {
  readonly onPicture: (jpeg: Blob) => void;
  readonly onProblem: (sentence: string) => void;
}

/** The camera's picture, and a button that takes it. The camera is on for as long as this is shown. */
export function Camera({ onPicture, onProblem }: CameraProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [isReady, setReady] = useState(false);
  const tell = useRef(onProblem);

  useEffect(() => {
    const shown = video.current;
    let isShown = true;
    let stream: MediaStream | undefined;
    openCamera()
      .then((opened) => {
        stream = opened;
        if (!isShown || !shown) return stop(opened);
        shown.srcObject = opened;
      })
      .catch(() => tell.current('The camera can’t be used: it is missing, in use, or this page was not allowed to.'));
    return () => {
      isShown = false;
      if (stream) stop(stream);
    };
  }, []);

  return (
    <div className="camera">
      <video ref={video} autoPlay muted playsInline onPlaying={() => setReady(true)} aria-label="Your camera" />
      <button
        type="button"
        className="button primary"
        disabled={!isReady}
        onClick={() => video.current && void snapshot(video.current).then((jpeg) => jpeg && onPicture(jpeg))}
      >
        Take the picture
      </button>
    </div>
  );
}

async function openCamera(): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1280 }, facingMode: 'user' } });
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function snapshot(video: HTMLVideoElement): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.95));
}
