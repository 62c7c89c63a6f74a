import { beforeEach, describe, expect, it } from 'vitest';
import { looks, violations } from './support/axe.js';
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

type Options = Parameters<typeof Client.signIn>[3];
/** Ada and Ben at their clients, who say yes to each question. */
async function signIn(options: Options = {}): Promise<readonly [Client, Client]> {
  const clients = [
    await Client.signIn(browser.current, originOf(host.current), ada, options),
    await Client.signIn(browser.current, originOf(host.current), ben, options),
  ] as const;
  for (const { page } of clients) page.on('dialog', (dialog) => void dialog.accept());
  return clients;
}

const toList = (client: Client): Promise<void> =>
  client.page.goto(`${originOf(host.current)}/messages`).then(() => client.live());

describe.each(devices)('On a %s, the first message of a stranger', (_device, options) => {
  it('waits in the requests: it does not ring, has no live link, and an answer accepts it', async () => {
    const [one, other] = await signIn(options);
    await one.find(ben);
    await one.write('look at https://example.com/lantern');
    await one.page.locator('.message[data-state="sent"]').waitFor();

    await other.requests.waitFor();
    expect(await other.requests.textContent()).toBe('Requests1');
    expect(await other.row(ada).count()).toBe(0);
    expect(await other.page.title()).not.toMatch(/^\(/);
    expect(await other.page.getByRole('log').textContent()).toBe('');

    await other.openRequest(ada);
    await other.page.getByText('look at https://example.com/lantern').last().waitFor();
    expect(await other.page.locator('.message a').count()).toBe(0);
    await other.write('who are you?');
    await one.message('who are you?').waitFor();
    await other.page
      .getByRole('region', { name: 'Message request' })
      .waitFor({ state: 'detached' });
    await toList(other);
    await other.row(ada).waitFor();
    expect(await other.requests.count()).toBe(0);
  });

  it('that is deleted leaves the list, and the next one is a request again', async () => {
    const [one, other] = await signIn(options);
    await one.find(ben);
    await one.write('first');
    await one.message('first', 'sent').waitFor();
    await other.openRequest(ada, 'Delete');
    await other.requests.waitFor({ state: 'detached' });
    await one.write('second');
    await one.message('second', 'sent').waitFor();
    await other.openRequest(ada);
    await other.message('second').waitFor();
    expect(await other.message('first').count()).toBe(0);
  });
});

describe.each(devices)('On a %s, a person', (_device, options) => {
  /** Ada and Ben have written to each other, and are in their conversation. */
  async function inConversation(): Promise<readonly [Client, Client]> {
    const [one, other] = await signIn(options);
    await one.find(ben);
    await one.write('hello');
    await other.open(ada);
    await other.write('hello back');
    await one.message('hello back').waitFor();
    return [one, other];
  }

  it('who is blocked learns that messages do not go through; the blocker reads on, and unblocks', async () => {
    const [one, other] = await inConversation();
    await other.choose('Block');
    await other.page.getByText('You block Ada').waitFor();
    await other.message('hello').waitFor();

    await one.write('are you there?');
    await one.message('are you there?', 'failed').waitFor();
    await one.page.getByText('this person cannot get messages from you').first().waitFor();
    expect(await one.page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    expect(await one.page.locator('.connection[data-status="live"]').count()).toBe(1);

    await other.page.goto(`${originOf(host.current)}/settings`);
    await other.page.getByRole('button', { name: 'Unblock Ada' }).click();
    await other.page.getByText('You block no one.').waitFor();
    await one.page.getByRole('button', { name: 'Discard' }).click();
    await one.write('once more');
    await one.message('once more', 'sent').waitFor();
    await toList(other);
    await other.open(ada);
    await other.message('once more').waitFor();
    expect(await other.message('are you there?').count()).toBe(0);
  });

  it('mutes a conversation, which then does not count in the title', async () => {
    const [one, other] = await inConversation();
    await other.choose('Mute');
    await toList(other);
    await other.row(ada).getByText('Muted').waitFor();
    await one.write('psst');
    await one.message('psst', 'sent').waitFor();
    await other.row(ada).getByText('psst').waitFor();
    await other.row(ada).locator('.badge').waitFor();
    expect(await other.page.title()).not.toMatch(/^\(/);
  });

  it('archives a conversation, finds it in the archive, and a new message brings it back', async () => {
    const [one, other] = await inConversation();
    await other.choose('Archive');
    await other.page.getByText('You have no conversations yet.').waitFor();
    await other.page.goto(`${originOf(host.current)}/messages/archive`);
    await other.row(ada).waitFor();
    await one.write('come back');
    await other.row(ada).waitFor({ state: 'detached' });
    await toList(other);
    await other.row(ada).getByText('come back').waitFor();
  });

  it('deletes a conversation for themself; what comes later is all that they see of it', async () => {
    const [one, other] = await inConversation();
    await other.choose('Delete for me');
    await other.page.getByText('You have no conversations yet.').waitFor();
    await one.message('hello back').waitFor();
    await one.write('new');
    await other.row(ada).getByText('new').waitFor();
    await other.open(ada);
    await other.message('new').waitFor();
    expect(await other.message('hello').count()).toBe(0);
  });

  it('reports a message, once', async () => {
    const [, other] = await inConversation();
    const menu = other.message('hello').getByLabel('Options of a message of Ada');
    await menu.focus();
    await menu.press('Enter');
    await other.message('hello').getByRole('button', { name: 'Report' }).click();
    const dialog = other.page.getByRole('dialog', { name: 'Report a message' });
    await dialog.getByLabel('Reason').selectOption('Harassment');
    await dialog.getByLabel('What happened').fill('They shout.');
    await dialog.getByRole('button', { name: 'Report', exact: true }).click();
    await dialog.getByText('The moderators will look at it').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });

    await other.choose('Report');
    await dialog.getByRole('button', { name: 'Report', exact: true }).click();
    await dialog.getByText('You have reported this message already.').waitFor();
  });

  it('closes the door to strangers: a message to them does not go through', async () => {
    const [one, other] = await signIn(options);
    await other.page.goto(`${originOf(host.current)}/settings`);
    const door = other.page.getByRole('switch', { name: /may send you a request/ });
    const stored = other.page.waitForResponse((response) =>
      (response.request().postData() ?? '').includes('updateSettings'),
    );
    await door.uncheck();
    await stored;
    await other.page.reload();
    await expect.poll(() => door.isChecked()).toBe(false);
    await one.find(ben);
    await one.write('let me in');
    await one.page.getByText('this person cannot get messages from you').first().waitFor();
  });
});

describe.each(looks)('axe finds nothing ($name)', ({ options }) => {
  it('in requests, a request, the menus, a report, a block and the settings', async () => {
    const [one, other] = await signIn(options);
    const { page } = other;
    const found: Record<string, string[]> = {};
    await one.find(ben);
    await one.write('hello');
    await one.message('hello', 'sent').waitFor();
    await other.requests.click();
    await other.row(ada).waitFor();
    found.requests = await violations(page);
    await other.row(ada).click();
    await page.getByRole('region', { name: 'Message request' }).waitFor();
    await other.message('hello').waitFor();
    await page.getByLabel('Conversation options').click();
    found.request = await violations(page);
    await page.locator('.pane-head').getByRole('button', { name: 'Report', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    found.report = await violations(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await other.choose('Block');
    await page.getByText('You block Ada').waitFor();
    found.block = await violations(page);
    await page.goto(`${originOf(host.current)}/settings`);
    await page.getByRole('button', { name: 'Unblock Ada' }).waitFor();
    found.settings = await violations(page);
    expect(found).toEqual({ requests: [], request: [], report: [], block: [], settings: [] });
  });
});
