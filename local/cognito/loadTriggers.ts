import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TriggerHandlers } from './types.js';

const NAMES = ['preSignUp', 'postConfirmation', 'preTokenGeneration'] as const;

let loading: Promise<unknown> = Promise.resolve();

/**
 * Load the built triggers, `<directory>/<name>/index.mjs`, the very bundles that are deployed as
 * Lambda functions. Each call makes instances of its own, which read their environment while they
 * load, as a function does when it initialises; afterwards the process has its own environment back.
 * So two hosts in one process each have triggers with their own table.
 *
 * @param environment `TABLE_NAME`, `AWS_REGION`, `AWS_ENDPOINT_URL_DYNAMODB` and credentials
 * @throws Error when there is no such directory, or a bundle cannot be loaded
 */
export function loadTriggers({
  directory,
  environment,
}: {
  directory: string;
  environment: Readonly<Record<string, string>>;
}): Promise<TriggerHandlers> {
  // One after the other: the environment belongs to the whole process.
  const result = loading.catch(() => undefined).then(() => load(directory, environment));
  loading = result;
  return result;
}

async function load(
  directory: string,
  environment: Readonly<Record<string, string>>,
): Promise<TriggerHandlers> {
  const built = await readdir(directory);
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    const handlers: Record<string, unknown> = {};
    for (const name of NAMES) {
      if (!built.includes(name)) continue;
      const url = pathToFileURL(join(resolve(directory), name, 'index.mjs'));
      url.searchParams.set('instance', randomUUID());
      const module = (await import(url.href)) as { handler?: unknown };
      if (typeof module.handler !== 'function') throw new Error(`${name} exports no handler`);
      handlers[name] = module.handler;
    }
    return handlers as TriggerHandlers;
  } finally {
    for (const name of Object.keys(environment)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}
