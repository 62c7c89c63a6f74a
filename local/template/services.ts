import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFunction, type Invocation, type LambdaFunction } from '../lambda/functionProcess.js';
import type { Speaker } from '../lambda/speaker.js';
import { startStreamSource } from '../lambda/streamSource.js';
import type { Log } from '../host/log.js';
import type { Deployment } from './deployment.js';
import type { FunctionCode } from './parts/functions.js';
import { region } from './physical.js';

/** The functions of a deployment, as others call them. */
export interface Functions {
  /** Calls a function. Rejects with the error of the function, or why it is not served. */
  call(arnOrName: string, event: unknown): Promise<unknown>;
  /** Calls a function. Never rejects. */
  invoke(arnOrName: string, event: unknown): Promise<Invocation>;
  /**
   * Serves these functions from now on, in new processes: their code may have changed at the same
   * place. A call that runs ends by the code that it began with.
   */
  swap(deployment: Deployed): void;
  stop(): void;
}

type Deployed = Pick<Deployment, 'functions'>;

interface FunctionsOptions {
  /** Variables of the host's own that each function gets. */
  readonly environment: Readonly<Record<string, string>>;
  /** By ARN: what each function signs with. */
  readonly speakers: ReadonlyMap<string, Speaker>;
  readonly log: Log;
}

/** The functions of the templates, each in processes of its own that start when it is called. */
export function openFunctions(deployment: Deployed, options: FunctionsOptions): Functions {
  const { log } = options;
  const written: string[] = [];
  const directoryOf = (code: FunctionCode): string => {
    if ('directory' in code) return code.directory;
    const directory = mkdtempSync(join(tmpdir(), 'function-'));
    written.push(directory);
    writeFileSync(join(directory, 'index.js'), code.text);
    return directory;
  };
  const everServed: LambdaFunction[] = [];
  let served: ReadonlyMap<string, LambdaFunction> = new Map();
  let { functions } = deployment;
  const swap = (now: Deployed): void => {
    for (const one of served.values()) one.retire();
    ({ functions } = now);
    served = serveAll(functions, directoryOf, options);
    everServed.push(...served.values());
  };
  swap(deployment);
  const invoke: Functions['invoke'] = async (arnOrName, event) => {
    // A version or an alias is the function itself.
    const [arn] = /^arn:aws:lambda:[^:]*:[^:]*:function:[^:]+/.exec(arnOrName) ?? [arnOrName];
    const found = served.get(arn);
    if (found) {
      const answer = await found.invoke(event);
      if ('error' in answer)
        log.warn({ function: found.name, ...answer.error }, 'a function failed');
      return answer;
    }
    const known = functions.get(arn);
    const message =
      known && 'problem' in known
        ? `${known.logicalId}: ${known.problem}`
        : `the function ${arnOrName} is not in the templates`;
    return { error: { type: 'NotServed', message } };
  };
  return {
    invoke,
    async call(arnOrName, event) {
      const answer = await invoke(arnOrName, event);
      if ('payload' in answer) return answer.payload;
      throw Object.assign(new Error(answer.error.message), { name: answer.error.type });
    },
    swap,
    stop() {
      for (const one of everServed) one.stop();
      for (const directory of written) rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Lambda developer guide, "Defined runtime environment variables". */
const credentialsOf = ({ credentials }: Speaker) => ({
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: credentials.sessionToken ?? '',
});

/** By ARN and by name. */
function serveAll(
  functions: Deployed['functions'],
  directoryOf: (code: FunctionCode) => string,
  { environment, speakers, log }: FunctionsOptions,
): ReadonlyMap<string, LambdaFunction> {
  const served = new Map<string, LambdaFunction>();
  for (const [arn, one] of functions) {
    if (!('definition' in one)) continue;
    const { name } = one.definition;
    const made = createFunction(
      {
        ...one.definition,
        directory: directoryOf(one.code),
        environment: {
          ...one.definition.environment,
          ...environment,
          ...credentialsOf(speakers.get(arn)!),
        },
      },
      (line) => log.info({ function: name }, line),
    );
    served.set(arn, made);
    served.set(name, made);
  }
  return served;
}

/** The streams and schedules that call functions. */
export function startEvents(
  { streams, schedules }: Pick<Deployment, 'streams' | 'schedules'>,
  {
    endpoint,
    functions,
    log,
  }: {
    /** DynamoDB's; left out: there is no table, and so no stream. */
    readonly endpoint: string | undefined;
    readonly functions: Functions;
    readonly log: Log;
  },
): { stop(): Promise<void> } {
  const sources = (endpoint === undefined ? [] : streams).map(({ functionName, ...stream }) =>
    startStreamSource({
      ...stream,
      endpoint: endpoint!,
      region,
      handler: (event) => functions.call(functionName, event),
      onDeadLetter: (err) =>
        log.error({ err, function: functionName }, 'a function failed on a record of the stream'),
      onError: (err) => log.debug({ err }, "the table's stream does not answer; trying again"),
    }),
  );
  const timers = schedules.map(({ functionArn, everyMilliseconds }) =>
    setInterval(() => {
      const event = {
        version: '0',
        source: 'aws.events',
        'detail-type': 'Scheduled Event',
        region,
        time: new Date().toISOString(),
        resources: [],
        detail: {},
      };
      functions
        .call(functionArn, event)
        .catch((err: unknown) => log.error({ err }, 'a scheduled function failed'));
    }, everyMilliseconds).unref(),
  );
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(sources.map((source) => source.stop()));
    },
  };
}
