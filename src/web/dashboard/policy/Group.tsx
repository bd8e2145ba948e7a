import type { ReactNode } from 'react';
import { countIn } from './draft.js';
import { useEditor } from './editorContext.js';
import { Fold } from './Fold.js';
import { groupName } from './places.js';
import { NumberSetting } from './settingControls.js';
import type { SectionName } from './strings.js';
import { groupSummary } from './summaries.js';

export interface GroupProps {
  readonly section: SectionName;
  readonly group: string;
  readonly children: ReactNode;
}

/** What belongs to one kind or one candidate, folded within its section. */
export function Group({ section, group, children }: GroupProps) {
  const { draft } = useEditor();
  return (
    <Fold
      foldKey={`${section}/${group}`}
      title={groupName({ section, group })}
      summary={groupSummary(draft, section, group)}
      counts={countIn(draft, section, group)}
      level={4}
    >
      {() => children}
    </Fold>
  );
}

export function Numbers({ paths }: { readonly paths: readonly string[] }) {
  return (
    <div className="settings">
      {paths.map((path) => (
        <NumberSetting key={path} path={path} />
      ))}
    </div>
  );
}
