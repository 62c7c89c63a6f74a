import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A function as CreateFunction describes it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  /** Where its code is. */
  readonly directory: string;
  /** `file.export`, the file without its extension. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
}

/** What came of a call: what the handler answered as JSON, or its error. */
export type Invocation =
  | { readonly payload: unknown }
  | { readonly error: { readonly type: string; readonly message: string } };

export interface LambdaFunction {
  readonly name: string;
  /** Calls the handler with an event. Never rejects. */
  invoke(event: unknown): Promise<Invocation>;
  /** Ends each process when it has no call: for a function that another has taken the place of. */
  retire(): void;
  /** Ends its processes. */
  stop(): void;
}

/** Calls at the same time; the others wait (on Lambda: 1,000 of an account). */
const MAX_PROCESSES = 8;

/** How long a function may take to load before its time-out begins, in milliseconds ("Init phase"). */
const START_LIMIT = 10_000;

/**
 * A Node function in processes of its own, one call at a time in each, as Lambda's execution
 * environments are: they start when they are needed, keep their state between calls, and one that
 * runs into its time-out is ended (Lambda developer guide, "Execution environment lifecycle").
 *
 * @param log what the function prints
 */
export function createFunction(
  definition: FunctionDefinition,
  log: (line: string) => void,
): LambdaFunction {
  const idle: Environment[] = [];
  const all = new Set<Environment>();
  const waiting: ((environment: Environment) => void)[] = [];
  let retired = false;
  const start = (): Environment => {
    const started = startEnvironment(definition, log);
    all.add(started);
    return started;
  };
  const take = async (): Promise<Environment> => {
    for (let free = idle.pop(); free; free = idle.pop()) {
      if (free.alive) return free;
      all.delete(free);
    }
    return all.size < MAX_PROCESSES ? start() : new Promise((resolve) => waiting.push(resolve));
  };
  const giveBack = (environment: Environment): void => {
    if (!environment.alive) all.delete(environment);
    const next = waiting.shift();
    if (next) next(environment.alive ? environment : start());
    else if (retired) environment.kill();
    else if (environment.alive) idle.push(environment);
  };
  return {
    name: definition.name,
    async invoke(event) {
      const environment = await take();
      const invocation = await environment.call(event);
      giveBack(environment);
      return invocation;
    },
    retire() {
      retired = true;
      for (const environment of idle.splice(0)) environment.kill();
    },
    stop() {
      for (const environment of all) environment.kill();
    },
  };
}

interface Environment {
  readonly alive: boolean;
  call(event: unknown): Promise<Invocation>;
  kill(): void;
}

interface Message {
  readonly ready?: true;
  readonly failed?: { errorType: string; errorMessage: string };
  readonly id?: string;
  readonly result?: string;
  readonly error?: { errorType: string; errorMessage: string };
}

/** Where a function's code lies in Lambda; callers see no path of this machine. */
const TASK_ROOT = '/var/task';

const runtime = fileURLToPath(new URL('./runtime.mjs', import.meta.url));

function startEnvironment(
  definition: FunctionDefinition,
  log: (line: string) => void,
): Environment {
  const { name, arn, directory, timeoutSeconds, memoryMegabytes } = definition;
  const child = startProcess(definition, log);
  let alive = true;
  const kill = (): void => {
    alive = false;
    child.kill('SIGKILL');
  };
  const ended = endOf(child, () => (alive = false));
  const ready = readyOf(child, ended);
  return {
    get alive() {
      return alive;
    },
    async call(event) {
      const id = randomUUID();
      const answered = answerTo(child, id, directory);
      await ready;
      const deadline = Date.now() + timeoutSeconds * 1_000;
      const context = {
        functionName: name,
        functionVersion: '$LATEST',
        invokedFunctionArn: arn,
        logGroupName: `/aws/lambda/${name}`,
        awsRequestId: id,
        memoryLimitInMB: `${memoryMegabytes}`,
      };
      if (child.connected) {
        child.send({ id, deadline, context, event: JSON.stringify(event ?? null) });
      }
      const calling = new AbortController();
      const { signal } = calling;
      const timedOut = after(timeoutSeconds * 1_000, undefined, { signal }).then(() => {
        kill();
        const seconds = timeoutSeconds.toFixed(2);
        const message = `RequestId: ${id} Error: Task timed out after ${seconds} seconds`;
        return failure('Sandbox.Timedout', message);
      });
      return Promise.race([answered, timedOut, ended]).finally(() => calling.abort());
    },
    kill,
  };
}

function startProcess(
  { name, directory, handler, environment, memoryMegabytes }: FunctionDefinition,
  log: (line: string) => void,
): ChildProcess {
  const file = findFile(join(directory, handler.slice(0, handler.lastIndexOf('.'))));
  // Lambda developer guide, "Defined runtime environment variables".
  const reserved = {
    TZ: ':UTC',
    LAMBDA_TASK_ROOT: directory,
    _HANDLER: handler,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${memoryMegabytes}`,
  };
  const child = fork(runtime, [file, handler], {
    cwd: directory,
    env: { PATH: process.env.PATH, ...environment, ...reserved },
    execArgv: [`--max-old-space-size=${memoryMegabytes}`],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout!, child.stderr!]) {
    createInterface({ input: stream }).on('line', log);
  }
  return child;
}

/** Resolves when a process has ended and all that it sent has come. */
const endOf = (child: ChildProcess, onEnd: () => void): Promise<Invocation> =>
  new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      onEnd();
      const how = signal ? `signal: ${signal}` : `exit status ${code}`;
      const message = `RequestId: ${randomUUID()} Error: Runtime exited with ${how}`;
      const report = (): void => resolve(failure('Runtime.ExitError', message));
      if (child.connected) child.once('disconnect', report);
      else report();
    });
    child.once('error', ({ message }) => {
      onEnd();
      resolve(failure('Runtime.ExitError', `The function cannot be started: ${message}`));
    });
  });

/** Resolves when a function has loaded, or has not: what it does before its first call has a time of its own. */
const readyOf = (child: ChildProcess, ended: Promise<unknown>): Promise<unknown> =>
  Promise.race([
    new Promise((resolve) => child.once('message', resolve)),
    ended,
    after(START_LIMIT, undefined, { ref: false }),
  ]);

const failure = (type: string, message: string): Invocation => ({ error: { type, message } });

/** The answer to one call, or the error of a handler that could not be loaded. */
function answerTo(child: ChildProcess, id: string, directory: string): Promise<Invocation> {
  return new Promise((resolve) => {
    const read = ({ id: of, result, error, failed }: Message): void => {
      const wrong = failed ?? error;
      if (of !== id && !failed) return;
      child.off('message', read);
      resolve(
        wrong
          ? failure(wrong.errorType, wrong.errorMessage.replaceAll(directory, TASK_ROOT))
          : { payload: JSON.parse(result ?? 'null') as unknown },
      );
    };
    child.on('message', read);
  });
}

/** Lambda looks for the file by these extensions, in this order ("Define Lambda function handler in Node.js"). */
const findFile = (path: string): string =>
  ['.js', '.mjs', '.cjs'].map((extension) => path + extension).find((file) => existsSync(file)) ??
  `${path}.js`;
