import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { useHostProcesses } from '../support/hostProcess.js';
import { npmStart, root } from '../support/npmStart.js';

const hosts = useHostProcesses();

/** A backstop: a start takes seconds, and several times that on a machine that is busy. */
vi.setConfig({ testTimeout: 180_000 });

/** A checkout of its own, in which the test edits. */
let checkout: string;
const program = () => npmStart.map((word) => (word.endsWith('.mjs') ? join(checkout, word) : word));

beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'checkout-'));
  const parts = ['generated', 'lib', 'local', 'resolvers', 'scripts', 'triggers'];
  const files = ['package.json', 'tsconfig.json', 'schema.graphql'];
  for (const part of [...parts, ...files]) {
    await cp(join(root, part), join(checkout, part), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'));
});
afterAll(() => rm(checkout, { recursive: true }));

const start = () =>
  hosts.start(['--port', '0', '--in-memory', '--no-seed'], process.env, program());

/** Starts a host and ends it. Resolves with what it has said. */
async function outputOf(host = start()): Promise<string> {
  await host.ready();
  host.child.kill('SIGTERM');
  await host.exited;
  return host.output.join('\n');
}

async function edit(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(checkout, path), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(checkout, path), text.replace(from, to));
}

it('builds what has changed since the start before, and nothing else', async () => {
  expect(await outputOf()).toContain('bundling the resolvers');
  expect(await outputOf()).not.toContain('bundling');

  await edit('local/messaging/welcome.ts', 'Explorer  ', 'Discoverer');
  expect(await outputOf()).toContain('Discoverer');

  await rm(join(checkout, 'build/triggers/worker'), { recursive: true });
  expect(await outputOf()).toContain('bundling the resolvers');
  expect(await outputOf()).not.toContain('bundling');
});

it('refuses code that it has taken before, once it is edited', async () => {
  await outputOf();
  await edit('resolvers/pipeline.ts', 'export ', 'export const time = Date.now();\nexport ');
  for (const refused of [start(), start()]) {
    await refused.line(/pipeline\.js:\d+:\d+: .* has no Date/);
    expect(await refused.exited).toEqual({ code: 1, signal: null });
  }
});
