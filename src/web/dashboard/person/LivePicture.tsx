import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Ago } from '../Ago.js';
import { useExam, useExamServices } from '../services.js';
import { STRINGS } from '../strings.js';
import { useOldAge } from '../wall/TilePicture.js';

/** The newest frame, as it came last; grey when it is old. */
export function LivePicture({ candidateId, name }: { readonly candidateId: string; readonly name: string }) {
  const { pictures } = useExamServices();
  const picture = useStore(pictures.pictures, (all) => all.get(candidateId));
  const newest = useExam((exam) => exam.newestFrames.get(candidateId));
  const age = useOldAge(candidateId);
  useEffect(() => pictures.want(candidateId), [pictures, candidateId]);
  return (
    <figure className={age === undefined ? 'live-picture' : 'live-picture is-old'}>
      {picture ? (
        <img src={picture.source} alt={STRINGS.wall.pictureOf(name)} />
      ) : (
        <p className="quiet">{STRINGS.person.noPicture}</p>
      )}
      <figcaption className="small quiet">
        {STRINGS.person.livePicture}
        {age !== undefined && `, ${age}`}
        {age === undefined && newest !== undefined && (
          <>
            , <Ago at={newest} />
          </>
        )}
      </figcaption>
    </figure>
  );
}
