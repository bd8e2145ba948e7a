import { SendMessageDocument, WriteNoteDocument } from '../../api/generated/operations.js';
import { useExamServices } from '../services.js';
import type { Candidate } from '../state/examState.js';
import { isOver } from '../state/wall.js';
import { STRINGS } from '../strings.js';
import { TextForm } from '../TextForm.js';

const WORDS = STRINGS.person;

/** To the candidate, and to one's colleagues: two places, so that nothing goes to the wrong one. */
export function Writing({ candidate: { candidateId, status } }: { readonly candidate: Candidate }) {
  const { apollo, examId, outcomes } = useExamServices();

  async function send(text: string, messageId: string) {
    const input = { examId, candidateId, text, messageId };
    await apollo.mutate({ mutation: SendMessageDocument, variables: { input }, fetchPolicy: 'no-cache' });
    outcomes.tell({ tone: 'good', text: STRINGS.sent });
  }

  async function note(text: string, noteId: string) {
    const input = { examId, candidateId, text, noteId };
    await apollo.mutate({ mutation: WriteNoteDocument, variables: { input }, fetchPolicy: 'no-cache' });
  }

  return (
    <div className="person-columns">
      <section className="panel">
        <TextForm
          label={WORDS.message}
          hint={isOver(status) ? WORDS.over : WORDS.messageHint}
          submit={WORDS.send}
          onSend={send}
          isDisabled={isOver(status)}
        />
      </section>
      <section className="panel">
        <TextForm label={WORDS.note} hint={WORDS.noteHint} submit={WORDS.write} onSend={note} />
      </section>
    </div>
  );
}
