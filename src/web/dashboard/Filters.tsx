import { type ReactNode, useId } from 'react';
import { useStore } from 'zustand';
import { useExamServices } from './services.js';
import type { Kind, Severity } from './state/examState.js';
import type { Filter } from './state/queue.js';
import { SEVERITIES, STRINGS } from './strings.js';
import { KIND_NAMES, KINDS } from './words.js';

/** Whom and what one wants to see; the search holds for the wall too. */
export function Filters() {
  const { view } = useExamServices();
  const filter = useStore(view, (now) => now.filter);
  const change = (part: Partial<Filter>) => view.setState({ filter: { ...filter, ...part } });
  return (
    <search className="filters">
      <input
        id="search"
        type="search"
        aria-label={STRINGS.search}
        placeholder={STRINGS.searchShort}
        value={filter.search}
        onChange={({ target }) => change({ search: target.value })}
        dir="auto"
      />
      <Choice
        label={STRINGS.kindFilter}
        value={filter.kind ?? ''}
        // The values are those of the options below.
        onChange={(value) => change({ kind: value === '' ? undefined : (value as Kind) })}
      >
        <option value="">{STRINGS.allKinds}</option>
        {KIND_NAMES.map((kind) => (
          <option key={kind} value={kind}>
            {KINDS[kind]}
          </option>
        ))}
      </Choice>
      <Choice
        label={STRINGS.severityFilter}
        value={filter.severity ?? ''}
        onChange={(value) => change({ severity: value === '' ? undefined : (value as Severity) })}
      >
        <option value="">{STRINGS.allSeverities}</option>
        {(['HIGH', 'MEDIUM', 'LOW'] as const).map((severity) => (
          <option key={severity} value={severity}>
            {SEVERITIES[severity]}
          </option>
        ))}
      </Choice>
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="unseen">
        {label}
      </label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        {children}
      </select>
    </>
  );
}
