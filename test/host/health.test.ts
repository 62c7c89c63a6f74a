import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, it, vi } from 'vitest';
import { startHost } from '../../local/messaging/host.js';
import { uniqueTableName, useDynamoDB } from '../support/dynamodb.js';

/** A backstop: the demo conversations take a while on a machine that is busy. */
vi.setConfig({ testTimeout: 180_000 });

const dynamoDB = useDynamoDB();

/** On loopback, at a port of the system's choice. */
async function listen(onConnection: (socket: Socket) => void) {
  const server = createServer(onConnection).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

it('/health says what the host waits for, and 200 when the demo conversations are there', async () => {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const { hostname, port } = new URL(dynamoDB.endpoint);
  // Everybody who comes waits until it is opened.
  const gate = await listen((socket) => {
    socket.pause();
    void opened.then(() => {
      const beyond = connect(Number(port), hostname);
      socket.on('error', () => beyond.destroy()).pipe(beyond);
      beyond.on('error', () => socket.destroy()).pipe(socket);
    });
  });
  const free = await listen((socket) => socket.destroy());
  await new Promise((resolve) => free.server.close(resolve));
  const health = async (): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${free.port}/health`);
    return [response.status, ((await response.json()) as { status: string }).status];
  };

  const starting = startHost({
    port: free.port,
    dynamodbEndpoint: `http://127.0.0.1:${gate.port}`,
    tableName: uniqueTableName(),
  });
  try {
    await vi.waitFor(async () => expect(await health()).toEqual([503, 'waiting for DynamoDB']), {
      timeout: 8_000,
    });
    open();
    await starting;
    expect(await health()).toEqual([200, 'ok']);
  } finally {
    open();
    await (await starting).stop();
    gate.server.close();
  }
});
