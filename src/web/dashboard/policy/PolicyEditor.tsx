import './policy.css';
import { useEffect, useState } from 'react';
import { PolicyToEditDocument, type PolicyToEditQuery } from '../../api/generated/operations.js';
import { Button } from '../../design/Button.js';
import { Notice } from '../../design/Notice.js';
import { useExamServices } from '../services.js';
import { EditorView } from './EditorView.js';
import { WORDS } from './strings.js';
import type { Policy } from './values.js';

export interface PolicyToEdit {
  readonly policy: Policy;
  readonly defaultPolicy: Policy;
  readonly knownLabels: readonly string[];
}

/** The exam's policy, to be read and changed. */
export function PolicyEditor() {
  const { apollo, examId } = useExamServices();
  const [read, setRead] = useState<PolicyToEdit | 'failed'>();
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks once more
  useEffect(() => {
    let isCurrent = true;
    const show = (answer: PolicyToEdit | 'failed') => isCurrent && setRead(answer);
    setRead(undefined);
    apollo
      .query({ query: PolicyToEditDocument, variables: { examId }, fetchPolicy: 'no-cache' })
      .then(({ data }) => show(toEdit(data)))
      .catch(() => show('failed'));
    return () => {
      isCurrent = false;
    };
  }, [apollo, examId, attempt]);

  if (read === undefined) return <p role="status">{WORDS.reading}</p>;
  if (read === 'failed') {
    return (
      <Notice
        tone="caution"
        role="alert"
        title={WORDS.readingFails}
        actions={<Button onPress={() => setAttempt(attempt + 1)}>{WORDS.again}</Button>}
      />
    );
  }
  return <EditorView read={read} />;
}

function toEdit(data: PolicyToEditQuery | undefined): PolicyToEdit | 'failed' {
  if (!data?.exam) return 'failed';
  const { exam, defaultPolicy, knownLabels } = data;
  return { policy: exam.policy, defaultPolicy, knownLabels };
}
