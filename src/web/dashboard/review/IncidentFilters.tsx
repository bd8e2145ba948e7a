import { useId } from 'react';
import { Button } from '../../design/Button.js';
import { useExamServices } from '../services.js';
import { SEVERITIES, STRINGS, VERDICTS } from '../strings.js';
import { KIND_NAMES, KINDS } from '../words.js';
import { ALL_INCIDENTS, type ReviewFilter, SEVERITY_NAMES, VERDICT_NAMES } from './filter.js';
import { REVIEW } from './strings.js';

const WORDS = REVIEW.incidents;

/** Which incidents; they stand in the page's address. */
export function IncidentFilters({ filter }: { readonly filter: ReviewFilter }) {
  const { address } = useExamServices();
  const { kind, severity, verdict, isOpen } = filter;
  const change = (part: Partial<ReviewFilter>) => address.replace({ review: { ...filter, ...part } });
  const isFiltered = filter.search !== '' || kind || severity || verdict || isOpen !== undefined;
  return (
    <search className="review-filters" aria-label={WORDS.filters} title={WORDS.link}>
      <label>
        <span className="small">{WORDS.candidate}</span>
        <input
          id="search"
          type="search"
          placeholder={WORDS.candidateHint}
          value={filter.search}
          onChange={({ target }) => change({ search: target.value })}
          dir="auto"
        />
      </label>
      <Choice
        label={WORDS.kind}
        all={STRINGS.allKinds}
        names={KIND_NAMES}
        words={KINDS}
        value={kind}
        onChange={(next) => change({ kind: next })}
      />
      <Choice
        label={WORDS.severity}
        all={STRINGS.allSeverities}
        names={SEVERITY_NAMES}
        words={SEVERITIES}
        value={severity}
        onChange={(next) => change({ severity: next })}
      />
      <Choice
        label={WORDS.verdict}
        all={WORDS.anyVerdict}
        names={VERDICT_NAMES}
        words={VERDICTS}
        value={verdict}
        onChange={(next) => change({ verdict: next })}
      />
      <Choice
        label={WORDS.state}
        all={WORDS.anyState}
        names={['yes', 'no']}
        words={WORDS.states}
        value={isOpen === undefined ? undefined : isOpen ? 'yes' : 'no'}
        onChange={(next) => change({ isOpen: next && next === 'yes' })}
      />
      <Button isSmall isDisabled={!isFiltered} onPress={() => address.replace({ review: ALL_INCIDENTS })}>
        {WORDS.clear}
      </Button>
    </search>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  /** What choosing none of them is called. */
  readonly all: string;
  readonly names: readonly T[];
  readonly words: Readonly<Record<T, string>>;
  readonly value: T | undefined;
  readonly onChange: (value: T | undefined) => void;
}

function Choice<T extends string>({ label, all, names, words, value, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className="choice">
      <label htmlFor={id} className="small">
        {label}
      </label>
      <select
        id={id}
        value={value ?? ''}
        onChange={({ target }) => onChange(names.find((name) => name === target.value))}
      >
        <option value="">{all}</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {words[name]}
          </option>
        ))}
      </select>
    </div>
  );
}
