import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../design/Button.js';
import { TextField } from '../design/TextField.js';
import { STRINGS } from './strings.js';

export interface TextFormProps {
  readonly label: string;
  readonly hint: string;
  readonly submit: string;
  /** @param id the same when it is tried again, so that what was sent twice counts once */
  readonly onSend: (text: string, id: string) => Promise<void>;
  readonly isDisabled?: boolean;
}

/** A text to send. It stays until it was taken. */
export function TextForm({ label, hint, submit, onSend, isDisabled = false }: TextFormProps) {
  const [text, setText] = useState('');
  const [id, setId] = useState(() => crypto.randomUUID());
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);

  /** What was sent before, and perhaps arrived, is another text. */
  function edit(changed: string) {
    setText(changed);
    setId(crypto.randomUUID());
  }

  async function send() {
    if (text.trim() === '' || isBusy) return;
    setBusy(true);
    try {
      await onSend(text.trim(), id);
      edit('');
      setFailed(false);
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Form
      className="text-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextField
        label={label}
        hint={hint}
        rows={2}
        value={text}
        onChange={edit}
        maxLength={1_000}
        isDisabled={isDisabled}
        problem={hasFailed ? STRINGS.person.failed : undefined}
      />
      <Button isSmall type="submit" isDisabled={isDisabled || isBusy || text.trim() === ''}>
        {submit}
      </Button>
    </Form>
  );
}
