import { beforeAll, describe, expect, it } from 'vitest';
import { moderatorsGroup } from '../../resolvers/moderators.js';
import { newPerson } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';
import { decide, report, suspensionOf } from '../support/reports.js';
import { looks, violations } from './support/axe.js';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { devices } from './support/devices.js';
import { useHost } from './support/host.js';

const DAY = 24 * 60 * 60_000;
const BAD = 'Give me your password, or else. https://example.com/prize';
const WORDS = 'This frightens me.';
const REASONS = 'A threat is against the rules of this place.';

const browser = useBrowser();
const host = useHost();

let mod: Person;
beforeAll(async () => {
  mod = await newPerson(host.current, 'Mod', [moderatorsGroup]);
});

const at = (path: string): string => originOf(host.current) + path;
const signIn = (person: Person, options: Parameters<typeof Client.signIn>[3] = {}) =>
  Client.signIn(browser.current, originOf(host.current), person, options);

/** Ben has written something to Ada, who has reported it. */
async function reported() {
  const [ada, ben] = [await newPerson(host.current, 'Ada'), await newPerson(host.current, 'Ben')];
  const messageGroupUuid = groupOf(ada, ben);
  await ada.send({ recipientUuid: ben.uuid, message: 'Hello Ben' });
  const { uuid: messageUuid } = await ben.send({ messageGroupUuid, message: BAD });
  const { uuid } = await report(ada, {
    messageGroupUuid,
    uuid: messageUuid,
    reason: 'HARASSMENT',
    comment: WORDS,
    context: true,
  });
  return { ada, ben, messageGroupUuid, uuid };
}

const suspend = (uuid: string) =>
  decide(mod, {
    uuid,
    decision: 'SUSPEND_SENDER',
    suspendedUntil: new Date(Date.now() + 5 * DAY).toISOString(),
    statement: REASONS,
  });

/** The worker has reached the rows: sends into existing conversations are refused too. */
const cannotSend = (person: Person, messageGroupUuid: string) =>
  expect
    .poll(async () => {
      const input = { messageGroupUuid, message: 'before the worker came' };
      return (await person.ask(operations.createMessage, { input })).errors?.[0]?.errorType;
    })
    .toBe('AccountSuspended');

const row = ({ page }: Client, uuid: string) => page.locator(`[data-report="${uuid}"]`);
const banner = ({ page }: Client) => page.getByRole('region', { name: 'Suspension' });
const decideButton = ({ page }: Client) => page.getByRole('button', { name: 'Decide' });

