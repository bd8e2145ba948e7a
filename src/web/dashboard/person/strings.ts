/** What is said of one moment of a candidate's timeline. */
import { inWords } from '../../design/duration.js';

export const MOMENT = {
  title: 'What happened when: choose a moment',
  hint:
    'Rest on a moment or press it for its kept picture; by keyboard: arrows, and Page Up and Down between incidents. ' +
    'That you looked is recorded, once for each incident.',
  nothingOpen: 'no incident',
  fine: 'All that was checked was as it should be.',
  unknown: 'No frame was looked at then.',
  check: (name: string, status: string) => `${name}: ${status.toLowerCase()}`,
  noIncident: 'No picture is kept of this moment: no incident was near.',
  noPicture: 'No picture was kept of this incident.',
  reading: 'One moment …',
  failed: 'The picture could not be read. Rest here again to try once more.',
  /** How the kept picture lies to the moment that was asked for. */
  offset: (ms: number, of: number) => {
    const which = of === 1 ? 'The only picture kept' : `The nearest of ${of} kept pictures`;
    if (Math.abs(ms) < 1_000) return `${which}.`;
    return `${which}, ${inWords(Math.abs(ms))} ${ms < 0 ? 'earlier' : 'later'}.`;
  },
} as const;
