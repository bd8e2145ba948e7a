import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useExamServices } from '../services.js';
import { STRINGS } from '../strings.js';

/** From here on a picture is grey: it no more shows what is. */
export const OLD_MS = 15_000;

/** The newest picture while the tile is in view; grey, and with its age, when it is old. */
export function TilePicture({ candidateId, isInView }: { readonly candidateId: string; readonly isInView: boolean }) {
  const { pictures } = useExamServices();
  const picture = useStore(pictures.pictures, (all) => all.get(candidateId));
  const age = useOldAge(candidateId);
  useEffect(() => (isInView ? pictures.want(candidateId) : undefined), [pictures, candidateId, isInView]);

  return (
    <span className={age === undefined ? 'tile-picture' : 'tile-picture is-old'}>
      {picture && isInView ? <img src={picture.source} alt="" decoding="async" /> : <Nobody />}
      {age !== undefined && <span className="tile-age">{age}</span>}
    </span>
  );
}

/** How old the newest frame is, in words, where it is old; looked at once a second, not with every frame. */
export function useOldAge(candidateId: string): string | undefined {
  const { feed, now } = useExamServices();
  return useStore(now, (current) => {
    const newest = feed.exam.getState()?.newestFrames.get(candidateId);
    return newest === undefined || current - newest < OLD_MS ? undefined : STRINGS.wall.old(current - newest);
  });
}

/** Where there is no picture. */
function Nobody() {
  return (
    <svg className="nobody" viewBox="0 0 40 30" fill="currentColor" aria-hidden="true">
      <circle cx="20" cy="12" r="5" />
      <path d="M10 27a10 9 0 0 1 20 0Z" />
    </svg>
  );
}
