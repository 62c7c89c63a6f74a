import { expect, it } from 'vitest';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { makePerson, useHost } from './support/host.js';
import { configureFor, useProxy } from './support/proxy.js';

const browser = useBrowser();
const host = useHost();
const proxy = useProxy(() => Number(new URL(host.current.url).port));
const LOST = 'Connection lost';

it('a connection that is lost is told, and what was missed is there once it is back', async () => {
  const [ada, ben] = [await makePerson(host.current, 'Ada'), await makePerson(host.current, 'Ben')];
  const one = await Client.signIn(browser.current, originOf(host.current), ada);
  const other = await Client.signIn(browser.current, proxy.current.origin, ben, {
    prepare: (page) => configureFor(page, host.current.url, proxy.current.origin),
  });
  await one.find(ben);
  await one.write('before');
  await other.open(ada);
  await other.message('before').waitFor();
  expect(await other.page.getByText(LOST).count()).toBe(0);

  proxy.current.refuses = true;
  proxy.current.cut();
  await other.page.getByText(LOST).waitFor();
  await one.write('meanwhile');
  await one.message('meanwhile', 'sent').waitFor();
  await other.write('from the dark');
  await other
    .message('from the dark', 'waiting')
    .or(other.message('from the dark', 'sending'))
    .waitFor();

  proxy.current.refuses = false;
  await other.message('meanwhile').waitFor();
  await other
    .row(ada)
    .getByText(/meanwhile|from the dark/)
    .waitFor();
  await one.message('from the dark').waitFor();
  await other.page.getByText(LOST).waitFor({ state: 'detached' });
  await other.live();
  const texts = ['before', 'from the dark', 'meanwhile'];
  expect((await other.readThrough()).map(({ text }) => text).sort()).toEqual(texts);
});
