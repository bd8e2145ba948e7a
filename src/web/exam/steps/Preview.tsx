import { type RefObject, useEffect, useRef } from 'react';
import { STRINGS } from '../strings.js';

export interface PreviewProps {
  readonly stream: MediaStream;
  /** For whoever looks at the same picture. */
  readonly video?: RefObject<HTMLVideoElement | null>;
  /** An outline of where the face should be. */
  readonly hasOutline?: boolean;
}

/** The camera's picture, as in a mirror. */
export function Preview({ stream, video, hasOutline = false }: PreviewProps) {
  const own = useRef<HTMLVideoElement>(null);
  const element = video ?? own;
  useEffect(() => {
    if (element.current) element.current.srcObject = stream;
  }, [element, stream]);
  return (
    <div className="preview">
      <video ref={element} autoPlay muted playsInline aria-label={STRINGS.camera.preview} />
      {hasOutline && <span className="preview-outline" aria-hidden="true" />}
    </div>
  );
}