describe.each(devices)('On a %s', (_device, options) => {
  it('a report is seen and decided; sender and reporter see the decision', async () => {
    const { ada, ben, messageGroupUuid, uuid } = await reported();
    const sender = await signIn(ben, options);
    await sender.open(ada);
    const moderator = await signIn(mod, options);
    const { page } = moderator;
    await page.getByRole('link', { name: 'Reports' }).click();
    await row(moderator, uuid).click();
    await page.getByRole('heading', { name: 'Report: Harassment' }).waitFor();
    await page.getByText(WORDS).waitFor();
    const evidence = page.getByRole('listitem').filter({ hasText: 'Reported message' });
    expect(await evidence.locator('.message-text').textContent()).toBe(BAD);
    expect(await evidence.getByRole('link').count()).toBe(0);
    await page.getByText('Hello Ben').waitFor();
    await page.locator('.report-facts').getByText(`@${ada.handle}`).waitFor();
    await page.locator('.report-facts').getByText(`@${ben.handle}`).waitFor();

    await page.getByLabel('Suspend the sender').check();
    await page.getByLabel('Reasons').fill(REASONS);
    await decideButton(moderator).click();
    await page.getByText('The decision is stored.').waitFor();
    await page.getByText('Sender suspended until').waitFor();
    await page.getByText('May not send messages until').waitFor();
    await page.goto(at('/moderation'));
    await page.getByRole('navigation', { name: 'States of reports' }).waitFor();
    await page.getByRole('link', { name: 'Decided' }).click();
    await row(moderator, uuid).waitFor();
    await page.getByRole('link', { name: 'Open' }).click();
    await row(moderator, uuid).waitFor({ state: 'detached' });

    // The sender has not loaded the page again: the first refusal says it.
    await cannotSend(ben, messageGroupUuid);
    await sender.write('one more');
    await sender.message('one more', 'failed').waitFor();
    await sender.page.locator('.message-form').getByText('You cannot send messages').waitFor();
    expect(await sender.field.count()).toBe(0);
    await sender.page.goto(at('/messages'));
    await banner(sender).getByText(REASONS).waitFor();
    await banner(sender).getByRole('link', { name: 'moderators@example.com' }).waitFor();

    const reporter = await signIn(ada, options);
    await reporter.page.getByRole('link', { name: 'Settings' }).click();
    await reporter.page.getByRole('link', { name: 'Your reports' }).click();
    const mine = row(reporter, uuid);
    await mine.getByText('may not send messages for some time').waitFor();
    await mine.getByText(REASONS).waitFor();
  });

  it('a reported message is removed for both people, and its evidence stays', async () => {
    const { ada, ben, uuid } = await reported();
    const sender = await signIn(ben, options);
    await sender.open(ada);
    await sender.message(BAD).waitFor();
    const moderator = await signIn(mod, options);
    const { page } = moderator;
    await page.goto(at(`/moderation/${uuid}`));
    await page.getByLabel('Remove the message').check();
    await page.getByText('It goes for both people').waitFor();
    await page.getByLabel('Reasons').fill(REASONS);
    await decideButton(moderator).click();
    await page.getByText('Message removed').waitFor();
    await page.getByText(BAD).waitFor();

    await sender.page.getByText('Removed by a moderator').waitFor();
    expect(await sender.message(BAD).count()).toBe(0);
    const reporter = await signIn(ada, options);
    await reporter.page.goto(at('/reports'));
    await row(reporter, uuid).getByText('The moderators have removed the message.').waitFor();

    // A second time there is nothing to remove.
    await page.getByLabel('Remove the message').check();
    await page.getByLabel('Reasons').fill(REASONS);
    await decideButton(moderator).click();
    await page.getByRole('alert').getByText('The message is gone already').waitFor();
  });

  it('a message that was unsent before the report has no text in the evidence', async () => {
    const [ada, ben] = [await newPerson(host.current, 'Ada'), await newPerson(host.current, 'Ben')];
    const messageGroupUuid = groupOf(ada, ben);
    const { uuid } = await ben.send({ recipientUuid: ada.uuid, message: BAD });
    const sender = await signIn(ben, options);
    sender.page.on('dialog', (dialog) => void dialog.accept());
    await sender.page.goto(at(`/messages/${messageGroupUuid}`));
    await sender.message(BAD).getByRole('button', { name: 'Options of your message' }).click();
    await sender.message(BAD).getByRole('button', { name: 'Unsend' }).click();
    await sender.page.getByText('You unsent this message').waitFor();
    const made = await report(ada, { messageGroupUuid, uuid });
    const { page } = await signIn(mod, options);
    await page.goto(at(`/moderation/${made.uuid}`));
    await page.getByText('It was unsent or removed before the report.').waitFor();
    expect(await page.getByText(BAD).count()).toBe(0);
  });

  it('the address is not found by those who are no moderators', async () => {
    const { ada } = await reported();
    const one = await signIn(ada, options);
    expect(await one.page.getByRole('link', { name: 'Reports' }).count()).toBe(0);
    for (const path of ['/moderation', '/moderation/decided', '/moderation/foo']) {
      await one.page.goto(at(path));
      await one.page.getByRole('heading', { name: 'Not found' }).waitFor();
      expect(await one.page.title()).toBe('Not found');
    }
  });
});

describe('A suspended person', () => {
  it('can write again once the moderators dismiss the report', async () => {
    const { ada, ben, uuid } = await reported();
    await suspend(uuid);
    const sender = await signIn(ben);
    await banner(sender).waitFor();
    await sender.row(ada).click();
    await sender.page.locator('.message-form').getByText('You cannot send messages').waitFor();
    await decide(mod, { uuid, decision: 'DISMISS' });
    await sender.page.reload();
    await sender.field.waitFor();
    expect(await banner(sender).count()).toBe(0);
  });
});

