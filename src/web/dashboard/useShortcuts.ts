import { useEffect } from 'react';
import { type ExamServices, useExamServices } from './services.js';
import type { IncidentRecord } from './state/examState.js';
import { queueOf } from './state/queue.js';
import { REASONS } from './strings.js';

/** The incidents that keys move through, in the order in which they are shown, each in an element `card-…`. */
export type Listed = (services: ExamServices) => readonly IncidentRecord[];

/** Single keys, for hands that stay on the keyboard for hours. They mean nothing while one writes. @param listed must stay the same function */
export function useShortcuts(listed: Listed): void {
  const services = useExamServices();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      if (services.view.getState().dialog !== undefined || isInDialog(event.target)) return;
      // A key that is held down goes on through the cards, and judges one of them.
      if (event.repeat && !MOVES.has(event.key.toLowerCase())) return;
      if (event.key !== 'Escape' && !services.preferences.getState().hasShortcuts) return;
      if (act(services, listed(services), event)) event.preventDefault();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [services, listed]);
}

const MOVES: ReadonlySet<string> = new Set(['j', 'k']);

/** One that asks something stands before the cards. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"]') !== null;
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** Whether the key meant something. */
function act(services: ExamServices, cards: readonly IncidentRecord[], { key, target }: KeyboardEvent): boolean {
  const { view, judgements, address } = services;
  const { deciding, selectedId } = view.getState();
  const selected = cards.find(({ incident }) => incident.id === selectedId);
  if (deciding && key >= '1' && key <= '5') return choose(services, cards, Number(key));
  switch (key.toLowerCase()) {
    case 'j':
      return move(services, cards, 1);
    case 'k':
      return move(services, cards, -1);
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
      else goBack(address);
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

/** Out of one candidate, or the policy, to where one was; out of the review to everybody. */
function goBack(address: ExamServices['address']): void {
  const { candidateId, page, review } = address.place.getState();
  if (candidateId !== undefined || page !== undefined) address.go({ candidateId: undefined });
  else if (review) address.go({ review: undefined });
}

/** Those of the queue. */
export function queueCards({ feed, view }: ExamServices): readonly IncidentRecord[] {
  const exam = feed.exam.getState();
  return exam ? queueOf(exam, view.getState().filter) : [];
}

function move({ view }: ExamServices, cards: readonly IncidentRecord[], by: 1 | -1): boolean {
  const { selectedId } = view.getState();
  const index = cards.findIndex(({ incident }) => incident.id === selectedId);
  const next = cards[index < 0 ? 0 : Math.min(cards.length - 1, Math.max(0, index + by))];
  if (!next) return false;
  view.setState({ selectedId: next.incident.id, deciding: undefined, pane: 'queue' });
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

function choose({ view, judgements }: ExamServices, cards: readonly IncidentRecord[], number: number): boolean {
  const { deciding } = view.getState();
  const record = cards.find(({ incident }) => incident.id === deciding?.incidentId);
  const reason = deciding && REASONS[deciding.verdict][number - 1];
  if (!deciding || !record || reason === undefined) return false;
  view.setState({ deciding: undefined });
  void judgements.judge(record, deciding.verdict, reason);
  return true;
}
