import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';

const directories: string[] = [];
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

const lockModule = new URL('../../local/dynamodb/dynoxide/lock.mjs', import.meta.url).href;

/** A process that asks for the lock as on a platform, and whether it got it. */
async function ask(directory: string, platform: string) {
  const program = `import { lock } from ${JSON.stringify(lockModule)};
    console.log((await lock(...process.argv.slice(1))) !== undefined);
    process.stdin.resume();`;
  const args = ['--input-type=module', '--eval', program, directory, platform];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, got: line === 'true' };
}

// Where no kernel object fits, a socket in the directory does: it works on Linux as well.
describe.each(['linux', 'darwin'])('the lock of a data directory, as on %s', (platform) => {
  const newDirectory = () => {
    directories.push(mkdtempSync(join(tmpdir(), 'lock-')));
    return directories.at(-1)!;
  };

  test('is one process’s at a time, and free again when that is killed', async () => {
    const directory = newDirectory();
    const first = await ask(directory, platform);
    expect(first.got).toBe(true);
    expect((await ask(directory, platform)).got).toBe(false);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    expect((await ask(directory, platform)).got).toBe(true);
  });

  test('is of one directory', async () => {
    expect((await ask(newDirectory(), platform)).got).toBe(true);
    expect((await ask(newDirectory(), platform)).got).toBe(true);
  });
});
