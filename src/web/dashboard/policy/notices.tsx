/** What stands above the settings: somebody else's change, and what must be mended. */
import { useEffect, useRef } from 'react';
import { Button } from '../../design/Button.js';
import { Notice } from '../../design/Notice.js';
import { fullName } from './places.js';
import type { Mistake } from './readPolicy.js';
import { WORDS } from './strings.js';
import type { NewerPolicy } from './usePolicyDraft.js';

export interface NewerNoticeProps {
  readonly newer: NewerPolicy;
  readonly seen: number;
  readonly onReload: () => void;
}

export function NewerNotice({ newer, seen, onReload }: NewerNoticeProps) {
  return (
    <div className="policy-notice">
      <Notice
        tone="caution"
        role="alert"
        title={WORDS.meanwhile(newer.by, newer.version)}
        actions={
          <Button isSmall onPress={onReload}>
            {WORDS.reload}
          </Button>
        }
      >
        <p>{WORDS.meanwhileWhat(seen)}</p>
      </Notice>
    </div>
  );
}

export interface RejectedNoticeProps {
  readonly mistakes: readonly Mistake[];
  /** So many times mistakes were told: each time the notice has the focus. */
  readonly rejections: number;
  readonly onReveal: (path: string) => void;
}

/** Each mistake leads to where it is made. */
export function RejectedNotice({ mistakes, rejections, onReveal }: RejectedNoticeProps) {
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time
  useEffect(() => {
    place.current?.focus();
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [rejections]);
  return (
    <div className="policy-notice" ref={place} tabIndex={-1}>
      <Notice tone="alarm" title={WORDS.rejected(mistakes.length)}>
        <ul className="mistakes">
          {mistakes.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <button type="button" onClick={() => onReveal(path)}>
                {fullName(path)}
              </button>{' '}
              {message}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
