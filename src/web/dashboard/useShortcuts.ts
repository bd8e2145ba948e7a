import { useEffect } from 'react';
import { type ExamServices, useExamServices } from './services.js';
import type { IncidentRecord } from './state/examState.js';
import { queueOf } from './state/queue.js';
import { REASONS } from './strings.js';

/** Single keys, for hands that stay on the keyboard for hours. They mean nothing while one writes. */
export function useShortcuts(): void {
  const services = useExamServices();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      if (services.view.getState().dialog !== undefined) return;
      if (event.key !== 'Escape' && !services.preferences.getState().hasShortcuts) return;
      if (act(services, event)) event.preventDefault();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [services]);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** Whether the key meant something. */
function act(services: ExamServices, { key, target }: KeyboardEvent): boolean {
  const { view, judgements, address } = services;
  const { deciding } = view.getState();
  const selected = selectedRecord(services);
  if (deciding && key >= '1' && key <= '5') return choose(services, Number(key));
  switch (key.toLowerCase()) {
    case 'j':
      return move(services, 1);
    case 'k':
      return move(services, -1);
    case 'a':
      if (selected) void judgements.judge(selected, 'ACKNOWLEDGED');
      return selected !== undefined;
    case 'c':
      return decide(services, selected, 'CONFIRMED');
    case 'd':
      return decide(services, selected, 'DISMISSED');
    case 'e':
      if (selected)
        view.setState({
          lookingAt: view.getState().lookingAt === selected.incident.id ? undefined : selected.incident.id,
        });
      return selected !== undefined;
    case 'z':
      void judgements.undo();
      return true;
    case 'enter':
      // On a button or a link, Enter is theirs.
      if (!selected || (target instanceof Element && target.closest('button, a, summary'))) return false;
      address.go({ candidateId: selected.candidateId });
      view.setState({ pane: 'stage' });
      return true;
    case 'escape':
      if (deciding) view.setState({ deciding: undefined });
      else if (address.place.getState().candidateId !== undefined) address.go({ candidateId: undefined });
      return true;
    case '/':
      document.getElementById('search')?.focus();
      return true;
    case '?':
      view.setState({ dialog: 'keys' });
      return true;
    default:
      return false;
  }
}

function cards({ feed, view }: ExamServices): readonly IncidentRecord[] {
  const exam = feed.exam.getState();
  return exam ? queueOf(exam, view.getState().filter) : [];
}

function selectedRecord(services: ExamServices): IncidentRecord | undefined {
  const { selectedId } = services.view.getState();
  return cards(services).find(({ incident }) => incident.id === selectedId);
}

function move(services: ExamServices, by: 1 | -1): boolean {
  const all = cards(services);
  const { selectedId } = services.view.getState();
  const index = all.findIndex(({ incident }) => incident.id === selectedId);
  const next = all[index < 0 ? 0 : Math.min(all.length - 1, Math.max(0, index + by))];
  if (!next) return false;
  services.view.setState({ selectedId: next.incident.id, deciding: undefined, pane: 'queue' });
  const card = document.getElementById(`card-${next.incident.id}`);
  card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: 'nearest' });
  return true;
}

function decide(
  services: ExamServices,
  record: IncidentRecord | undefined,
  verdict: 'CONFIRMED' | 'DISMISSED',
): boolean {
  if (!record) return false;
  services.view.setState({ deciding: { incidentId: record.incident.id, verdict } });
  return true;
}

function choose(services: ExamServices, number: number): boolean {
  const { view, judgements } = services;
  const { deciding } = view.getState();
  const record = cards(services).find(({ incident }) => incident.id === deciding?.incidentId);
  const reason = deciding && REASONS[deciding.verdict][number - 1];
  if (!deciding || !record || reason === undefined) return false;
  view.setState({ deciding: undefined });
  void judgements.judge(record, deciding.verdict, reason);
  return true;
}
