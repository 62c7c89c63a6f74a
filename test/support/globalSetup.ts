import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { chooseEngine, type EngineName, engineNames } from '../../local/dynamodb/index.js';
import { bundle } from '../../lib/bundle.js';
import { root } from './npmStart.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The running engines; see `dynamoDBEndpoint`. */
    dynamoDBEndpoints: readonly string[];
    /** The project's engine. */
    engine: EngineName;
    /** Whether the product is served from its CloudFormation template. */
    isFromTemplate: boolean;
  }
}

/**
 * dynoxide 1.2.1 takes longer for a write the more records its stream has: 2 ms for 25,000 of them,
 * 11 ms for 50,000. The files of a run write more than that, so they share out several engines.
 * DynamoDB Local stays as fast as it is, and takes seconds to start.
 */
const engineCount: Record<EngineName, number> = { dynoxide: 12, 'dynamodb-local': 1 };

/**
 * Starts the DynamoDBs of a project of vitest.config.ts, in memory. A project that has the name of an
 * engine runs on it, another one on the first that is there. Each test uses table names of its own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cleanUp = await prepareRun();
  const { engine } = chooseEngine(engineNames.find((name) => name === project.name));
  const running = await Promise.all(
    Array.from({ length: engineCount[engine.name] }, () => engine.start({})),
  );
  project.provide(
    'dynamoDBEndpoints',
    running.map(({ endpoint }) => endpoint),
  );
  project.provide('engine', engine.name);
  project.provide('isFromTemplate', project.name === 'from-template');
  return async () => {
    await Promise.all(running.map((one) => one.stop()));
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
