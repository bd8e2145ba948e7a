import type { ApolloClient } from '@apollo/client';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { CreateExamDocument } from '../api/generated/operations.js';
import { Button } from '../design/Button.js';
import { TextField } from '../design/TextField.js';
import { STRINGS } from './strings.js';

const WORDS = STRINGS.exams.create;

/** For administrators: an exam needs a name for people and one for addresses, and begins with the default policy. */
export function NewExam(props: { readonly apollo: ApolloClient; readonly onCreated: (examId: string) => void }) {
  const [title, setTitle] = useState('');
  const [ownId, setOwnId] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const id = ownId ?? idFor(title);
  const isComplete = title.trim() !== '' && id.trim() !== '';

  async function create() {
    if (!isComplete || isBusy) return;
    setBusy(true);
    try {
      const input = { id: id.trim(), title: title.trim() };
      await props.apollo.mutate({ mutation: CreateExamDocument, variables: { input }, fetchPolicy: 'no-cache' });
      props.onCreated(input.id);
    } catch (failure) {
      setProblem(failure instanceof Error ? failure.message : String(failure));
      setBusy(false);
    }
  }

  return (
    <details className="new-exam">
      <summary>{WORDS.title}</summary>
      <Form
        className="text-form"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <TextField label={WORDS.name} value={title} onChange={setTitle} maxLength={200} />
        <TextField
          label={WORDS.id}
          hint={WORDS.idHint}
          value={id}
          onChange={setOwnId}
          maxLength={64}
          problem={problem}
        />
        <Button isSmall type="submit" isDisabled={!isComplete || isBusy}>
          {WORDS.submit}
        </Button>
      </Form>
    </details>
  );
}

/** What the server takes for an id, as near to the title as may be. */
function idFor(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
}
