import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../../design/Button.js';
import { TextField } from '../../design/TextField.js';
import { useExamServices } from '../services.js';
import type { IncidentRecord } from '../state/examState.js';
import { REASONS, STRINGS } from '../strings.js';

export interface ReasonsProps {
  readonly record: IncidentRecord;
  readonly verdict: 'CONFIRMED' | 'DISMISSED';
}

const LONGEST = 500;

/** Why: one key, one press, or one's own words. */
export function Reasons({ record, verdict }: ReasonsProps) {
  const { view, judgements } = useExamServices();
  const [other, setOther] = useState('');
  const close = () => view.setState({ deciding: undefined });

  function cancel() {
    close();
    document.getElementById(`card-${record.incident.id}`)?.focus();
  }

  function decide(reason: string) {
    if (reason.trim() === '') return;
    close();
    void judgements.judge(record, verdict, reason.trim());
  }

  return (
    <fieldset className="reasons" aria-label={STRINGS.queue.why[verdict]}>
      <legend className="small">{STRINGS.queue.why[verdict]}</legend>
      {REASONS[verdict].map((reason, index) => (
        <Button key={reason} isSmall autoFocus={index === 0} onPress={() => decide(reason)}>
          <kbd>{index + 1}</kbd> {reason}
        </Button>
      ))}
      <Form
        className="other-reason"
        onSubmit={(event) => {
          event.preventDefault();
          decide(other);
        }}
      >
        <TextField label={STRINGS.queue.other} value={other} onChange={setOther} maxLength={LONGEST} />
        <div className="card-actions">
          <Button isSmall type="submit" isDisabled={other.trim() === ''}>
            {STRINGS.queue[verdict === 'CONFIRMED' ? 'confirm' : 'dismiss']}
          </Button>
          <Button isSmall onPress={cancel}>
            {STRINGS.queue.cancel}
          </Button>
        </div>
      </Form>
    </fieldset>
  );
}
