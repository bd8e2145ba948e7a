import { useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { ExtendSessionDocument, PauseSessionDocument, ResumeSessionDocument } from '../../api/generated/operations.js';
import { Button } from '../../design/Button.js';
import { TextField } from '../../design/TextField.js';
import { useExamServices } from '../services.js';
import type { Candidate } from '../state/examState.js';
import { isOver } from '../state/wall.js';
import { STRINGS } from '../strings.js';
import { TerminateDialog } from './TerminateDialog.js';

const WORDS = STRINGS.person;

/** What changes the exam for the candidate: apart from all else, with what they will see. */
export function SessionControls({ candidate, name }: { readonly candidate: Candidate; readonly name: string }) {
  const { apollo, examId, outcomes } = useExamServices();
  const [isEnding, setEnding] = useState(false);
  const { candidateId, status } = candidate;
  const input = { examId, candidateId };
  const isPaused = status === 'PAUSED';

  /** What came of it is told by the feed. */
  async function change() {
    const mutation = isPaused ? ResumeSessionDocument : PauseSessionDocument;
    await apollo
      .mutate({ mutation, variables: { input }, fetchPolicy: 'no-cache' })
      .catch(() => outcomes.tell({ tone: 'alarm', text: WORDS.failed }));
  }

  return (
    <section className="panel session" aria-labelledby="session-title">
      <h3 id="session-title">{WORDS.session}</h3>
      {isOver(status) ? (
        <p className="quiet">{WORDS.over}</p>
      ) : (
        <div className="session-controls">
          <div>
            <Button isSmall onPress={() => void change()}>
              {isPaused ? WORDS.resume : WORDS.pause}
            </Button>
            <p className="small quiet">{isPaused ? WORDS.resumeWhat : WORDS.pauseWhat}</p>
          </div>
          <ExtendForm candidateId={candidateId} />
          <div>
            <Button isSmall look="grave" onPress={() => setEnding(true)}>
              {WORDS.terminate}
            </Button>
          </div>
        </div>
      )}
      {isEnding && <TerminateDialog candidateId={candidateId} name={name} onClose={() => setEnding(false)} />}
    </section>
  );
}

function ExtendForm({ candidateId }: { readonly candidateId: string }) {
  const { apollo, examId, outcomes } = useExamServices();
  const [minutes, setMinutes] = useState('5');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  /** What did not get through, as far as we know: pressed again it has the same id, so that the time is given once. */
  const unanswered = useRef<{ readonly minutes: number; readonly extensionId: string }>(undefined);

  async function extend() {
    const count = Number(minutes);
    if (!Number.isInteger(count) || count === 0 || Math.abs(count) > 600) return setProblem(WORDS.badMinutes);
    setProblem(undefined);
    const earlier = unanswered.current;
    const extension = earlier?.minutes === count ? earlier : { minutes: count, extensionId: crypto.randomUUID() };
    unanswered.current = extension;
    setBusy(true);
    try {
      await apollo.mutate({
        mutation: ExtendSessionDocument,
        variables: { input: { examId, candidateId, ...extension } },
        fetchPolicy: 'no-cache',
      });
      unanswered.current = undefined;
    } catch {
      outcomes.tell({ tone: 'alarm', text: WORDS.failed });
    }
    setBusy(false);
  }

  return (
    <Form
      className="extend"
      onSubmit={(event) => {
        event.preventDefault();
        void extend();
      }}
    >
      <TextField
        label={WORDS.minutes}
        hint={WORDS.minutesHint}
        value={minutes}
        onChange={setMinutes}
        problem={problem}
        inputMode="numeric"
      />
      <Button isSmall type="submit" isDisabled={isBusy}>
        {WORDS.extend}
      </Button>
    </Form>
  );
}
