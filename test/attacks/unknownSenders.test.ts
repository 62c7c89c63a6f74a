import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { endAfterEach, startHost } from '../realtime/host.js';
import { ManualClock } from '../realtime/manualClock.js';
import { useMessaging } from '../support/messaging.js';

const messaging = useMessaging();
endAfterEach();

/** Sends the head of a request, but no body, and resolves with the status line of the response. */
async function statusOf(head: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(messaging.host.url).port), '127.0.0.1');
  try {
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer.toString('latin1').split('\r\n')[0]!;
  } finally {
    socket.destroy();
  }
}

describe('A sender without a valid credential', () => {
  it.each([
    ['without a token', []],
    ['with a forged token', ['Authorization: a.b.c']],
  ])('%s is refused before the host reads the body', async (_what, headers) => {
    const head = ['POST /graphql HTTP/1.1', 'Host: localhost', ...headers];
    const refused = 'HTTP/1.1 401 Unauthorized';
    expect(await statusOf([...head, 'Content-Length: 1000000'])).toBe(refused);
    expect(await statusOf([...head, 'Content-Length: 20'])).toBe(refused);
    expect(await statusOf([...head, 'Transfer-Encoding: chunked'])).toBe(refused);
  });

  it('holds a refused socket for one second at most, even without answering the close', async () => {
    const clock = new ManualClock();
    const host = await startHost({ clock });
    const client = await host.connect({ token: 'forged' });
    client.webSocket.pause();
    clock.advance(250);
    expect(host.realtime.connections).toBe(1);
    clock.advance(1_000);
    await expect.poll(() => host.realtime.connections).toBe(0);
  });
});
