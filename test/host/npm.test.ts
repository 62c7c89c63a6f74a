import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { files } from '../foreign/useLibrary.js';
import { root } from '../support/npmStart.js';
import { childrenOf, gone } from '../support/processes.js';

const started: number[] = [];
afterEach(() => {
  for (const pid of started.splice(0)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended, as it should.
    }
  }
});

/** Runs a script of package.json by npm, as a person, a script or a CI job does. */
async function npmRun(args: readonly string[]): Promise<ChildProcess> {
  const npm = spawn('npm', ['run', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(npm.pid!);
  const output: string[] = [];
  await new Promise<void>((resolve, reject) => {
    for (const stream of [npm.stdout, npm.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        output.push(line);
        if (line.includes('For clients') || line.includes('GraphQL  ')) resolve();
      });
    }
    npm.once('close', () => reject(new Error(`it ended early:\n${output.join('\n')}`)));
  });
  return npm;
}

/** A process, its children, and theirs. */
const treeOf = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(treeOf)];

describe('a SIGTERM to npm', () => {
  it.each([
    ['start', ['start', '--', '--port', '0', '--in-memory', '--no-seed']],
    [
      'run host',
      ['host', '--', '--schema', files.schema, '--manifest', files.manifest, '--port', '0'],
    ],
  ])('ends everything that npm %s started', async (_name, args) => {
    const npm = await npmRun(args);
    const processes = treeOf(npm.pid!);
    started.push(...processes);
    // npm, and at least the host and its DynamoDB.
    expect(processes.length).toBeGreaterThan(2);
    npm.kill('SIGTERM');
    await gone(processes);
  });
});
