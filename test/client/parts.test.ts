import { describe, expect, it, onTestFinished } from 'vitest';
import { avatarColour, avatarColours, initialsOf } from '../../client/src/ui/parts/avatar';
import { interfaceLocale } from '../../client/src/ui/parts/locale';
import { dayHeading, dayKey, relativeTime } from '../../client/src/ui/parts/time';
import { ada } from './support/messages';

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

describe('Avatars', () => {
  it.each(avatarColours)('white initials can be read on %s', (colour) => {
    expect(1.05 / (luminance(colour) + 0.05)).toBeGreaterThanOrEqual(4.5);
  });

  it('have the same colour for the same person', () => {
    expect(avatarColour(ada)).toBe(avatarColour(ada));
    expect(avatarColours).toContain(avatarColour(ada));
  });

  it.each([
    ['Ada Lovelace', 'AL'],
    ['Ada King of Lovelace', 'AL'],
    ['ada', 'A'],
    ['  ', '?'],
    ['👩‍👩‍👧 Family', '👩‍👩‍👧F'],
    ['é́cole', 'É́'],
    ['محمد علي', 'مع'],
  ])('of %s say %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe('Dates and times', () => {
  const at = new Date(2026, 5, 17, 15, 4);
  const formatted = (language: string, options: Intl.DateTimeFormatOptions): string => {
    const { locale, hourCycle } = interfaceLocale(language);
    return new Intl.DateTimeFormat(locale, { ...options, hourCycle }).format(at);
  };

  it.each(['de-DE', 'ar-EG', 'fa-IR', 'ja-JP', 'th-TH', 'tr', 'en-GB', 'en-US'])(
    'are in English for a reader of %s',
    (language) => {
      const words = formatted(language, { dateStyle: 'full' });
      expect(words).toMatch(/Wednesday/);
      expect(words).toMatch(/June/);
      expect(words).toMatch(/17/);
      expect(words).toMatch(/2026/);
    },
  );

  it.each([
    ['de-DE', /^15:04$/],
    ['fr', /^15:04$/],
    ['en-GB', /^15:04$/],
    ['en-US', /^3:04\sPM$/],
    ['hi-IN', /^3:04\s[ap]m$/i],
  ])('have the clock that a reader of %s is used to', (language, time) => {
    expect(formatted(language, { timeStyle: 'short' })).toMatch(time);
  });
});

describe('Times', () => {
  const now = new Date(2026, 5, 17, 15, 0);
  const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

  it('are relative within the hour, and by the clock within the day', () => {
    expect(relativeTime(new Date(2026, 5, 17, 14, 59, 30), now)).toBe('now');
    expect(relativeTime(new Date(2026, 5, 17, 14, 48), now)).toMatch(/^12\smin/);
    const morning = new Date(2026, 5, 17, 0, 1);
    expect(relativeTime(morning, now)).toBe(clock.format(morning));
  });

  it('are by the day before that', () => {
    expect(relativeTime(new Date(2026, 5, 16, 23, 59), now)).toBe('yesterday');
    expect(relativeTime(new Date(2026, 5, 12, 9, 0), now)).toBe('Fri');
    expect(relativeTime(new Date(2026, 2, 1, 9, 0), now)).not.toContain('2026');
    expect(relativeTime(new Date(2025, 5, 17, 9, 0), now)).toContain('2025');
  });

  it('of a clock that is ahead are now', () => {
    expect(relativeTime(new Date(2026, 5, 17, 15, 3), now)).toBe('now');
  });

  it('count days of the calendar, not of 24 hours', () => {
    expect(dayHeading(new Date(2026, 5, 16, 23, 59), new Date(2026, 5, 17, 0, 1))).toBe(
      'Yesterday',
    );
    expect(dayHeading(new Date(2026, 5, 17, 0, 1), new Date(2026, 5, 17, 23, 59))).toBe('Today');
  });

  it('count days of 23 and 25 hours as days', () => {
    const { TZ } = process.env;
    process.env.TZ = 'Europe/Berlin';
    onTestFinished(() => {
      if (TZ === undefined) delete process.env.TZ;
      else process.env.TZ = TZ;
    });
    const autumn = new Date('2026-10-26T00:30:00+01:00');
    expect(dayHeading(new Date('2026-10-25T00:15:00+02:00'), autumn)).toBe('Yesterday');
    expect(dayHeading(new Date('2026-10-24T23:45:00+02:00'), autumn)).not.toBe('Yesterday');
    const spring = new Date('2026-03-30T00:30:00+02:00');
    expect(dayHeading(new Date('2026-03-29T00:15:00+01:00'), spring)).toBe('Yesterday');
    expect(dayHeading(new Date('2026-03-28T23:45:00+01:00'), spring)).not.toBe('Yesterday');
    // The hour that comes twice is in one day.
    const [first, second] = ['2026-10-25T02:15:00+02:00', '2026-10-25T02:15:00+01:00'];
    expect(dayKey(new Date(first))).toBe(dayKey(new Date(second)));
  });
});
