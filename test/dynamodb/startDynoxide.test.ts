import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect as connectSocket, createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { connect, createTable, startDynoxide } from '../../local/dynamodb/index.js';
import type { EngineOptions, RunningEngine } from '../../local/dynamodb/index.js';
import { table } from '../../resolvers/table.js';
import { builtProgram } from '../support/builtProgram.js';
import { childrenOf, gone, isAlive } from '../support/processes.js';

const region = 'us-east-1';
const running: RunningEngine[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((dynamoDB) => dynamoDB.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const start = async (options?: EngineOptions): Promise<RunningEngine> => {
  const dynamoDB = await startDynoxide(options);
  running.push(dynamoDB);
  return dynamoDB;
};

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'dynoxide-test-'));
  folders.push(path);
  return path;
};

const placeOf = ({ endpoint }: { endpoint: string }) => {
  const { hostname, port } = new URL(endpoint);
  return { host: hostname, port: Number(port) };
};

const connects = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connectSocket({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

const key = { pk: { S: 'a' }, sk: { S: 'b' } };

const put = async ({ endpoint }: RunningEngine): Promise<void> => {
  const client = connect({ endpoint, region });
  await createTable(client, 'kept', table);
  await client.send(new PutItemCommand({ TableName: 'kept', Item: { ...key, n: { N: '1' } } }));
  client.destroy();
};

const get = async ({ endpoint }: RunningEngine): Promise<unknown> => {
  const client = connect({ endpoint, region });
  const { Item } = await client.send(new GetItemCommand({ TableName: 'kept', Key: key }));
  client.destroy();
  return Item;
};

test('listens on one address of loopback that cannot be guessed, and on no other', async () => {
  const [dynamoDB, another] = [await start(), await start()];
  const { host, port } = placeOf(dynamoDB);
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address !== undefined && !address.internal && address.family === 'IPv4');

  expect(host).toMatch(/^127\./);
  expect(host).not.toBe('127.0.0.1');
  expect(placeOf(another).host).not.toBe(host);
  expect(await connects(host, port)).toBe(true);
  for (const other of ['127.0.0.1', '127.0.0.2', ...others.map((one) => one!.address)]) {
    expect(await connects(other, port)).toBe(false);
  }
});

test('keeps what was written in its data directory over a restart', async () => {
  const dataDirectory = join(folder(), 'made', 'by', 'it');
  const first = await start({ dataDirectory });
  await put(first);
  await first.stop();
  expect(await get(await start({ dataDirectory }))).toEqual({ ...key, n: { N: '1' } });
});

test('keeps what it had acknowledged when it is killed, and comes back at the same place', async () => {
  const dataDirectory = folder();
  const first = await start({ dataDirectory });
  await put(first);
  process.kill(first.pid, 'SIGKILL');
  expect(await first.exited).toMatchObject({ expected: false, signal: 'SIGKILL' });

  const second = await start({ dataDirectory, endpoint: first.endpoint });
  expect(second.endpoint).toBe(first.endpoint);
  expect(await get(second)).toEqual({ ...key, n: { N: '1' } });
});

test('only the owner can read its files, also in a directory that existed and was open', async () => {
  const dataDirectory = join(folder(), 'open');
  mkdirSync(dataDirectory);
  chmodSync(dataDirectory, 0o755);
  writeFileSync(join(dataDirectory, 'from before'), '');
  chmodSync(join(dataDirectory, 'from before'), 0o644);
  await put(await start({ dataDirectory }));

  const modes = readdirSync(dataDirectory).map(
    (file) => statSync(join(dataDirectory, file)).mode & 0o777,
  );
  expect(statSync(dataDirectory).mode & 0o777).toBe(0o700);
  expect(modes.length).toBeGreaterThan(2);
  expect(new Set(modes)).toEqual(new Set([0o600]));
});

test('leaves no file behind when it keeps its data in memory', async () => {
  const temporary = folder();
  vi.stubEnv('TMPDIR', temporary);
  const [stopped, killed] = [await start(), await start()];
  vi.unstubAllEnvs();
  await put(killed);
  await stopped.stop();
  process.kill(killed.pid, 'SIGKILL');
  await killed.exited;
  expect(readdirSync(temporary)).toEqual([]);
});

test('sees nothing of the environment', async () => {
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'a developer’s own');
  const dynamoDB = await start();
  vi.unstubAllEnvs();
  const guard = childrenOf(process.pid).find((pid) => childrenOf(pid).includes(dynamoDB.pid));
  expect(readFileSync(`/proc/${dynamoDB.pid}/environ`, 'utf8')).toBe('');
  expect(readFileSync(`/proc/${guard}/environ`, 'utf8')).not.toContain('AWS_');
});

