import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { chooseEngine, type EngineName, engineNames } from '../../local/dynamodb/index.js';
import { bundle } from '../../lib/bundle.js';
import { root } from './npmStart.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the engine that all workers share; undefined where each has its own. */
    dynamoDBEndpoint: string | undefined;
    /** The project's engine. */
    engine: EngineName;
    /** Whether the product is served from its CloudFormation template. */
    isFromTemplate: boolean;
  }
}

/**
 * Starts the DynamoDB of a project of vitest.config.ts, in memory. A project that has the name of an
 * engine runs on it, another one on the first that is there. DynamoDB Local takes a second to start,
 * so one is for all; each worker starts its own dynoxide (see `prepareDynamoDB`).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cleanUp = await prepareRun();
  const { engine } = chooseEngine(engineNames.find((name) => name === project.name));
  const shared = engine.name === 'dynoxide' ? undefined : await engine.start({});
  project.provide('dynamoDBEndpoint', shared?.endpoint);
  project.provide('engine', engine.name);
  project.provide('isFromTemplate', project.name === 'from-template');
  return async () => {
    await shared?.stop();
    await cleanUp();
  };
}

/**
 * Makes a folder for the temporary files of the run, and builds the bundles. The first project does
 * this for all.
 */
async function prepareRun(): Promise<() => Promise<void>> {
  if (process.env.TEST_RUN_FOLDER !== undefined) return async () => {};
  const folder = await mkdtemp(join(tmpdir(), 'test-run-'));
  process.env.TEST_RUN_FOLDER = folder;
  process.env.TMPDIR = folder; // of the workers, and of every process that they start
  const programs = join(root, 'build/programs', String(process.pid));
  process.env.BUILT_PROGRAMS = programs;
  await bundle();
  return async () => {
    await rm(folder, { recursive: true, force: true });
    await rm(programs, { recursive: true, force: true });
  };
}
