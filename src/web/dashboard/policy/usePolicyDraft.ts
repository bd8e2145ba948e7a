/** The draft, what somebody else did to the policy meanwhile, and saving. */
import { useEffect, useReducer, useState } from 'react';
import { PolicyToEditDocument, UpdatePolicyDocument } from '../../api/generated/operations.js';
import { useExamServices } from '../services.js';
import { changeOf } from './change.js';
import { allValues, beginDraft, type Draft, discard, edit, rebase } from './draft.js';
import { placeMistake } from './mistakes.js';
import type { PolicyToEdit } from './PolicyEditor.js';
import { type Mistake, readPolicy } from './readPolicy.js';
import type { Policy, Value } from './values.js';

/** What came of the last deed. */
export type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'nothingToSave' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'failed' }
  /** Not saved: somebody else was first. */
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'reloaded' };

/** Somebody else's change that is not shown here yet. */
export interface NewerPolicy {
  readonly version: number;
  readonly by: string | undefined;
}

export interface PolicyDraft {
  readonly draft: Draft;
  readonly newer: NewerPolicy | undefined;
  readonly outcome: Outcome;
  /** Grows each time that there are mistakes to be told. */
  readonly rejections: number;
  readonly isSaving: boolean;
  change(path: string, value: Value): void;
  save(): Promise<void>;
  reload(): Promise<void>;
  discard(): void;
}

const NOTHING: Outcome = { kind: 'none' };

export function usePolicyDraft({ policy, defaultPolicy }: PolicyToEdit): PolicyDraft {
  const { apollo, examId } = useExamServices();
  const [draft, update] = useReducer(
    (now: Draft, next: (draft: Draft) => Draft) => next(now),
    undefined,
    () => beginDraft(policy, defaultPolicy),
  );
  const [outcome, setOutcome] = useState(NOTHING);
  const [rejections, setRejections] = useState(0);
  const [isSaving, setSaving] = useState(false);
  const [newest, setNewest] = useNewestPolicy();

  function reject(mistakes: readonly Mistake[]) {
    update((now) => ({ ...now, mistakes }));
    setRejections((before) => before + 1);
    setOutcome(NOTHING);
  }

  async function send(after: Policy) {
    const change = changeOf(readPolicy(draft.inForce, draft.policy).policy, after);
    if (!change) return setOutcome({ kind: 'nothingToSave' });
    const variables = { examId, change, seen: draft.policy.version };
    const { data } = await apollo.mutate({ mutation: UpdatePolicyDocument, variables, fetchPolicy: 'no-cache' });
    const result = data?.updatePolicy;
    if (result?.__typename === 'PolicyUpdated') {
      update((now) => rebase(now, result.exam.policy));
      setOutcome({ kind: 'saved' });
    } else if (result?.__typename === 'PolicyRejected') {
      reject(result.mistakes.map((mistake) => placeMistake(mistake, after)));
    } else if (result) {
      const { version } = result.exam.policy;
      setNewest((known) => (known && known.version >= version ? known : { version, by: undefined }));
      setOutcome({ kind: 'overtaken' });
    }
  }

  async function save() {
    if (isSaving) return;
    const read = readPolicy(allValues(draft), draft.policy);
    if (read.mistakes.length > 0) return reject(read.mistakes);
    setSaving(true);
    await send(read.policy).catch(() => setOutcome({ kind: 'failed' }));
    setSaving(false);
  }

  async function reload() {
    const query = { query: PolicyToEditDocument, variables: { examId }, fetchPolicy: 'no-cache' } as const;
    const answer = await apollo.query(query).catch(() => undefined);
    const now = answer?.data?.exam?.policy;
    if (!now) return setOutcome({ kind: 'failed' });
    update((before) => rebase(before, now));
    setOutcome({ kind: 'reloaded' });
  }

  return {
    draft,
    // One's own change is heard of before it is answered.
    newer: newest && newest.version > draft.policy.version && !isSaving ? newest : undefined,
    outcome,
    rejections,
    isSaving,
    change: (path, value) => {
      update((now) => edit(now, path, value));
      setOutcome(NOTHING);
    },
    save,
    reload,
    discard: () => {
      update(discard);
      setOutcome(NOTHING);
    },
  };
}

/** The newest version that the feed told of. */
function useNewestPolicy() {
  const { feed } = useExamServices();
  const [newest, setNewest] = useState<NewerPolicy>();
  useEffect(
    () =>
      feed.listen((events) => {
        const change = events.findLast((event) => event.__typename === 'PolicyChanged');
        if (change) setNewest({ version: change.version, by: change.by.name ?? change.by.id });
      }),
    [feed],
  );
  return [newest, setNewest] as const;
}
