import type { Page } from 'playwright-core';
import { openPage } from './page.js';
import type { Client } from './client.js';
import type { Person } from './host.js';

type Watched = Window & { took?: number };

/**
 * Runs in the page: sets `took` to the milliseconds until a message with the text is within the
 * feed's view, in a frame that is about to be painted. They begin with the next click, or with the
 * navigation. It names no function inside: what compiles the benchmarks would wrap those in a helper
 * that the page does not have.
 */
export function watchFor({ text, from }: { text: string; from: 'click' | 'navigation' }): void {
  void Promise.all([
    from === 'navigation'
      ? 0 // of `performance.now()`
      : new Promise<number>((resolve) =>
          document.addEventListener('click', ({ timeStamp }) => resolve(timeStamp), {
            once: true,
            capture: true,
          }),
        ),
    (async () => {
      for (;;) {
        await new Promise((go) => requestAnimationFrame(go));
        const message = [...document.querySelectorAll('.feed .message-text')].find(
          (element) => element.textContent === text,
        );
        if (!message?.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
          continue;
        const view = message.closest('.feed')!.getBoundingClientRect();
        const { top, bottom } = message.getBoundingClientRect();
        if (top >= view.top && bottom <= view.bottom) return performance.now();
      }
    })(),
  ]).then(([began, seen]) => {
    (window as Watched).took = seen - began;
  });
}

/** What `watchFor` has measured, once it has. @throws Error of Playwright after its half a minute. */
export async function watched(page: Page): Promise<number> {
  const took = await page.waitForFunction(() => (window as Watched).took);
  return (await took.jsonValue())!;
}

/** The newest message of a conversation, and with whom it is. */
export interface Newest {
  readonly other: Person;
  readonly text: string;
}

/**
 * Milliseconds from the click on the inbox's row to the newest message in sight, in an inbox that was
 * just loaded.
 */
export async function timeToOpen(client: Client, { other, text }: Newest): Promise<number> {
  const { page } = client;
  await page.goto(new URL('/messages', page.url()).href);
  await client.row(other).waitFor();
  await client.live();
  await page.evaluate(watchFor, { text, from: 'click' as const });
  await client.row(other).click();
  return watched(page);
}

/**
 * Milliseconds from the navigation to a conversation's address until its newest message is in sight,
 * in a browser context that has the client's session and nothing else: no cache, no connection.
 */
export async function timeToLoad(client: Client, { other, text }: Newest): Promise<number> {
  const context = client.page.context();
  const { page } = await openPage(context.browser()!, {
    storageState: await context.storageState(),
  });
  try {
    await page.addInitScript(watchFor, { text, from: 'navigation' as const });
    const address = new URL(`/messages/${client.groupWith(other)}`, client.page.url());
    await page.goto(address.href, { waitUntil: 'commit' });
    return await watched(page);
  } finally {
    await page.context().close();
  }
}
