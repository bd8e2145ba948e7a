import { useStore } from 'zustand';
import { Tick } from '../design/Tick.js';
import { useExamServices } from './services.js';
import { STRINGS } from './strings.js';

export function AlertSwitch() {
  const { preferences, alert } = useExamServices();
  const isAlerting = useStore(preferences, (now) => now.isAlerting);
  async function change(isWanted: boolean) {
    preferences.setState({ isAlerting: isWanted });
    if (!isWanted) return;
    await alert.prepare();
    alert.sound(STRINGS.sound);
  }
  return (
    <span title={STRINGS.soundHint}>
      <Tick isSelected={isAlerting} onChange={(isWanted) => void change(isWanted)}>
        {STRINGS.sound}
      </Tick>
    </span>
  );
}
