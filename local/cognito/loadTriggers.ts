import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importModule } from './importModule.js';
import type { TriggerHandler, TriggerHandlers } from './types.js';

let loading: Promise<unknown> = Promise.resolve();

/**
 * Loads the built triggers, `<directory>/<name>/index.mjs`: the same bundles that are deployed as
 * Lambda functions. Each call makes new instances. They read their environment while they load, as
 * a Lambda function does when it initialises; afterwards the process has its own environment back.
 * So two hosts in one process have triggers for two tables, and a developer's `AWS_PROFILE` reaches
 * none of them.
 *
 * @param names the triggers to load
 * @param environment `TABLE_NAME`, `AWS_REGION`, `AWS_ENDPOINT_URL_DYNAMODB` and credentials; the
 * triggers see no other variable whose name begins with `AWS_`
 * @throws Error when a bundle is missing or cannot be loaded
 */
export async function loadTriggers({
  directory,
  names,
  environment,
}: {
  directory: string;
  names: readonly (keyof TriggerHandlers)[];
  environment: Readonly<Record<string, string>>;
}): Promise<TriggerHandlers> {
  return (await loadHandlers({ directory, names, environment })) as unknown as TriggerHandlers;
}

/** A Lambda function's handler. */
export type Handler = TriggerHandler<unknown>;

/**
 * Loads other functions in the same way.
 *
 * @throws Error when a bundle is missing or cannot be loaded
 */
export function loadHandlers<Name extends string>({
  directory,
  names,
  environment,
}: {
  directory: string;
  names: readonly Name[];
  environment: Readonly<Record<string, string>>;
}): Promise<Record<Name, Handler>> {
  // One after the other: the environment belongs to the whole process.
  const result = loading.catch(() => undefined).then(() => load(directory, names, environment));
  loading = result;
  return result as Promise<Record<Name, Handler>>;
}

interface OnDemand<Name extends string> {
  readonly names: readonly Name[];
  readonly directory: string;
  /** A call waits for it. */
  readonly environment: Promise<Readonly<Record<string, string>>>;
  /** Makes what a call rejects with when the functions cannot be loaded. If left out: the error itself. */
  readonly failed?: (error: unknown) => unknown;
}

/**
 * The same functions, loaded when one of them is called for the first time, as Lambda starts an
 * environment. With the SDK that is a fifth of a second of work, which a start need not wait for.
 */
export function handlersOnDemand<Name extends string>(
  options: OnDemand<Name>,
): Record<Name, Handler> {
  const { names, directory, environment, failed = (error) => error } = options;
  environment.catch(() => undefined); // each call rejects with it
  let loaded: Promise<Record<Name, Handler>> | undefined;
  const loadAll = async () => {
    try {
      return await loadHandlers({ names, directory, environment: await environment });
    } catch (error) {
      throw failed(error);
    }
  };
  const handlers = names.map((name): [Name, Handler] => [
    name,
    async (event) => (await (loaded ??= loadAll()))[name](event),
  ]);
  return Object.fromEntries(handlers) as Record<Name, Handler>;
}

async function load(
  directory: string,
  names: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  const outside = Object.entries(process.env).filter(
    ([name]) => name.startsWith('AWS_') || name in environment,
  );
  for (const [name] of outside) delete process.env[name];
  Object.assign(process.env, environment);
  try {
    const handlers: Record<string, unknown> = {};
    for (const name of names) {
      const url = pathToFileURL(join(resolve(directory), name, 'index.mjs'));
      url.searchParams.set('instance', randomUUID());
      const module = (await importModule(url.href)) as { handler?: unknown };
      if (typeof module.handler !== 'function') throw new Error(`${name} exports no handler`);
      handlers[name] = module.handler;
    }
    return handlers;
  } finally {
    for (const name of Object.keys(environment)) delete process.env[name];
    Object.assign(process.env, Object.fromEntries(outside));
  }
}
