import { interfaceLocale } from './locale';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Makes a value when it is needed first: the first load pays for each that is made before. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const reader = once(interfaceLocale);

function format(options: Intl.DateTimeFormatOptions): (at: Date) => string {
  const made = once(() => {
    const { locale, hourCycle } = reader();
    return new Intl.DateTimeFormat(locale, { ...options, hourCycle });
  });
  return (at) => made().format(at);
}

const weekday = format({ weekday: 'short' });
const dayOfYear = format({ day: 'numeric', month: 'short' });
const date = format({ dateStyle: 'medium' });
const longDay = format({ weekday: 'long', day: 'numeric', month: 'long' });
const relative = once(
  () => new Intl.RelativeTimeFormat(reader().locale, { numeric: 'auto', style: 'short' }),
);
const relativeLong = once(() => new Intl.RelativeTimeFormat(reader().locale, { numeric: 'auto' }));

/** With date, seconds and weekday. */
export const exactTime = format({ dateStyle: 'full', timeStyle: 'medium' });

/** Date, hours and minutes, for copies of messages. */
export const copiedTime = format({ dateStyle: 'medium', timeStyle: 'short' });

/** Hours and minutes. */
const clockTime = format({ timeStyle: 'short' });

/** As short as can be understood: how long ago within the hour, then the clock, the weekday, the date. */
export function relativeTime(at: Date, now: Date): string {
  const age = now.getTime() - at.getTime();
  if (age < MINUTE) return relative().format(0, 'second');
  if (age < HOUR) return relative().format(-Math.floor(age / MINUTE), 'minute');
  const days = daysBetween(at, now);
  if (days === 0) return clockTime(at);
  if (days === 1) return relativeLong().format(-1, 'day');
  if (days < 7) return weekday(at);
  return at.getFullYear() === now.getFullYear() ? dayOfYear(at) : date(at);
}

/** The heading of a day's messages. */
export function dayHeading(at: Date, now: Date): string {
  const days = daysBetween(at, now);
  if (days === 0 || days === 1) return capitalised(relativeLong().format(-days, 'day'));
  return at.getFullYear() === now.getFullYear() ? longDay(at) : date(at);
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