test('has ended and freed its port when stop() resolves, and reports an expected end', async () => {
  const dynamoDB = await start();
  const { host, port } = placeOf(dynamoDB);
  // A client that keeps its connection does not keep it from ending.
  const socket = connectSocket({ host, port });
  await once(socket, 'connect');
  await dynamoDB.stop();
  socket.destroy();

  expect(isAlive(dynamoDB.pid)).toBe(false);
  expect(await connects(host, port)).toBe(false);
  expect(await dynamoDB.exited).toMatchObject({ expected: true, code: 0 });
});

test('ends when its guard is killed', async () => {
  const dynamoDB = await start();
  const guard = childrenOf(process.pid).find((pid) => childrenOf(pid).includes(dynamoDB.pid))!;
  process.kill(guard, 'SIGKILL');
  expect(await dynamoDB.exited).toMatchObject({ expected: false, signal: 'SIGKILL' });
  await gone([dynamoDB.pid]);
});

test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  'does not outlive a parent that ends by %s',
  async (signal) => {
    const parent = spawn(
      process.execPath,
      [await builtProgram('test/dynamodb/parent.ts'), 'dynoxide'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    const { endpoint, pid } = JSON.parse(line) as { endpoint: string; pid: number };
    const { host, port } = placeOf({ endpoint });
    const family = [pid, ...childrenOf(parent.pid!)];
    expect(family.length).toBeGreaterThan(1);
    expect(await connects(host, port)).toBe(true);

    parent.kill(signal);
    await gone(family);
    expect(await connects(host, port)).toBe(false);
  },
);

test('stops when its signal is aborted, also before it listens', async () => {
  const early = new AbortController();
  const starting = startDynoxide({ signal: early.signal });
  early.abort(new Error('enough'));
  await expect(starting).rejects.toThrow('enough');

  const late = new AbortController();
  const dynamoDB = await start({ signal: late.signal });
  late.abort();
  expect(await dynamoDB.exited).toMatchObject({ expected: true });
});

test('names the port when another program listens where it should come back', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  await expect(start({ endpoint: `http://127.0.0.1:${port}` })).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: expect.stringContaining(`port ${port}`) as string,
  });
  other.close();
});

test('refuses a data directory that another one has open, under whatever name', async () => {
  const dataDirectory = join(folder(), 'data');
  await start({ dataDirectory });
  const sameDirectory = join(dataDirectory, '..', 'data');
  await expect(start({ dataDirectory: sameDirectory })).rejects.toMatchObject({
    code: 'DATA_DIRECTORY',
    message: expect.stringContaining('in use') as string,
  });
});

test('takes the data directory of one that was killed a moment ago', async () => {
  const dataDirectory = folder();
  const first = await start({ dataDirectory });
  process.kill(first.pid, 'SIGKILL');
  await first.exited;
  await start({ dataDirectory });
});

test('says that what is in the data directory is damaged', async () => {
  const dataDirectory = folder();
  writeFileSync(join(dataDirectory, 'dynoxide.db'), 'no database'.repeat(100));
  await expect(start({ dataDirectory })).rejects.toMatchObject({
    code: 'DATA_DIRECTORY',
    message: expect.stringContaining('damaged') as string,
  });
});
