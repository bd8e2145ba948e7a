/**
 * Moments as proctors read them: by their own clock, and with the day where it is not today's, since exams go on past midnight
 * and are reviewed on other days. All in milliseconds since 1970.
 */
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DAY = { day: 'numeric', month: 'short' } as const;

const time = new Intl.DateTimeFormat('en', TIME);
const timeWithSeconds = new Intl.DateTimeFormat('en', { ...TIME, second: '2-digit' });
const timeWithZone = new Intl.DateTimeFormat('en', { ...TIME, timeZoneName: 'short' });
const dayAndTime = new Intl.DateTimeFormat('en', { ...DAY, ...TIME });
const everything = new Intl.DateTimeFormat('en', { ...DAY, year: 'numeric', ...TIME, second: '2-digit' });

/** Such as 14:02. For where the day is known, as along an axis. */
export const timeOfDay = (at: number): string => time.format(at);

/** Such as 14:02:10. */
export const timeOfDayWithSeconds = (at: number): string => timeWithSeconds.format(at);

/** Such as 14:02 GMT+2. */
export const timeOfDayWithZone = (at: number): string => timeWithZone.format(at);

/** Such as 14:02, or May 4, 14:02. @param besides a moment whose day the reader knows */
export function clockTime(at: number, besides: number = Date.now()): string {
  return new Date(at).toDateString() === new Date(besides).toDateString() ? timeOfDay(at) : dayAndTime.format(at);
}

/** Such as May 4, 2026, 14:02:10 GMT+2. */
export const exact = (at: number): string => `${everything.format(at)} ${zoneAt(at)}`;

/** Such as May 4, 2026, 14:02:10 – 14:02:40 GMT+2; the second day is named only where it is another. */
export const exactRange = (from: number, to: number): string => `${everything.formatRange(from, to)} ${zoneAt(to)}`;

/** Such as GMT+2: in summer another than in winter. */
function zoneAt(at: number): string {
  return timeWithZone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
