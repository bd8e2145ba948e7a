import { useState } from 'react';
import { Form } from 'react-aria-components';
import { TerminateSessionDocument } from '../../api/generated/operations.js';
import { Button } from '../../design/Button.js';
import { DialogFrame } from '../../design/DialogFrame.js';
import { TextField } from '../../design/TextField.js';
import { useExamServices } from '../services.js';
import { STRINGS } from '../strings.js';

export interface TerminateDialogProps {
  readonly candidateId: string;
  readonly name: string;
  readonly onClose: () => void;
}

const WORDS = STRINGS.person;
const LONGEST_REASON = 500;

/** Says what the candidate will see, and wants to be typed: nobody ends somebody's exam by a slip. */
export function TerminateDialog({ candidateId, name, onClose }: TerminateDialogProps) {
  const { apollo, examId } = useExamServices();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [hasFailed, setFailed] = useState(false);
  const isReady = reason.trim() !== '' && typed.trim() === candidateId;

  async function terminate() {
    if (!isReady) return;
    try {
      const input = { examId, candidateId, reason: reason.trim() };
      await apollo.mutate({ mutation: TerminateSessionDocument, variables: { input }, fetchPolicy: 'no-cache' });
      onClose();
    } catch {
      setFailed(true);
    }
  }

  return (
    <DialogFrame role="alertdialog" isOpen title={WORDS.terminateTitle(name)} onClose={onClose}>
      <p>{WORDS.terminateWhat}</p>
      <Form
        className="text-form"
        onSubmit={(event) => {
          event.preventDefault();
          void terminate();
        }}
      >
        <TextField
          label={WORDS.terminateReason}
          rows={2}
          value={reason}
          onChange={setReason}
          maxLength={LONGEST_REASON}
          problem={hasFailed ? WORDS.failed : undefined}
        />
        <TextField
          label={WORDS.terminateType(candidateId)}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          spellCheck="false"
        />
        <div className="row">
          <Button look="grave" type="submit" isDisabled={!isReady}>
            {WORDS.terminateConfirm}
          </Button>
          <Button onPress={onClose}>{WORDS.cancel}</Button>
        </div>
      </Form>
    </DialogFrame>
  );
}
