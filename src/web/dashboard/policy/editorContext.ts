/** What the parts of the editor work with. */
import { createContext, useContext } from 'react';
import { currentValue, type Draft } from './draft.js';
import { type Outlook, outlookOf } from './outlook.js';
import { placeOf, wordsOf } from './places.js';
import type { SettingWords } from './settings.js';
import type { Value } from './values.js';

export interface Editor {
  readonly draft: Draft;
  readonly knownLabels: readonly string[];
  /** Of enrolled faces, which belong to no exam. */
  readonly defaultFacesDays: number;
  readonly change: (path: string, value: Value) => void;
  /** What is unfolded, by its key. */
  readonly unfolded: ReadonlySet<string>;
  readonly fold: (key: string, isOpen: boolean) => void;
}

export const EditorContext = createContext<Editor | undefined>(undefined);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('Shown outside of the policy editor.');
  return editor;
}

export interface SettingState extends Outlook {
  readonly value: Value;
  readonly words: SettingWords;
  readonly set: (value: Value) => void;
  readonly reset: () => void;
}

export function useSetting(path: string): SettingState {
  const { draft, change } = useEditor();
  const place = placeOf(path);
  if (!place) throw new Error(`There is no setting ${path}.`);
  const outlook = outlookOf(draft, path);
  return {
    ...outlook,
    value: currentValue(draft, path),
    words: wordsOf(place.setting),
    set: (value) => change(path, value),
    reset: () => {
      for (const [part, value] of outlook.standardValues) change(part, value);
    },
  };
}
