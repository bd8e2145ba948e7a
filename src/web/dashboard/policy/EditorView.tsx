import { type Ref, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../design/Button.js';
import { ConfirmDialog } from '../../design/ConfirmDialog.js';
import { BackButton } from '../BackButton.js';
import { countUnsaved } from './draft.js';
import { type Editor, EditorContext } from './editorContext.js';
import { NewerNotice, RejectedNotice } from './notices.js';
import type { PolicyToEdit } from './PolicyEditor.js';
import { placeOf, settingKey } from './places.js';
import { SaveBar } from './SaveBar.js';
import { Sections } from './Sections.js';
import { SECTIONS, WORDS } from './strings.js';
import { useLeaving } from './useLeaving.js';
import { usePolicyDraft } from './usePolicyDraft.js';

/** The editor, once the policy was read. */
export function EditorView({ read }: { readonly read: PolicyToEdit }) {
  const editing = usePolicyDraft(read);
  const { draft, newer, change } = editing;
  const unsaved = countUnsaved(draft);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const leaving = useLeaving(unsaved > 0);
  const page = useRef<HTMLElement>(null);
  const reveal = useReveal(page, setUnfolded);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  /** Its button goes with the notice. */
  async function reload() {
    await editing.reload();
    heading.current?.focus();
  }

  const editor: Editor = useMemo(
    () => ({
      draft,
      knownLabels: read.knownLabels,
      defaultFacesDays: read.defaultPolicy.retention.facesDays,
      change,
      unfolded,
      fold: (key, isOpen) =>
        setUnfolded((now) => (isOpen ? new Set(now).add(key) : new Set([...now].filter((other) => other !== key)))),
    }),
    [draft, read, change, unfolded],
  );

  return (
    <EditorContext value={editor}>
      <article className="policy" aria-labelledby="policy-title" ref={page}>
        <Head heading={heading} version={draft.policy.version} unfolded={unfolded} onUnfold={setUnfolded} />
        {newer && <NewerNotice newer={newer} seen={draft.policy.version} onReload={() => void reload()} />}
        {draft.mistakes.length > 0 && (
          <RejectedNotice mistakes={draft.mistakes} rejections={editing.rejections} onReveal={reveal} />
        )}
        <Sections />
        <SaveBar editing={editing} unsaved={unsaved} />
      </article>
      <ConfirmDialog
        isOpen={leaving.leave !== undefined}
        title={WORDS.leaveTitle}
        confirm={WORDS.leave}
        cancel={WORDS.stay}
        onConfirm={() => leaving.leave?.()}
        onCancel={leaving.stay}
      >
        <p>{WORDS.leaveWhat(unsaved)}</p>
      </ConfirmDialog>
    </EditorContext>
  );
}

interface HeadProps {
  readonly heading: Ref<HTMLHeadingElement>;
  readonly version: number;
  readonly unfolded: ReadonlySet<string>;
  readonly onUnfold: (keys: ReadonlySet<string>) => void;
}

function Head({ heading, version, unfolded, onUnfold }: HeadProps) {
  const sections = Object.keys(SECTIONS);
  const areAllOpen = sections.every((section) => unfolded.has(section));
  return (
    <header className="policy-head">
      <div className="row">
        <BackButton />
        <h2 id="policy-title" ref={heading} tabIndex={-1}>
          {WORDS.title} <span className="quiet small">{WORDS.version(version)}</span>
        </h2>
        <Button isSmall onPress={() => onUnfold(new Set(areAllOpen ? [] : [...unfolded, ...sections]))}>
          {areAllOpen ? WORDS.closeAll : WORDS.openAll}
        </Button>
      </div>
      <p className="quiet">{WORDS.what}</p>
    </header>
  );
}

/** Unfolds what a setting stands in, and goes to it. */
function useReveal(
  page: RefObject<HTMLElement | null>,
  unfold: (next: (now: ReadonlySet<string>) => ReadonlySet<string>) => void,
): (path: string) => void {
  const [wanted, setWanted] = useState<{ readonly path: string }>();
  useEffect(() => {
    if (!wanted) return;
    const place = page.current?.querySelector(`[data-path="${CSS.escape(settingKey(wanted.path))}"]`);
    place?.querySelector<HTMLElement>('input, select, button')?.focus();
    place?.scrollIntoView({ block: 'center' });
  }, [wanted, page]);
  return (path) => {
    const place = placeOf(path);
    if (place) {
      unfold((now) => new Set([...now, place.section, `${place.section}/${place.group}`]));
    }
    setWanted({ path });
  };
}
