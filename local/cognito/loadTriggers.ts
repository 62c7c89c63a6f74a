import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importModule } from './importModule.js';
import type { TriggerHandler } from './types.js';

let loading: Promise<unknown> = Promise.resolve();

/** A Lambda function's handler. */
export type Handler = TriggerHandler<unknown>;

/** Which functions to load, `<directory>/<name>/index.mjs`, and what they see. */
interface Functions<Name extends string, Environment> {
  readonly directory: string;
  readonly names: readonly Name[];
  readonly environment: Environment;
}

type Environment = Readonly<Record<string, string>>;

/**
 * Loads built triggers and other functions: the same bundles that are deployed as Lambda functions.
 * Each call makes new instances. They read their environment while they load, as a Lambda function
 * does when it initialises; afterwards the process has its own environment back. So two hosts in one
 * process have triggers for two tables, and a developer's `AWS_PROFILE` reaches none of them: they
 * see no variable whose name begins with `AWS_` but those of `environment`.
 *
 * @throws Error when a bundle is missing or cannot be loaded
 */
export function loadHandlers<Name extends string>({
  directory,
  names,
  environment,
}: Functions<Name, Environment>): Promise<Record<Name, Handler>> {
  // One after the other: the environment belongs to the whole process.
  const result = loading.catch(() => undefined).then(() => load(directory, names, environment));
  loading = result;
  return result as Promise<Record<Name, Handler>>;
}

/**
 * The same functions, loaded when one of them is called for the first time, as Lambda starts an
 * environment. With the SDK that is a fifth of a second of work, which a start need not wait for.
 * A call waits for `environment`.
 *
 * @param failed makes what a call rejects with when the functions cannot be loaded; if left out, the
 * error itself
 */
export function handlersOnDemand<Name extends string>(
  { names, directory, environment }: Functions<Name, Promise<Environment>>,
  failed = (error: unknown) => error,
): Record<Name, Handler> {
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
  environment: Environment,
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
