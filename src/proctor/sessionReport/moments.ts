/** Moments and durations as people read them. All times are UTC. */
import { type Html, html } from './html.js';

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Such as 4 May 2026. */
export function day(moment: string): string {
  return DAY.format(new Date(moment));
}

/** Such as 14:02:10. */
export function clock(moment: string): string {
  return new Date(moment).toISOString().slice(11, 19);
}

/** Such as 4 May 2026, 14:02:10 UTC. */
export function dayAndClock(moment: string): Html {
  return html`<time datetime="${moment}">${day(moment)}, ${clock(moment)} UTC</time>`;
}

/** Such as 14:02:10–14:03:40; the second day is named only where it is another. */
export function range(from: string, to: string): string {
  return day(from) === day(to) ? `${clock(from)}–${clock(to)}` : `${clock(from)} – ${day(to)}, ${clock(to)}`;
}

/** Such as 45 s, 1 min 30 s or 2 h 5 min. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60), seconds % 60];
  const parts = [
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(minutes > 0 ? [`${minutes} min`] : []),
    ...(hours === 0 && (rest > 0 || minutes === 0) ? [`${rest} s`] : []),
  ];
  return parts.join(' ');
}
