import { type ReactNode, useId } from 'react';
import { Mark } from '../../design/Mark.js';
import type { Counts } from './draft.js';
import { useEditor } from './editorContext.js';
import { DiffersMark } from './SettingFrame.js';
import { WORDS } from './strings.js';

export interface FoldProps {
  /** Under which the editor remembers whether it is unfolded. */
  readonly foldKey: string;
  readonly title: string;
  /** What it says while it is closed. */
  readonly summary: string;
  readonly counts: Counts;
  /** 3 for a section, 4 for what is inside one. */
  readonly level: 3 | 4;
  readonly children: () => ReactNode;
}

/** A part of the editor: a line that says what is in it, and, unfolded, all of it. */
export function Fold({ foldKey, title, summary, counts, level, children }: FoldProps) {
  const { unfolded, fold } = useEditor();
  const id = useId();
  const isOpen = unfolded.has(foldKey);
  const Heading = level === 3 ? 'h3' : 'h4';
  return (
    <div className={`fold level-${level}`}>
      <Heading>
        <button type="button" aria-expanded={isOpen} aria-controls={id} onClick={() => fold(foldKey, !isOpen)}>
          <Chevron />
          <span className="fold-title" dir="auto">
            {title}
          </span>
          {!isOpen && <span className="fold-summary quiet small">{summary}</span>}
          <Badges counts={counts} />
        </button>
      </Heading>
      <div id={id} className="fold-content" hidden={!isOpen}>
        {isOpen && children()}
      </div>
    </div>
  );
}

function Badges({ counts: { differing, unsaved, mistakes } }: { readonly counts: Counts }) {
  if (differing + unsaved + mistakes === 0) return null;
  return (
    <span className="badges small">
      {mistakes > 0 && (
        <span className="badge tone-alarm">
          <Mark tone="alarm" /> {WORDS.mistakes(mistakes)}
        </span>
      )}
      {unsaved > 0 && <span className="badge unsaved">{WORDS.unsaved(unsaved)}</span>}
      {differing > 0 && (
        <span className="badge differs">
          <DiffersMark /> {WORDS.differing(differing)}
        </span>
      )}
    </span>
  );
}

function Chevron() {
  return (
    <svg className="chevron" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="m5 3 6 5-6 5" fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}
