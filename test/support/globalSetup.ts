import type { TestProject } from 'vitest/node';
import { startDynamoDBLocal } from '../../local/dynamodb/index.js';
import { bundle } from '../../scripts/bundle.js';

declare module 'vitest' {
  interface ProvidedContext {
    dynamoDBEndpoint: string;
  }
}

/**
 * The bundles as the sources are now, and one DynamoDB Local, in memory, for a whole vitest run;
 * tests share it by names of their own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await bundle();
  const dynamoDB = await startDynamoDBLocal();
  project.provide('dynamoDBEndpoint', dynamoDB.endpoint);
  return () => dynamoDB.stop();
}
