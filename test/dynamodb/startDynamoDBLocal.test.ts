import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, connect as connectSocket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { connect, createTable, startDynamoDBLocal } from '../../local/dynamodb/index.js';
import type { DynamoDBLocalOptions, RunningEngine } from '../../local/dynamodb/index.js';
import { table } from '../../resolvers/table.js';
import { builtProgram } from '../support/builtProgram.js';

/** A backstop: a JVM starts in a second, and in many on a machine that is busy. */
vi.setConfig({ testTimeout: 180_000 });

const region = 'us-east-1';
const running: RunningEngine[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((dynamoDB) => dynamoDB.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const start = async (options?: DynamoDBLocalOptions): Promise<RunningEngine> => {
  const dynamoDB = await startDynamoDBLocal(options);
  running.push(dynamoDB);
  return dynamoDB;
};

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'dynamodb-local-test-'));
  folders.push(path);
  return path;
};

const portOf = ({ endpoint }: { endpoint: string }): number => Number(new URL(endpoint).port);

const connects = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connectSocket({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** A zombie, whose parent has not waited for it yet, is not alive. */
const isAlive = (pid: number): boolean => {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z\s]/.test(stdout.trim());
};

test('listens on loopback and on no other interface', async () => {
  const dynamoDB = await start();
  const port = portOf(dynamoDB);
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address !== undefined && !address.internal && address.family === 'IPv4');

  expect(isAlive(dynamoDB.pid)).toBe(true);
  expect(await connects('127.0.0.1', port)).toBe(true);
  // 127.0.0.2 is this machine too: a server on all interfaces answers there.
  expect(await connects('127.0.0.2', port)).toBe(false);
  for (const other of others) expect(await connects(other?.address ?? '', port)).toBe(false);
});

test('keeps what was written in its data directory over a restart', async () => {
  const dataDirectory = join(folder(), 'made', 'by', 'it');
  const key = { pk: { S: 'a' }, sk: { S: 'b' } };

  const first = await start({ dataDirectory });
  const client = connect({ endpoint: first.endpoint, region });
  await createTable(client, 'kept', table);
  await client.send(new PutItemCommand({ TableName: 'kept', Item: { ...key, n: { N: '1' } } }));
  client.destroy();
  await first.stop();
  expect(statSync(dataDirectory).mode & 0o777).toBe(0o700);

  const second = await start({ dataDirectory });
  const again = connect({ endpoint: second.endpoint, region });
  await createTable(again, 'kept', table);
  const { Item } = await again.send(new GetItemCommand({ TableName: 'kept', Key: key }));
  again.destroy();
  expect(Item).toEqual({ ...key, n: { N: '1' } });
});

test('loses nothing that it had acknowledged when it is killed in the middle of writing', async () => {
  const dataDirectory = folder();
  const first = await start({ dataDirectory });
  const client = connect({ endpoint: first.endpoint, region });
  await createTable(client, 'kept', table);
  const acknowledged: string[] = [];
  const put = async (sk: string) => {
    const Item = { pk: { S: 'a' }, sk: { S: sk } };
    await client.send(new PutItemCommand({ TableName: 'kept', Item }));
    acknowledged.push(sk);
    if (acknowledged.length === 10) process.kill(first.pid, 'SIGKILL');
  };
  await Promise.allSettled(Array.from({ length: 40 }, (_, index) => put(`item${index}`)));
  client.destroy();

  const second = await start({ dataDirectory });
  const again = connect({ endpoint: second.endpoint, region });
  const query = {
    TableName: 'kept',
    KeyConditionExpression: 'pk = :a',
    ExpressionAttributeValues: { ':a': { S: 'a' } },
  };
  const { Items = [] } = await again.send(new QueryCommand(query));
  again.destroy();
  expect(acknowledged.length).toBeLessThan(40);
  expect(Items.map(({ sk }) => sk?.S)).toEqual(expect.arrayContaining(acknowledged));
});

test('leaves no file behind when it keeps its data in memory', async () => {
  const temporary = folder();
  const env = { ...process.env, JAVA_TOOL_OPTIONS: `-Djava.io.tmpdir=${temporary}` };
  const stopped = await start({ env });
  const killed = await start({ env });
  const client = connect({ endpoint: killed.endpoint, region });
  await createTable(client, 'memory', table);
  client.destroy();

  await stopped.stop();
  process.kill(killed.pid, 'SIGKILL');
  await killed.exited;

  expect(readdirSync(temporary)).toEqual([]);
});

test('has ended and freed its port when stop() resolves, and reports an expected end', async () => {
  const dynamoDB = await start();
  await dynamoDB.stop();

  expect(isAlive(dynamoDB.pid)).toBe(false);
  expect(await connects('127.0.0.1', portOf(dynamoDB))).toBe(false);
  expect(await dynamoDB.exited).toMatchObject({ expected: true, code: 0 });
});

test('reports an unexpected end when it is killed', async () => {
  const dynamoDB = await start();
  process.kill(dynamoDB.pid, 'SIGKILL');

  expect(await dynamoDB.exited).toMatchObject({ expected: false, signal: 'SIGKILL' });
});

test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  'does not outlive a parent that ends by %s',
  async (signal) => {
    const parent = spawn(
      process.execPath,
      [await builtProgram('test/dynamodb/parent.ts'), 'dynamodb-local'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    const { endpoint, pid } = JSON.parse(line) as { endpoint: string; pid: number };
    expect(await connects('127.0.0.1', portOf({ endpoint }))).toBe(true);
    const lost = new Promise((resolve) => {
      const socket = connectSocket({ host: '127.0.0.1', port: portOf({ endpoint }) });
      socket.once('connect', () => parent.kill(signal)).once('close', resolve);
      socket.on('error', () => undefined);
    });

    await lost;
    await expect.poll(() => connects('127.0.0.1', portOf({ endpoint }))).toBe(false);
    await expect.poll(() => isAlive(pid)).toBe(false);
  },
);

test('stops when its signal is aborted, also before it listens', async () => {
  const early = new AbortController();
  const starting = startDynamoDBLocal({ signal: early.signal });
  early.abort(new Error('enough'));
  await expect(starting).rejects.toThrow('enough');

  const late = new AbortController();
  const dynamoDB = await start({ signal: late.signal });
  late.abort();
  expect(await dynamoDB.exited).toMatchObject({ expected: true });
});

test('names the port when another program listens on it', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;

  await expect(start({ port })).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: expect.stringContaining(`port ${port}`) as string,
  });
  other.close();
});

test('says how to get Java when there is none', async () => {
  const env = { PATH: folder() };

  await expect(start({ env })).rejects.toMatchObject({
    code: 'JAVA_MISSING',
    message: expect.stringContaining('apt-get install default-jre-headless') as string,
  });
});

test('refuses a data directory that another one has open', async () => {
  const dataDirectory = folder();
  const first = await start({ dataDirectory });
  const client = connect({ endpoint: first.endpoint, region });
  await createTable(client, 'open', table);
  client.destroy();

  await expect(start({ dataDirectory })).rejects.toMatchObject({ code: 'DATA_DIRECTORY' });
});
