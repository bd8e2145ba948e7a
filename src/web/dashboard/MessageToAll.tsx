import { useStore } from 'zustand';
import { SendMessageDocument } from '../api/generated/operations.js';
import { Button } from '../design/Button.js';
import { DialogFrame } from '../design/DialogFrame.js';
import { useExamServices } from './services.js';
import { STRINGS } from './strings.js';
import { TextForm } from './TextForm.js';

export function MessageToAll() {
  const { view, apollo, examId, outcomes } = useExamServices();
  const isOpen = useStore(view, ({ dialog }) => dialog === 'everybody');
  const close = () => view.setState({ dialog: undefined });

  async function send(text: string, messageId: string) {
    await apollo.mutate({ mutation: SendMessageDocument, variables: { input: { examId, text, messageId } } });
    outcomes.tell({ tone: 'good', text: STRINGS.everybody.sent });
    close();
  }

  return (
    <DialogFrame isOpen={isOpen} title={STRINGS.everybody.open} onClose={close}>
      <TextForm
        label={STRINGS.everybody.title}
        hint={STRINGS.person.messageHint}
        submit={STRINGS.person.send}
        onSend={send}
      />
      <Button onPress={close}>{STRINGS.queue.cancel}</Button>
    </DialogFrame>
  );
}
