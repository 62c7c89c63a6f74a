import { interfaceLocale } from './locale';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const { locale, hourCycle } = interfaceLocale();
const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale, options);

const exact = format({ dateStyle: 'full', timeStyle: 'medium', hourCycle });
const copied = format({ dateStyle: 'medium', timeStyle: 'short', hourCycle });
const clock = format({ timeStyle: 'short', hourCycle });
const weekday = format({ weekday: 'short' });
const dayOfYear = format({ day: 'numeric', month: 'short' });
const date = format({ dateStyle: 'medium' });
const longDay = format({ weekday: 'long', day: 'numeric', month: 'long' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
const relativeLong = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

/** With date, seconds and weekday. */
export const exactTime = (at: Date): string => exact.format(at);

/** Date, hours and minutes, for copies of messages. */
export const copiedTime = (at: Date): string => copied.format(at);

/** Hours and minutes. */
const clockTime = (at: Date): string => clock.format(at);

/** As short as can be understood: how long ago within the hour, then the clock, the weekday, the date. */
export function relativeTime(at: Date, now: Date): string {
  const age = now.getTime() - at.getTime();
  if (age < MINUTE) return relative.format(0, 'second');
  if (age < HOUR) return relative.format(-Math.floor(age / MINUTE), 'minute');
  const days = daysBetween(at, now);
  if (days === 0) return clockTime(at);
  if (days === 1) return relativeLong.format(-1, 'day');
  if (days < 7) return weekday.format(at);
  return at.getFullYear() === now.getFullYear() ? dayOfYear.format(at) : date.format(at);
}

/** The heading of a day's messages. */
export function dayHeading(at: Date, now: Date): string {
  const days = daysBetween(at, now);
  if (days === 0 || days === 1) return capitalised(relativeLong.format(-days, 'day'));
  return at.getFullYear() === now.getFullYear() ? longDay.format(at) : date.format(at);
}

/** A key for a day of the reader's calendar. */
export const dayKey = (at: Date): string =>
  `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;

/** Midnights between two moments. Rounded: days of 23 and 25 hours are days too. */
function daysBetween(earlier: Date, later: Date): number {
  const midnight = (at: Date): number => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(later) - midnight(earlier)) / (24 * HOUR));
}

const capitalised = (text: string): string => {
  const [first = '', ...rest] = text;
  return first.toUpperCase() + rest.join('');
};