describe('A moderator', () => {
  it('decides by keyboard alone', async () => {
    const { ben, uuid } = await reported();
    const client = await signIn(mod);
    const { page } = client;
    await page.goto(at('/moderation'));
    await row(client, uuid).focus();
    await page.keyboard.press('Enter');
    const reportGroup = page.getByRole('group', { name: 'Report', exact: true });
    await reportGroup.focus();
    await page.keyboard.press('Tab'); // the radio buttons, none of which is chosen
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    expect(await page.getByLabel('Suspend the sender').isChecked()).toBe(true);
    const reasons = page.getByLabel('Reasons');
    const hasFocus = () => reasons.evaluate((field) => field === document.activeElement);
    while (!(await hasFocus())) await page.keyboard.press('Tab'); // the parts of the date
    await page.keyboard.type(REASONS);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('The decision is stored.').waitFor();
    // Where the decision is said is where one goes on.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.className))
      .toBe('report-done');
    expect((await suspensionOf(ben))?.statement).toBe(REASONS);
  });

  it('reads why a decision was not taken, and what they wrote stays', async () => {
    const { uuid } = await reported();
    const client = await signIn(mod);
    const { page } = client;
    await page.goto(at(`/moderation/${uuid}`));
    await page.getByLabel('Dismiss the report').check();
    await page.getByLabel('Reasons').fill('\u3164');
    await decideButton(client).click();
    await page.getByText('The statement has nothing in it that can be seen.').waitFor();
    await page.getByLabel('Reasons').fill('x'.repeat(501));
    await page.getByText('1 characters too many').waitFor();
    await page.getByLabel('Reasons').fill(REASONS);
    await page.context().setOffline(true);
    await decideButton(client).click();
    await page.context().setOffline(false);
    await page.getByText('The decision is stored.').waitFor();
  });

  it('does not decide about a report of their own', async () => {
    const ben = await newPerson(host.current, 'Ben');
    const { uuid, messageGroupUuid } = await ben.send({ recipientUuid: mod.uuid, message: BAD });
    const made = await report(mod, { messageGroupUuid, uuid });
    const client = await signIn(mod);
    await client.page.goto(at(`/moderation/${made.uuid}`));
    await client.page.getByText('Another moderator decides about it.').waitFor();
    expect(await decideButton(client).count()).toBe(0);
  });

  it('comes to the page that they asked for before they signed in', async () => {
    const client = await Client.signIn(browser.current, at('/moderation/decided'), mod);
    await client.page.getByRole('link', { name: 'Decided' }).waitFor();
  });
});

describe.each(looks)('axe finds nothing ($name)', ({ options }) => {
  it('in the lists, a report, its form, a suspension and one’s own reports', async () => {
    const [open, decided] = [await reported(), await reported()];
    await suspend(decided.uuid);
    const found: Record<string, string[]> = {};
    const client = await signIn(mod, options);
    const { page } = client;
    await page.goto(at('/moderation'));
    await row(client, open.uuid).waitFor();
    found.open = await violations(page);
    await row(client, open.uuid).click();
    await page.getByLabel('Suspend the sender').check();
    found.form = await violations(page);
    await page.goto(at(`/moderation/decided/${decided.uuid}`));
    await page.getByText('Sender suspended until').waitFor();
    found.decided = await violations(page);
    await page.goto(at('/moderation/foo'));
    await page.getByText('There is no such report').waitFor();
    found.none = await violations(page);

    const sender = await signIn(decided.ben, options);
    await banner(sender).waitFor();
    found.banner = await violations(sender.page);
    await sender.row(decided.ada).click();
    await sender.page.locator('.message-form').getByText('You cannot send messages').waitFor();
    found.composer = await violations(sender.page);

    const reporter = await signIn(decided.ada, options);
    await reporter.page.goto(at('/reports'));
    await row(reporter, decided.uuid).waitFor();
    found.reports = await violations(reporter.page);
    expect(Object.values(found).flat()).toEqual([]);
  });
});
