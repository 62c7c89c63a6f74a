import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { textOf, writeConversation } from './support/bulk.js';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { devices } from './support/devices.js';
import { makePerson, useHost, type Person } from './support/host.js';

const browser = useBrowser();
const host = useHost();

const DAY = 86_400_000; // ms

let ada: Person;
let ben: Person;
beforeEach(async () => {
  ada = await makePerson(host.current, 'Ada');
  ben = await makePerson(host.current, 'Ben');
});

/** Chromium's accessibility tree of the conversation: texts and separators, in the order of reading. */
async function readOut(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const said: string[] = [];
  const read = (id: string): void => {
    const { role, name, ignored, childIds = [] } = byId.get(id)!;
    const what = ignored ? undefined : (role?.value as string | undefined);
    if (what === 'button') return; // of each message, its menu
    if (what === 'separator') return void said.push(`-- ${String(name?.value)} --`);
    // A name and the colon after it are two texts.
    if (what === 'StaticText' && name?.value === ':') said.push(`${said.pop() ?? ''}:`);
    else if (what === 'StaticText') said.push(String(name?.value));
    childIds.forEach(read);
  };
  const feed = nodes.find(
    ({ role, name }) => role?.value === 'region' && name?.value === 'Messages with Ben',
  );
  read(feed!.nodeId);
  return said;
}

/** What the page's live regions hold. */
const announced = (page: Page): Promise<string[]> =>
  page
    .locator('[role="log"], [role="status"], [role="alert"], [aria-live]')
    .evaluateAll((regions) =>
      regions.flatMap((region) => [...region.querySelectorAll('p')].map((p) => p.textContent)),
    );

describe.each(devices)('On a %s, a screen reader', (_device, options) => {
  it('reads of each message name, text, time and state, and the line as a separator', async () => {
    const { client } = host.current.table;
    const noon = Math.floor(Date.now() / DAY) * DAY - DAY / 2;
    await writeConversation({
      client,
      between: [ada, ben],
      count: 4,
      unread: 1,
      begin: noon, // of yesterday
      interval: 10 * 60_000,
    });
    const one = await Client.signIn(browser.current, originOf(host.current), ada, {
      ...options,
      timezoneId: 'UTC',
      // Every push comes twice.
      prepare: (page) =>
        page.routeWebSocket('**/graphql/realtime', (socket) => {
          const service = socket.connectToServer();
          service.onMessage((text) => {
            socket.send(text);
            if ((JSON.parse(String(text)) as { type: string }).type === 'data') socket.send(text);
          });
        }),
    });
    const other = await Client.signIn(browser.current, originOf(host.current), ben);
    await one.open(ben);
    await one.page.getByRole('separator', { name: 'New messages' }).waitFor();
    const time = 'yesterday';
    expect(await readOut(one.page)).toEqual([
      'Yesterday',
      ...['You:', textOf(0), time, 'Sent'],
      ...['Ben:', textOf(1), time],
      ...['You:', textOf(2), time, 'Seen'],
      '-- New messages --',
      ...['Ben:', textOf(3), time],
    ]);

    await other.post(ada, ['one', 'two']);
    await one.message('two').waitFor();
    await expect.poll(() => announced(one.page)).toEqual(['Ben: one', 'Ben: two']);
    // The conversation itself is silent.
    expect(
      await one.page.locator('.feed').locator('xpath=ancestor-or-self::*[@aria-live]').count(),
    ).toBe(0);
    expect(await one.page.locator('.feed').locator('[aria-live], [role="log"]').count()).toBe(0);
  });
});
