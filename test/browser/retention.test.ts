import { beforeEach, describe, expect, it } from 'vitest';
import { useBrowser } from './support/browser.js';
import type { Client } from './support/client.js';
import { choose, inConversation } from './support/conversing.js';
import { makePerson, useHost, type Person } from './support/host.js';

const DAY = 86_400_000; // ms
/** How far the service's clock is ahead of the browsers'. */
let ahead = 0;
const browser = useBrowser();
const host = useHost({ messageRetentionDays: 7, resolverClock: () => Date.now() + ahead });

let mira: Person;
let noor: Person;
let one: Client;
let other: Client;
beforeEach(async () => {
  ahead = 0;
  mira = await makePerson(host.current, 'Mira');
  noor = await makePerson(host.current, 'Noor');
  const between = [mira, noor] as const;
  [one, other] = await inConversation({ browser: browser.current, host: host.current, between });
});

const texts = (client: Client) => client.page.locator('.message .message-text').allTextContents();

describe('A conversation that is open while its messages pass their time', () => {
  it('says of a message that it no longer exists, and goes on with new ones', async () => {
    ahead = 8 * DAY;
    await choose(one, 'hello', 'Unsend');
    await one.page.getByText('This message no longer exists.').waitFor();
    await other.write('still here');
    await one.message('still here').waitFor();
    await one.page.reload();
    await one.message('still here').waitFor();
    await expect.poll(() => texts(one)).toEqual(['still here']);
  });

  it('ends at the limit, with a quote whose original is not there any more', async () => {
    ahead = 4 * DAY;
    await choose(other, 'hello', 'Reply');
    await other.write('an answer');
    await one.message('an answer').locator('.quote').getByText('hello').waitFor();
    ahead = 8 * DAY;
    await one.page.reload();
    const quote = one.message('an answer').locator('.quote');
    await expect.poll(() => quote.textContent()).toBe('This message is not available');
    expect(await texts(one)).toEqual(['an answer']);
    expect(await one.page.locator('.feed').getAttribute('data-has-older')).not.toBe('true');
  });

  it('catches up after a connection that broke before the limit', async () => {
    await one.page.context().setOffline(true);
    ahead = 8 * DAY;
    await other.post(mira, ['while you were away']);
    await one.page.context().setOffline(false);
    await one.message('while you were away').waitFor();
    expect(one.complaints.filter((text) => !/Failed to fetch|ERR_INTERNET/.test(text))).toEqual([]);
  });
});

describe('A conversation whose newest message is past', () => {
  it('is in no list, and comes back with the next message', async () => {
    await one.row(noor).waitFor();
    ahead = 8 * DAY;
    await one.page.reload();
    await one.live();
    await expect.poll(() => one.row(noor).count()).toBe(0);
    await other.write('again');
    await expect
      .poll(() => one.row(noor).locator('.inbox-row-preview').textContent())
      .toBe('again');
  });
});
