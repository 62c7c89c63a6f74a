import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BenchmarkContext } from './benchmark.js';

/** Starts one of this folder's programs that send their port first; it ends with the benchmark. */
export const startPortProcess = async (
  context: BenchmarkContext,
  program: 'broadcastProcess' | 'echoProcess' | 'forwardProcess',
  args: readonly string[] = [],
): Promise<{ child: ChildProcess; port: number }> => {
  const child = fork(fileURLToPath(new URL(`./${program}.ts`, import.meta.url)), args, {
    execArgv: ['--import', 'tsx'],
  });
  const exited = once(child, 'exit');
  context.cleanUp(async () => {
    child.disconnect();
    await exited;
  });
  const [port] = (await once(child, 'message')) as [number];
  return { child, port };
};
