import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { chooseEngine, type EngineName, engineNames } from '../../local/dynamodb/index.js';
import { bundle } from '../../scripts/bundle.js';

declare module 'vitest' {
  interface ProvidedContext {
    dynamoDBEndpoint: string;
    /** The project's engine. */
    engine: EngineName;
  }
}

/**
 * One DynamoDB, in memory, for all tests of a project in vitest.config.ts, which is called like its
 * engine; tests share it by names of their own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cleanUp = await prepareRun();
  const { engine } = chooseEngine(engineNames.find((name) => name === project.name));
  const dynamoDB = await engine.start({});
  project.provide('dynamoDBEndpoint', dynamoDB.endpoint);
  project.provide('engine', engine.name);
  return async () => {
    await dynamoDB.stop();
    await cleanUp();
  };
}

/**
 * A folder for temporary files that goes with the run, and the bundles as the sources are now. The
 * first project makes them for all.
 */
async function prepareRun(): Promise<() => Promise<void>> {
  if (process.env.TEST_RUN_FOLDER !== undefined) return async () => {};
  const folder = await mkdtemp(join(tmpdir(), 'test-run-'));
  process.env.TEST_RUN_FOLDER = folder;
  process.env.TMPDIR = folder; // the workers', and that of all that they start
  await bundle();
  return () => rm(folder, { recursive: true, force: true });
}
