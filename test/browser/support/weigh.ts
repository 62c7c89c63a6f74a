import type { Client } from './client.js';

/** Bytes of live objects, and elements on the page. */
export async function weigh({ page }: Client): Promise<{ heap: number; elements: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return {
    heap: usedSize,
    elements: await page.evaluate(() => document.querySelectorAll('*').length),
  };
}
