import { beforeAll, describe, expect, it } from 'vitest';
import { writeConversation } from './support/bulk.js';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { makePerson, useHost, type Person } from './support/host.js';

const browser = useBrowser();
const host = useHost();

const MINUTE = 60_000;

/**
 * Of each change of the clocks: a message every 30 minutes, from an hour and a half before it. The moments
 * are those of the time zone database.
 */
const changes: readonly {
  readonly zone: string;
  readonly change: string;
  readonly at: string;
  readonly clocks: readonly string[];
}[] = [
  {
    zone: 'Europe/Berlin',
    change: 'forward by an hour',
    at: '2026-03-29T01:00:00Z',
    clocks: ['00:30', '01:00', '01:30', '03:00', '03:30', '04:00'],
  },
  {
    zone: 'Europe/Berlin',
    change: 'back by an hour',
    at: '2026-10-25T01:00:00Z',
    clocks: ['01:30', '02:00', '02:30', '02:00', '02:30', '03:00'],
  },
  {
    zone: 'America/New_York',
    change: 'forward by an hour',
    at: '2026-03-08T07:00:00Z',
    clocks: ['00:30', '01:00', '01:30', '03:00', '03:30', '04:00'],
  },
  {
    zone: 'America/New_York',
    change: 'back by an hour',
    at: '2026-11-01T06:00:00Z',
    clocks: ['00:30', '01:00', '01:30', '01:00', '01:30', '02:00'],
  },
  {
    zone: 'Australia/Lord_Howe',
    change: 'back by half an hour',
    at: '2026-04-04T15:00:00Z',
    clocks: ['00:30', '01:00', '01:30', '01:30', '02:00', '02:30'],
  },
  {
    zone: 'Australia/Lord_Howe',
    change: 'forward by half an hour',
    at: '2026-10-03T15:30:00Z',
    clocks: ['00:30', '01:00', '01:30', '02:30', '03:00', '03:30'],
  },
];

let ada: Person;
beforeAll(async () => {
  ada = await makePerson(host.current, 'Ada');
});

/** The headings and times of the conversation, from the top. */
const shown = ({ page }: Client): Promise<string[]> =>
  page
    .locator('.feed li')
    .evaluateAll((rows) =>
      rows
        .sort((one, other) => Number(one.dataset.index) - Number(other.dataset.index))
        .map((row) => row.querySelector('.day, time')!.textContent),
    );

describe.each(changes)('In $zone, where the clocks go $change', ({ zone, at, clocks }) => {
  it('messages have the times of the clocks then, and the days their headings', async () => {
    const ben = await makePerson(host.current, 'Ben');
    const change = Date.parse(at);
    const begin = change - 90 * MINUTE;
    const { client } = host.current.table;
    const interval = 30 * MINUTE; // each has its own time
    await writeConversation({ client, between: [ada, ben], count: 6, begin, interval });
    const one = await Client.signIn(browser.current, originOf(host.current), ada, {
      locale: 'de-DE',
      timezoneId: zone,
    });
    const group = `${originOf(host.current)}/messages/${one.groupWith(ben)}`;
    const openAt = async (time: number): Promise<string[]> => {
      await one.page.clock.setFixedTime(time);
      await one.page.goto(group);
      await one.messages.nth(5).waitFor();
      return shown(one);
    };
    // On that day, late on the next one, and early on the day after it.
    expect(await openAt(change + 12 * 60 * MINUTE)).toEqual(['Today', ...clocks]);
    const night = change + 44 * 60 * MINUTE;
    expect((await openAt(night))[0]).toBe('Yesterday');
    expect((await openAt(night + 6 * 60 * MINUTE))[0]).toMatch(/^(Sun|Mon|Satur)day/);
  });
});
