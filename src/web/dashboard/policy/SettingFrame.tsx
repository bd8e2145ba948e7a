import type { ReactElement, ReactNode } from 'react';
import { Button } from '../../design/Button.js';
import type { SettingState } from './editorContext.js';
import { focusNear } from './focus.js';
import { WORDS } from './strings.js';

export interface SettingFrameProps {
  readonly path: string;
  readonly setting: SettingState;
  /** What names it: the label of its one control, the name of a group of them, or a control that names itself. */
  readonly heading: 'label' | 'group' | ReactElement;
  /** Of what describes the control: `describedBy` in the same order. */
  readonly id: string;
  readonly children: ReactNode;
  readonly isWide?: boolean;
}

/** One setting: what it does, the control, its default and what is in force, and what is wrong with it. */
export function SettingFrame({ path, setting, heading, id, children, isWide = false }: SettingFrameProps) {
  const { words, problems } = setting;
  return (
    <div className={`setting${isWide ? ' wide' : ''}`} data-path={path}>
      <Heading kind={heading} id={id} text={words.label} />
      <p id={`${id}-what`} className="quiet small">
        {words.what}
      </p>
      {children}
      <div id={`${id}-problem`} className="field-problem">
        {problems.map((problem) => (
          <p key={problem}>{problem}</p>
        ))}
      </div>
      <Standard setting={setting} id={id} />
    </div>
  );
}

interface HeadingProps {
  readonly kind: SettingFrameProps['heading'];
  readonly id: string;
  readonly text: string;
}

function Heading({ kind, id, text }: HeadingProps) {
  switch (kind) {
    case 'label':
      return (
        <label className="setting-label" htmlFor={id}>
          {text}
        </label>
      );
    case 'group':
      return (
        <p id={`${id}-label`} className="setting-label">
          {text}
        </p>
      );
    default:
      return kind;
  }
}

function Standard({ setting, id }: { readonly setting: SettingState; readonly id: string }) {
  const { standard, inForce, isStandard, isAccommodation, reset, words } = setting;
  const [label, fullLabel] = isAccommodation
    ? [WORDS.likeEverybody, WORDS.likeEverybodyOf(words.label)]
    : [WORDS.backToDefault, WORDS.backToDefaultOf(words.label)];
  return (
    <div className="setting-standard small">
      <p id={`${id}-standard`}>
        {!isStandard && (
          <span className="differs">
            <DiffersMark /> {isAccommodation ? WORDS.different : WORDS.differs}
          </span>
        )}
        <span className="quiet">{standard}</span>
        {inForce !== undefined && <span className="quiet">{inForce}</span>}
      </p>
      {!isStandard && (
        <Button
          isSmall
          aria-label={fullLabel}
          onPress={({ target }) => {
            focusNear(target, '.setting');
            reset();
          }}
        >
          {label}
        </Button>
      )}
    </div>
  );
}

/** A shape beside the words that say the same. */
export function DiffersMark() {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" fill="currentColor">
      <path d="M6 0 12 6 6 12 0 6Z" />
    </svg>
  );
}

export function describedBy(id: string): string {
  return `${id}-what ${id}-problem ${id}-standard`;
}
