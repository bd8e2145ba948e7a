import { useState } from 'react';
import { Button } from '../../design/Button.js';
import { ConfirmDialog } from '../../design/ConfirmDialog.js';
import { Mark, type Tone } from '../../design/Mark.js';
import { WORDS } from './strings.js';
import type { PolicyDraft } from './usePolicyDraft.js';

export interface SaveBarProps {
  readonly editing: PolicyDraft;
  readonly unsaved: number;
}

/** Always in sight: how much is unsaved, what came of saving, and the way to do it. */
export function SaveBar({ editing, unsaved }: SaveBarProps) {
  const [isDiscarding, setDiscarding] = useState(false);
  const { tone, text } = saying(editing, unsaved);
  return (
    <div className="save-bar">
      <p role="status">
        {tone && <Mark tone={tone} />}
        <span>{text}</span>
      </p>
      <div className="row">
        {unsaved > 0 && (
          <Button isSmall onPress={() => setDiscarding(true)}>
            {WORDS.discard}
          </Button>
        )}
        <Button isSmall look="primary" onPress={() => void editing.save()}>
          {editing.isSaving ? WORDS.saving : WORDS.save}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isDiscarding}
        title={WORDS.discardTitle}
        confirm={WORDS.discard}
        cancel={WORDS.stay}
        onConfirm={() => {
          setDiscarding(false);
          editing.discard();
        }}
        onCancel={() => setDiscarding(false)}
      >
        <p>{WORDS.leaveWhat(unsaved)}</p>
      </ConfirmDialog>
    </div>
  );
}

function saying({ outcome, draft }: PolicyDraft, unsaved: number): { readonly tone?: Tone; readonly text: string } {
  switch (outcome.kind) {
    case 'saved':
      return { tone: 'good', text: WORDS.saved(draft.policy.version) };
    case 'nothingToSave':
      return { tone: 'note', text: WORDS.nothingToSave };
    case 'failed':
      return { tone: 'alarm', text: WORDS.failed };
    case 'overtaken':
      return { tone: 'caution', text: WORDS.overtaken };
    case 'reloaded':
      return { tone: 'good', text: WORDS.reloaded(draft.policy.version, unsaved) };
    case 'none':
      return { text: WORDS.changes(unsaved) };
  }
}
