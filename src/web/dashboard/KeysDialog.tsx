import { useStore } from 'zustand';
import { Button } from '../design/Button.js';
import { DialogFrame } from '../design/DialogFrame.js';
import { Tick } from '../design/Tick.js';
import { useExamServices } from './services.js';
import { SHORTCUTS, STRINGS } from './strings.js';

export function KeysDialog() {
  const { view, preferences } = useExamServices();
  const isOpen = useStore(view, ({ dialog }) => dialog === 'keys');
  const hasShortcuts = useStore(preferences, (now) => now.hasShortcuts);
  const close = () => view.setState({ dialog: undefined });
  return (
    <DialogFrame isOpen={isOpen} title={STRINGS.shortcuts.title} onClose={close}>
      <dl className="keys">
        {SHORTCUTS.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Tick isSelected={hasShortcuts} onChange={(isOn) => preferences.setState({ hasShortcuts: isOn })}>
        {STRINGS.shortcuts.isOn}
      </Tick>
      <p className="quiet small">{STRINGS.shortcuts.isOnHint}</p>
      <Button onPress={close}>{STRINGS.shortcuts.close}</Button>
    </DialogFrame>
  );
}
