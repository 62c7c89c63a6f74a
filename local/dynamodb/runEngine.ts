import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ownerOnly, prepareDataDirectory } from './dataDirectory.js';
import type { EngineExit, EngineName, EngineOptions, RunningEngine } from './engine.js';
import { directoryInUse, type EngineError, startFailed } from './errors.js';

interface EngineProgram extends Pick<EngineOptions, 'dataDirectory' | 'log' | 'signal'> {
  readonly name: EngineName;
  /** For people: `DynamoDB Local`. */
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Where `engineEnvironment` takes the environment of the process from. */
  readonly env: NodeJS.ProcessEnv;
  /** What its output says where the start fails, and the error for it. The first that fits counts. */
  readonly startErrors: readonly (readonly [RegExp, () => EngineError])[];
  /** Makes the error if the command could not be run. */
  readonly missing: () => EngineError;
}

/** How long an orderly end may take before the process is killed, in milliseconds. */
const stopTimeout = 5_000;

/** The port on 127.0.0.1 or the URL; and the engine's id where it is another process. */
const listeningLine = /^listening (?:(\d+)|(http:\S+) (\d+))$/;

interface Listening {
  readonly url: string;
  readonly pid: number | undefined;
}

const listening = (child: ChildProcessWithoutNullStreams): Promise<Listening> =>
  new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, port, url, pid] = listeningLine.exec(line) ?? [];
      if (port !== undefined) resolve({ url: `http://127.0.0.1:${port}`, pid: undefined });
      else if (url !== undefined) resolve({ url, pid: Number(pid) });
    });
  });

/**
 * Runs a program that prints a `listening` line once it serves DynamoDB, reads its standard input,
 * and ends in order when that closes. The operating system closes it whenever this process ends,
 * also by SIGKILL, so the program never outlives its parent.
 * Rejects with an `EngineError` when the data directory cannot be used or the program does not
 * start, or with the signal's reason.
 */
export const runEngine = async (program: EngineProgram): Promise<RunningEngine> => {
  const { title, command, args, dataDirectory, log, signal } = program;
  if (dataDirectory !== undefined) prepareDataDirectory(program.name, dataDirectory);
  signal?.throwIfAborted();
  const env = engineEnvironment(program.env);
  const child = ownerOnly(() =>
    // A group of its own: Ctrl-C reaches the host alone, which then ends it in order.
    spawn(command, args, { env, stdio: 'pipe', detached: true, windowsHide: true }),
  );
  let stopping = false;
  let output = '';
  child.stdin.on('error', () => undefined); // it closed its side first: it is ending already
  createInterface({ input: child.stderr }).on('line', (line) => {
    output = `${output}${line}\n`.slice(-4_096);
    log?.debug(`${title}: ${line}`);
  });
  // A killed process cannot end what it has started, so the rest of its group is killed too.
  child.once('exit', (_code, exitSignal) => exitSignal && endGroup(child.pid));

  let spawnFailed = false;
  const exited = new Promise<EngineExit>((resolve) => {
    child.once('error', () => {
      spawnFailed = child.pid === undefined;
      if (spawnFailed) resolve({ expected: false, code: null, signal: null, lastStderrLine: '' });
    });
    child.once('close', (code, exitSignal) => {
      signal?.removeEventListener('abort', stopOnAbort);
      const lastStderrLine = output.trim().split('\n').at(-1) ?? '';
      if (!stopping) log?.warn(`${title} ended by itself (${exitSignal ?? code})`);
      resolve({ expected: stopping, code, signal: exitSignal, lastStderrLine });
    });
  });

  const stop = async (): Promise<void> => {
    stopping = true;
    child.stdin.end();
    const kill = setTimeout(() => child.kill('SIGKILL'), stopTimeout);
    await exited;
    clearTimeout(kill);
  };
  const stopOnAbort = () => void stop();
  signal?.addEventListener('abort', stopOnAbort, { once: true });

  const outcome = await Promise.race([listening(child), exited]);
  if (signal?.aborted) {
    await stop();
    throw signal.reason;
  }
  if ('url' in outcome) {
    return { endpoint: outcome.url, pid: outcome.pid ?? child.pid!, exited, stop };
  }
  if (spawnFailed) throw program.missing();
  const signs = [[/data directory is in use/, directoryInUse] as const, ...program.startErrors];
  const known = signs.find(([sign]) => sign.test(output));
  throw known?.[1]() ?? startFailed(title, output);
};

/** The variables that a program may need to run, and no other variable of the developer's. */
const needed = ['PATH', 'JAVA_HOME', 'JAVA_TOOL_OPTIONS', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];

/** The environment of an engine, without the secrets of the developer's shell. */
export const engineEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) =>
      needed.some((one) => one.toLowerCase() === name.toLowerCase()),
    ),
  );

function endGroup(group: number | undefined): void {
  if (group === undefined || process.platform === 'win32') return;
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // The group has no other process.
  }
}
