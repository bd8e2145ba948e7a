/** The controls of settings that are lists. */
import { useId, useState } from 'react';
import type { IncidentKind } from '../../api/generated/operations.js';
import { Button } from '../../design/Button.js';
import { Tick } from '../../design/Tick.js';
import { KIND_NAMES, KINDS } from '../words.js';
import { useEditor, useSetting } from './editorContext.js';
import { focusNear } from './focus.js';
import { describedBy, SettingFrame } from './SettingFrame.js';
import { WORDS } from './strings.js';
import type { Value } from './values.js';

/** Labels, each with a way to remove it, and a field that proposes those that are known. */
export function ObjectsSetting({ path }: { readonly path: string }) {
  const { knownLabels } = useEditor();
  const id = useId();
  const [written, setWritten] = useState('');
  const setting = useSetting(path);
  const labels = listIn(setting.value);

  function add() {
    const label = written.trim();
    if (label === '') return;
    setting.set([...labels, knownLabels.find((known) => known.toLowerCase() === label.toLowerCase()) ?? label]);
    setWritten('');
  }

  return (
    <SettingFrame path={path} setting={setting} id={id} heading="group" isWide>
      <ul className="chips" aria-labelledby={`${id}-label`}>
        {labels.map((label, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the server says when a label is named twice
          <li key={`${index}/${label}`}>
            <span dir="auto">{label}</span>
            <button
              type="button"
              aria-label={WORDS.remove(label)}
              onClick={({ currentTarget }) => {
                focusNear(currentTarget, '.setting');
                setting.set(labels.filter((_, other) => other !== index));
              }}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      <form
        className="row adding"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <input
          aria-label={WORDS.addObject}
          placeholder={WORDS.addObject}
          list={`${id}-known`}
          value={written}
          onChange={({ target }) => setWritten(target.value)}
          aria-invalid={setting.problems.length > 0}
          aria-describedby={describedBy(id)}
        />
        <datalist id={`${id}-known`}>
          {knownLabels.map((label) => (
            <option key={label} value={label} />
          ))}
        </datalist>
        <Button isSmall type="submit">
          {WORDS.add}
        </Button>
      </form>
    </SettingFrame>
  );
}

/** Kinds of incidents, each to be ticked. */
export function KindsSetting({ path }: { readonly path: string }) {
  const id = useId();
  const setting = useSetting(path);
  const chosen = listIn(setting.value);

  function choose(kind: IncidentKind, isChosen: boolean) {
    // In one order, however they are ticked.
    setting.set(KIND_NAMES.filter((name) => (name === kind ? isChosen : chosen.includes(name))));
  }

  return (
    <SettingFrame path={path} setting={setting} id={id} heading="group" isWide>
      {/* biome-ignore lint/a11y/useSemanticElements: the label of a fieldset stands inside it, and this one is beside */}
      <div className="ticks" role="group" aria-labelledby={`${id}-label`} aria-describedby={describedBy(id)}>
        {KIND_NAMES.map((kind) => (
          <Tick key={kind} isSelected={chosen.includes(kind)} onChange={(isChosen) => choose(kind, isChosen)}>
            {KINDS[kind]}
          </Tick>
        ))}
      </div>
    </SettingFrame>
  );
}

function listIn(value: Value): readonly string[] {
  return typeof value === 'object' ? value : [];
}
