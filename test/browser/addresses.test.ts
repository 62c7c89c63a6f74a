import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { messageGroupUuidOf } from '../../client/src/messaging/messageGroupUuid.js';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { devices } from './support/devices.js';
import { makePerson, useHost, type Person } from './support/host.js';

const browser = useBrowser();
const host = useHost();

let ada: Person;
let ben: Person;
beforeEach(async () => {
  ada = await makePerson(host.current, 'Ada');
  ben = await makePerson(host.current, 'Ben');
});
const signIn = (
  person: Person,
  options: Parameters<typeof Client.signIn>[3] = {},
): Promise<Client> => Client.signIn(browser.current, originOf(host.current), person, options);

/** Ada with a conversation with Ben, at her inbox, and two messages of Ben's that she has not read. */
async function withUnread(options: Parameters<typeof Client.signIn>[3]): Promise<Client> {
  const [one, other] = [await signIn(ada, options), await signIn(ben)];
  await other.post(ada, ['first', 'second']);
  await one.accept(ben);
  await one.row(ben).getByText('second').waitFor();
  return one;
}

describe.each(devices)('On a %s, an address of no page', (_device, options) => {
  const group = (): string => messageGroupUuidOf(ada.uuid, ben.uuid);
  it.each([
    ['of no page', () => '/messages/foo/bar'],
    ['of a conversation and more', () => `/messages/${group()}/extra`],
    ['of a person and more', () => `/messages/new/${ben.handle}/extra`],
    [
      'of a conversation with an unknown user',
      () => `/messages/${[ada.uuid, randomUUID()].sort().join('_')}`,
    ],
    ['of no conversation', () => '/messages/foo'],
  ])('%s says so, with a way back', async (_what, path) => {
    const one = await signIn(ada, options);
    await one.page.goto(originOf(host.current) + path());
    await one.page.getByRole('heading', { name: 'Not found' }).waitFor();
    expect(await one.field.count()).toBe(0);
    expect(await one.page.title()).toBe('Not found · Messages');
    await one.page.getByRole('link', { name: 'Go to your messages' }).click();
    await one.page.waitForURL('**/messages');
    expect(await one.page.title()).toBe('Messages');
  });

  it('of a conversation with an unknown user is not found either after another one', async () => {
    const one = await withUnread(options);
    await one.open(ben);
    await expect.poll(() => one.page.title()).toBe('Ben · Messages');
    const nowhere = `/messages/${[ada.uuid, randomUUID()].sort().join('_')}`;
    await one.page.evaluate((to) => history.pushState(null, '', to), nowhere);
    await one.page.getByRole('heading', { name: 'Not found' }).waitFor();
    await expect.poll(() => one.page.title()).toBe('Not found · Messages');
  });
});

describe.each(devices)('On a %s, the title of the tab', (_device, options) => {
  it('names the page and has the same number as the inbox, on every page', async () => {
    const one = await withUnread(options);
    const origin = originOf(host.current);
    const badge = one.page.getByTestId('unread-total');
    for (const [path, title] of [
      ['/messages', 'Messages'],
      ['/messages/new', 'New message · Messages'],
      ['/messages/new/nobody_at_all', '@nobody_at_all · Messages'],
      [`/messages/new/${ada.handle}`, `@${ada.handle} · Messages`],
      ['/messages/foo', 'Not found · Messages'],
      ['/messages/foo/bar', 'Not found · Messages'],
    ]) {
      await one.page.goto(origin + path!);
      await expect.poll(() => one.page.title()).toBe(`(2) ${title}`);
      expect(await badge.textContent()).toContain('2');
    }
    await one.page.goto(`${origin}/messages/${one.groupWith(ben)}`);
    await expect.poll(() => one.page.title()).toBe('Ben · Messages');
    await badge.waitFor({ state: 'detached' });
  });
});

describe('On a phone, the arrow back', () => {
  const [, options] = devices.find(([device]) => device === 'phone')!;
  const arrow = (client: Client) =>
    client.page.getByRole('link', { name: 'Back to all conversations' });

  it('goes back in history: the browser’s Back does not open the conversation again', async () => {
    const one = await withUnread(options);
    await one.page.goto('about:blank');
    await one.page.goto(`${originOf(host.current)}/messages`);
    await one.open(ben);
    await arrow(one).click();
    await one.page.waitForURL('**/messages');
    await one.page.goBack();
    expect(one.page.url()).toBe('about:blank');
  });

  it('leads over the search for a person back to the inbox', async () => {
    const one = await signIn(ada, options);
    await one.page.goto('about:blank');
    await one.page.goto(`${originOf(host.current)}/messages`);
    await one.find(ben);
    await one.write('hello');
    await one.page.waitForURL(`**/messages/${one.groupWith(ben)}`);
    await arrow(one).click();
    await one.page.waitForURL('**/messages');
    await one.page.goBack();
    expect(one.page.url()).toBe('about:blank');
  });

  it('leads to the inbox also from an address that was opened by itself', async () => {
    const one = await withUnread(options);
    await one.page.goto('about:blank');
    await one.page.goto(`${originOf(host.current)}/messages/${one.groupWith(ben)}`);
    await one.field.waitFor();
    await arrow(one).click();
    await one.page.waitForURL('**/messages');
    await one.row(ben).waitFor();
  });
});
