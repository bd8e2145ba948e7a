/** The controls of settings with one value each. */
import { type ReactNode, useId } from 'react';
import { Tick } from '../../design/Tick.js';
import { type SettingState, useSetting } from './editorContext.js';
import { unitFor } from './outlook.js';
import { describedBy, SettingFrame } from './SettingFrame.js';
import { WORDS } from './strings.js';

export function NumberSetting({ path }: { readonly path: string }) {
  return (
    <LabelledSetting path={path}>
      {(id, { value, set, words, problems }) => (
        <p className="setting-number">
          <input
            id={id}
            inputMode="decimal"
            autoComplete="off"
            value={String(value)}
            onChange={({ target }) => set(target.value)}
            aria-invalid={problems.length > 0}
            aria-describedby={describedBy(id)}
          />
          {words.unit !== undefined && <span>{unitFor(String(value), words.unit)}</span>}
        </p>
      )}
    </LabelledSetting>
  );
}

export function TextSetting({ path, maxLength }: { readonly path: string; readonly maxLength: number }) {
  return (
    <LabelledSetting path={path}>
      {(id, { value, set, problems }) => (
        <input
          id={id}
          className="setting-text"
          autoComplete="off"
          dir="auto"
          maxLength={maxLength}
          value={String(value)}
          onChange={({ target }) => set(target.value)}
          aria-invalid={problems.length > 0}
          aria-describedby={describedBy(id)}
        />
      )}
    </LabelledSetting>
  );
}

export interface ChoiceSettingProps {
  readonly path: string;
  /** What is shown, by what is meant. */
  readonly choices: Readonly<Record<string, string>>;
}

export function ChoiceSetting({ path, choices }: ChoiceSettingProps) {
  return (
    <LabelledSetting path={path}>
      {(id, { value, set, problems }) => (
        <select
          id={id}
          className="setting-text"
          value={String(value)}
          onChange={({ target }) => set(target.value)}
          aria-invalid={problems.length > 0}
          aria-describedby={describedBy(id)}
        >
          {Object.entries(choices).map(([meant, shown]) => (
            <option key={meant} value={meant}>
              {shown}
            </option>
          ))}
        </select>
      )}
    </LabelledSetting>
  );
}

export function SwitchSetting({ path }: { readonly path: string }) {
  const id = useId();
  const setting = useSetting(path);
  const { value, set, words, problems } = setting;
  return (
    <SettingFrame
      path={path}
      setting={setting}
      id={id}
      heading={
        <Tick
          isSelected={value === true}
          onChange={set}
          isInvalid={problems.length > 0}
          aria-describedby={describedBy(id)}
        >
          <span className="setting-label">{words.label}</span>
        </Tick>
      }
    >
      {null}
    </SettingFrame>
  );
}

/** Two numbers that are one: so many of the last frames. */
export function OpeningSetting({ path }: { readonly path: string }) {
  const id = useId();
  const setting = useSetting(path);
  return (
    <SettingFrame path={path} setting={setting} id={id} heading="group">
      {/* biome-ignore lint/a11y/useSemanticElements: the label of a fieldset stands inside it, and this one is beside */}
      <div className="setting-number" role="group" aria-labelledby={`${id}-label`}>
        <Part path={path} part="after" id={id} isInvalid={setting.problems.length > 0} />
        <span>{WORDS.openingParts.between}</span>
        <Part path={path} part="outOf" id={id} isInvalid={setting.problems.length > 0} />
        <span>{WORDS.openingParts.frames}</span>
      </div>
    </SettingFrame>
  );
}

interface PartProps {
  readonly path: string;
  readonly part: 'after' | 'outOf';
  readonly id: string;
  readonly isInvalid: boolean;
}

function Part({ path, part, id, isInvalid }: PartProps) {
  const { value, set } = useSetting(`${path}.${part}`);
  return (
    <input
      inputMode="numeric"
      autoComplete="off"
      aria-label={WORDS.openingParts[part]}
      value={String(value)}
      onChange={({ target }) => set(target.value)}
      aria-invalid={isInvalid}
      aria-describedby={describedBy(id)}
    />
  );
}

interface LabelledSettingProps {
  readonly path: string;
  readonly children: (id: string, setting: SettingState) => ReactNode;
}

function LabelledSetting({ path, children }: LabelledSettingProps) {
  const id = useId();
  const setting = useSetting(path);
  return (
    <SettingFrame path={path} setting={setting} id={id} heading="label">
      {children(id, setting)}
    </SettingFrame>
  );
}
