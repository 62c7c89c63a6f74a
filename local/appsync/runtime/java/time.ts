import { createRequire } from 'node:module';
import type * as Joda from '@js-joda/core';
import { HostFault, unsupported } from '../errors.js';

const require = createRequire(import.meta.url);

/** The library, loaded at the first call: few APIs format times. */
const joda = (): typeof Joda => require('@js-joda/core') as never;

/**
 * Formats and parses times with the patterns of Java's DateTimeFormatter, by js-joda. Letters whose
 * text depends on a locale or a zone's name (`EEE`, `MMM`, `a`, `z`, `VV`) are refused: AppSync's
 * locale is not known.
 */

/** Formats an instant. `zone` is an offset such as `+08:00`, or a region; UTC by default. */
export function formatTime(epochMilliseconds: number, pattern: string, zone = 'Z'): string {
  const { Instant, ZonedDateTime } = joda();
  const instant = Instant.ofEpochMilli(epochMilliseconds);
  return guarded(() =>
    ZonedDateTime.ofInstant(instant, offsetAt(zone, epochMilliseconds)).format(formatter(pattern)),
  );
}

/** Parses a text into epoch milliseconds. The offset comes from the text or from `zone`. */
export function parseTime(text: string, pattern: string, zone?: string): number {
  const hasOffset = /[XxZ]/u.test(lettersOf(pattern));
  if (hasOffset && zone !== undefined) unsupported('a format with an offset beside a time zone');
  if (!hasOffset && zone === undefined) unsupported('a format without an offset and no time zone');
  const { LocalDateTime, OffsetDateTime } = joda();
  return guarded(() => {
    if (hasOffset) return OffsetDateTime.parse(text, formatter(pattern)).toInstant().toEpochMilli();
    return localToEpoch(LocalDateTime.parse(text, formatter(pattern)), zone!);
  });
}

/** Parses an ISO 8601 text with date, time and offset into epoch milliseconds. */
export function parseIsoTime(text: string): number {
  return guarded(() => joda().OffsetDateTime.parse(text).toInstant().toEpochMilli());
}

const unsupportedFormat =
  'not supported by this host: a time format with text, a locale or zone names';

/** The pattern without its quoted texts. */
const lettersOf = (pattern: string) => pattern.replace(/'[^']*'/gu, '');

const formatters = new Map<string, Joda.DateTimeFormatter>();

function formatter(pattern: string): Joda.DateTimeFormatter {
  let known = formatters.get(pattern);
  if (!known) {
    const letters = lettersOf(pattern);
    // A region is already an offset when it is formatted, so its name would be wrong.
    if (letters.includes('V')) throw new HostFault(unsupportedFormat);
    if (letters.includes('F')) unsupported('a format with F, where releases of Java differ');
    known = joda().DateTimeFormatter.ofPattern(pattern);
    if (formatters.size >= 200) formatters.clear();
    formatters.set(pattern, known);
  }
  return known;
}

function offsetAt(zone: string, epochMilliseconds: number): Joda.ZoneOffset {
  const { ZoneOffset } = joda();
  if (/^[+-]|^Z$/u.test(zone)) return ZoneOffset.of(zone);
  const parts = regionFormat(zone).formatToParts(epochMilliseconds);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return ZoneOffset.of(/^GMT(.+)$/u.exec(name)?.[1] ?? 'Z');
}

function regionFormat(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch {
    throw new HostFault(`there is no time zone ${zone}`);
  }
}

function localToEpoch(local: Joda.LocalDateTime, zone: string): number {
  const asUtc = local.toInstant(joda().ZoneOffset.UTC).toEpochMilli();
  // The offset depends on the instant and the instant on the offset. Two steps settle it, except
  // for the hours around a change of clocks.
  const first = asUtc - offsetAt(zone, asUtc).totalSeconds() * 1000;
  const second = asUtc - offsetAt(zone, first).totalSeconds() * 1000;
  if (asUtc - offsetAt(zone, second).totalSeconds() * 1000 !== second) {
    unsupported('a time that the clocks of its zone skip');
  }
  return second;
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { DateTimeException, DateTimeParseException } = joda();
    if (error instanceof HostFault) throw error;
    if (error instanceof DateTimeParseException || error instanceof DateTimeException) {
      throw new HostFault(error.message.split(', at index')[0]!);
    }
    // js-joda's message about letters that belong to its locale package.
    throw new HostFault(unsupportedFormat);
  }
}
