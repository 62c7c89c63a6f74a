import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDynamoDBLocal } from '../../local/dynamodb/index.js';
import { bundle } from '../../scripts/bundle.js';
import { root } from './npmStart.js';

declare module 'vitest' {
  interface ProvidedContext {
    dynamoDBEndpoint: string;
  }
}

/**
 * A folder for temporary files that goes with the run, the bundles as the sources are now, and one DynamoDB Local, in memory, for a whole vitest run;
 * tests share it by names of their own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const temporary = await mkdtemp(join(tmpdir(), 'test-run-'));
  process.env.TMPDIR = temporary; // the workers', and that of all that they start
  const programs = join(root, 'build/programs', String(process.pid));
  process.env.BUILT_PROGRAMS = programs;
  await bundle();
  const dynamoDB = await startDynamoDBLocal();
  project.provide('dynamoDBEndpoint', dynamoDB.endpoint);
  return async () => {
    await dynamoDB.stop();
    await rm(temporary, { recursive: true, force: true });
    await rm(programs, { recursive: true, force: true });
  };
}
