import { connect, createServer, type Socket } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

/** A line between browser and host that can be cut. */
export interface Proxy {
  readonly origin: string;
  /** Ends every connection at once, without a goodbye. */
  cut(): void;
  /** While true, every connection is refused. */
  refuses: boolean;
}

/** Forwards to the host's port as long as it is there. */
export function useProxy(hostPort: () => number): { readonly current: Proxy } {
  const sockets = new Set<Socket>();
  const holder = {} as { current: Proxy };
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Cut, or no host there: the other end is closed by its own socket.
    socket.on('error', () => undefined);
  };
  const server = createServer((client) => {
    if (holder.current.refuses) return void client.resetAndDestroy();
    const upstream = connect(hostPort(), '127.0.0.1');
    keep(client);
    keep(upstream);
    client.pipe(upstream).pipe(client);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  const cut = (): void => sockets.forEach((socket) => socket.resetAndDestroy());
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    holder.current = { origin: `http://localhost:${address.port}`, cut, refuses: false };
  });
  afterAll(async () => {
    cut();
    await new Promise((resolve) => server.close(resolve));
  });
  return holder;
}

/** Lets the client find API and user pool behind the proxy, as a deployment's own file would. */
export async function configureFor(page: Page, hostUrl: string, origin: string): Promise<void> {
  const from = hostUrl.replace('http://', '');
  const to = origin.replace('http://', '');
  await page.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(from, to) });
  });
}
