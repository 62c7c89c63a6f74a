import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { npmStart, root } from '../../test/support/npmStart.js';
import { now } from './statistics.js';

/** A host as `npm start` starts it, on a free port. */
export interface StartedHost {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from the start of the process until DynamoDB was there. */
  readonly tableAfter: number;
  /** Milliseconds from the start of the process until it was ready. */
  readonly readyAfter: number;
  stop(): Promise<void>;
}

/**
 * @param args where it keeps its data, and more of `npm start`'s arguments
 * @throws Error with its output if it ends before it is ready
 */
export const startAsNpmStart = async (args: readonly string[]): Promise<StartedHost> => {
  const start = now();
  const child = spawn(process.execPath, [...npmStart, '--port', '0', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const said: string[] = [];
  let tableAfter = NaN;
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        said.push(line);
        if (line.includes('opening the table')) tableAfter = now() - start;
        const [, found] = /Web client\s+(http:\/\/[^/]+)/.exec(line) ?? [];
        if (found) resolve(found);
      });
    }
    void exited.then(() => reject(new Error(`The host ended:\n${said.join('\n')}`)));
  });
  return {
    url,
    pid: child.pid!,
    tableAfter,
    readyAfter: now() - start,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
};
