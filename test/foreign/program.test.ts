import { once } from 'node:events';
import { cp, readFile, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { isBelow } from '../../local/command/watchCode.js';
import { useHostProcesses } from '../support/hostProcess.js';
import { files, READING_KEY, Visitor } from './useLibrary.js';
import { dynamoDBEndpoint } from '../support/dynamodb.js';
import { npmRunHost } from '../support/npmStart.js';

/** A backstop: a start takes seconds, and several times that on a machine that is busy. */
vi.setConfig({ testTimeout: 180_000 });

const hosts = useHostProcesses();
const env = { ...process.env, DYNAMODB_ENDPOINT: dynamoDBEndpoint() };
const start = (args: readonly string[], more: NodeJS.ProcessEnv = env) =>
  hosts.start(args, more, npmRunHost);

/** The library's files, to be changed; and the arguments that serve them. */
async function copyLibrary() {
  const copy = await hosts.newDataDirectory();
  for (const name of ['library.graphql', 'library.json', 'resolvers', 'lib']) {
    const source = fileURLToPath(new URL(`./${name}`, import.meta.url));
    await cp(source, join(copy, name), { recursive: true });
  }
  const [schema, manifest] = [join(copy, 'library.graphql'), join(copy, 'library.json')];
  return { copy, args: ['--schema', schema, '--manifest', manifest, '--port', '0'] };
}
const original = ['--schema', files.schema, '--manifest', files.manifest];

describe('what is below a directory', () => {
  it.each([
    ['/api/data', '/api/data', true],
    ['/api/data', '/api/data/cognito/users.json', true],
    ['/api/data', '/api/database.js', false],
    ['/api/data', '/api/resolvers/book.js', false],
    ['/api', '/api/..data', true],
  ])('%s, %s: %s', (directory, path, expected) => {
    expect(isBelow(directory, path)).toBe(expected);
  });
});

describe('npm run host', () => {
  it('starts with a DynamoDB of its own, serves, and ends in order', async () => {
    const host = start([...original, '--port', '0'], { ...env, DYNAMODB_ENDPOINT: '' });
    const visitor = new Visitor(await host.ready(), { apiKey: READING_KEY });
    expect(await visitor.get('{ book(isbn: "none") { title } }')).toEqual({ book: null });
    expect(host.output.join('\n')).toMatch(/GraphQL .*\/graphql[^]*Real time .*ws:[^]*Cognito/);
    host.child.kill('SIGTERM');
    expect(await host.exited).toEqual({ code: 0, signal: null });
  });

  it('keeps tables and users in the directory that it is given', async () => {
    const data = await hosts.newDataDirectory();
    const args = [...original, '--port', '0', '--data', data];
    const users: string[] = [];
    const keys: Buffer[] = [];
    for (const time of ['first', 'second']) {
      const host = start(args, { ...env, DYNAMODB_ENDPOINT: '' });
      const url = await host.ready();
      users.push(await readFile(join(data, 'cognito/users.json'), 'utf8'));
      keys.push(await readFile(join(data, 'nextTokenKey')));
      host.child.kill('SIGTERM');
      expect((await host.exited).code, `${time} end of ${url}`).toBe(0);
    }
    expect(JSON.parse(users[1]!)).toEqual(JSON.parse(users[0]!));
    // Pages that were begun before the restart go on.
    expect(keys[1]).toEqual(keys[0]);
    expect((await stat(join(data, 'nextTokenKey'))).mode & 0o777).toBe(0o600);
  });

  it('says what it does not understand, how it is used, and ends with 2', async () => {
    for (const [args, words] of [
      [[], /--schema is missing/],
      [['--schema', files.schema], /--manifest is missing/],
      [['--schemas', 'x'], /--schemas/],
      [[...original, '--port', 'x'], /The port is "x"/],
    ] as const) {
      const host = start(args);
      await host.line(words);
      await host.line(/Usage: npm run host/);
      expect((await host.exited).code).toBe(2);
    }
  });

  it('says which port is taken and what to do, and ends with 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const host = start([...original, '--port', `${port}`]);
    await host.line(new RegExp(`Port ${port} is taken.*--port N`));
    expect((await host.exited).code).toBe(1);
    taken.close();
  });

  it('names every problem of a manifest, file and place, without a stack, and ends with 1', async () => {
    const { copy, args } = await copyLibrary();
    const path = join(copy, 'library.json');
    const manifest = JSON.parse(await readFile(path, 'utf8'));
    manifest.functions.findBook.dataSource = 'catalog';
    manifest.resolvers['Query.book'].code = 'book.vtl';
    await writeFile(path, JSON.stringify(manifest));
    const host = start(args);
    expect((await host.exited).code).toBe(1);
    const output = host.output.join('\n');
    expect(output).toContain(
      `${path}: functions.findBook.dataSource: function 'findBook' names unknown data source 'catalog'`,
    );
    expect(output).toContain(
      `${path}: resolvers["Query.book"].code: VTL is not served by this host; see docs/host.md, "Not served"`,
    );
    expect(output).not.toMatch(/^\s+at /m);
  });

  it('swaps code that is changed, keeps the old where the new is not good', async () => {
    const { copy, args } = await copyLibrary();
    const host = start([...args, '--watch']);
    const visitor = new Visitor(await host.ready(), { apiKey: READING_KEY });
    const file = join(copy, 'resolvers/book.js');
    const book = (title: string) =>
      `export function request() { return { operation: 'GetItem', key: { isbn: { S: 'x' } } }; }
export function response() { return { isbn: 'x', title: '${title}', author: 'a', copies: 1 }; }`;
    const titleNow = async () =>
      (await visitor.get('{ book(isbn: "x") { title } }')).book as { title: string };

    await writeFile(file, book('first'));
    await host.line(/code swapped/);
    expect(await titleNow()).toEqual({ title: 'first' });

    await writeFile(file, `${book('second')}\nlet i = 0; i++;`);
    await host.line(/resolvers\/book\.js:3:\d+: no-disallowed-unary-operators/);
    expect(await titleNow()).toEqual({ title: 'first' });

    await writeFile(join(copy, 'library.graphql'), 'type Query { other: String }');
    await host.line(/library\.graphql: has changed; start again for it to count/);
    expect(await titleNow()).toEqual({ title: 'first' });
  });
});
