import { useEffect, useState } from 'react';
import { Button } from '../../design/Button.js';
import { Mark } from '../../design/Mark.js';
import { TextField } from '../../design/TextField.js';
import { STRINGS } from '../strings.js';
import { isReady, type Photo } from './photos.js';

export interface PhotoRowProps {
  readonly photo: Photo;
  readonly onChange: (part: Partial<Photo>) => void;
  readonly onRemove: () => void;
}

const WORDS = STRINGS.enrol;

/** One photo, whose it is, and what became of it. */
export function PhotoRow({ photo, onChange, onRemove }: PhotoRowProps) {
  const { file, candidateId, fullName, progress } = photo;
  const source = useObjectUrl(file);
  const isFixed = progress.kind === 'queued' || progress.kind === 'sending' || progress.kind === 'enrolled';
  return (
    <li>
      {source !== undefined && <img src={source} alt={file.name} />}
      <div className="photo-fields">
        <TextField
          label={WORDS.candidate}
          value={candidateId}
          onChange={(value) => onChange({ candidateId: value })}
          maxLength={128}
          spellCheck="false"
          isDisabled={isFixed}
        />
        <TextField
          label={WORDS.name}
          value={fullName}
          onChange={(value) => onChange({ fullName: value })}
          maxLength={200}
          isDisabled={isFixed}
        />
        <div className="row photo-state">
          <State photo={photo} />
        </div>
      </div>
      {!isFixed && (
        <Button isSmall aria-label={WORDS.remove(file.name)} onPress={onRemove}>
          ✕
        </Button>
      )}
    </li>
  );
}

function State({ photo }: { readonly photo: Photo }) {
  const { progress } = photo;
  switch (progress.kind) {
    case 'chosen':
      return <span className="quiet small">{isReady(photo) ? WORDS.ready : WORDS.waiting}</span>;
    case 'queued':
      return <span className="quiet small">{WORDS.queued}</span>;
    case 'sending':
      return <span className="small">{WORDS.sending}</span>;
    case 'enrolled':
      return (
        <>
          <Mark tone="good" />
          <span className="small">{WORDS.enrolled}</span>
        </>
      );
    case 'rejected':
      return (
        <>
          <Mark tone="caution" />
          <span className="small">{progress.reasons.join(' ')}</span>
        </>
      );
  }
}

function useObjectUrl(file: File): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}
