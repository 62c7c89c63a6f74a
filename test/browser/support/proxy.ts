import { connect, createServer, type Socket } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

/** A line between browser and host that can be cut. */
export interface Proxy {
  readonly origin: string;
  /** Ends every connection at once, without a goodbye. */
  cut(): void;
  /**
   * Sockets carry nothing any more, and neither end is told, as when a router has forgotten them.
   * Requests get through.
   */
  silence(): void;
  /** While true, every connection is refused. */
  refuses: boolean;
}

/** Forwards to the host's port as long as it is there. */
export function useProxy(hostPort: () => number): { readonly current: Proxy } {
  const sockets = new Set<Socket>();
  const silences = new Set<() => void>();
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
    const onEnd = (): void => void client.destroy();
    upstream.on('close', onEnd);
    client.once('data', (head) => {
      if (!/^upgrade: websocket/im.test(String(head))) return;
      silences.add(() => {
        upstream.off('close', onEnd);
        client.unpipe(upstream).resume();
        upstream.unpipe(client).destroy();
      });
    });
  });
  const cut = (): void => sockets.forEach((socket) => socket.resetAndDestroy());
  const silence = (): void => {
    silences.forEach((one) => one());
    silences.clear();
  };
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    const origin = `http://localhost:${address.port}`;
    holder.current = { origin, cut, silence, refuses: false };
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
