import { useStore } from 'zustand';
import { useExamServices } from '../services.js';
import type { Incident } from '../state/examState.js';
import { STRINGS } from '../strings.js';

/** For how long it lasts, or lasted: minutes and seconds. */
export function Lasting({ incident }: { readonly incident: Incident }) {
  const { now } = useExamServices();
  const from = Date.parse(incident.since);
  const end = incident.end ? Date.parse(incident.end.at) : undefined;
  const words = useStore(now, (current) => minutesAndSeconds((end ?? current) - from));
  return (
    <span className="lasting" title={end === undefined ? STRINGS.queue.lasts : STRINGS.queue.lasted}>
      {words}
    </span>
  );
}

function minutesAndSeconds(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const minutes = Math.floor(seconds / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}
