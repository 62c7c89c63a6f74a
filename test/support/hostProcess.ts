import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach } from 'vitest';
import { npmStart, root } from './npmStart.js';

/** The host as a person starts it: a process of its own, and all that it says. */
export interface HostProcess {
  readonly child: ChildProcess;
  readonly output: string[];
  /** Resolves with the first line that matches; rejects when the process ends without one. */
  line(pattern: RegExp): Promise<string>;
  /** Its `http://127.0.0.1:<port>`, once it is ready. */
  ready(): Promise<string>;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts `npm start`'s program, or another one, with these arguments. */
export function startHostProcess(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  program: readonly string[] = npmStart,
): HostProcess {
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      output.push(line);
      for (const wake of waiting) wake();
    });
  }
  let ended = false;
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => {
      ended = true;
      for (const wake of waiting) wake();
      resolve({ code, signal });
    });
  });
  const line = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = output.find((text) => pattern.test(text));
        if (found === undefined && !ended) return;
        waiting.delete(look);
        if (found !== undefined) resolve(found);
        else reject(new Error(`it ended without saying ${pattern}:\n${output.join('\n')}`));
      };
      waiting.add(look);
      look();
    });
  return {
    child,
    output,
    line,
    exited,
    ready: async () => /http:\S+(?=\/)/.exec(await line(/For clients/))![0],
  };
}

/** Starts host processes for one test file, each with what it keeps in a directory of the test's. */
export function useHostProcesses() {
  const started: HostProcess[] = [];
  const directories: string[] = [];
  afterEach(async () => {
    for (const { child, exited } of started.splice(0)) {
      child.kill('SIGTERM');
      await exited;
    }
    for (const directory of directories.splice(0)) await rm(directory, { recursive: true });
  });
  return {
    async newDataDirectory(): Promise<string> {
      directories.push(await mkdtemp(join(tmpdir(), 'messaging-')));
      return directories.at(-1)!;
    },
    start(
      args: readonly string[],
      env?: NodeJS.ProcessEnv,
      program?: readonly string[],
    ): HostProcess {
      started.push(startHostProcess(args, env, program));
      return started.at(-1)!;
    },
  };
}
