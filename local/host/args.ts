import { UsageError } from '../../lib/commandLine.js';
import { type EngineName, engineNames } from '../dynamodb/index.js';

export interface DynamoDBArguments {
  /** Which DynamoDB to start. Left out: what is there. */
  readonly engine?: EngineName;
  /** A DynamoDB that is already there, instead of a child process. */
  readonly dynamodbEndpoint?: string;
}

/**
 * @param engine the value of --engine
 * @param endpoint the environment's DYNAMODB_ENDPOINT
 * @throws UsageError
 */
export function dynamodbOf(
  engine: string | undefined,
  endpoint: string | undefined,
): DynamoDBArguments {
  if (engine === undefined) return { dynamodbEndpoint: endpoint || undefined };
  if (endpoint) {
    throw new UsageError(
      '--engine is about a DynamoDB that the host starts, and DYNAMODB_ENDPOINT names one that runs',
    );
  }
  const known = engineNames.find((name) => name === engine);
  if (known === undefined) {
    throw new UsageError(
      `The engine is ${JSON.stringify(engine)}; it must be ${engineNames.join(' or ')}`,
    );
  }
  return { engine: known };
}

/** @throws UsageError */
export function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new UsageError(`The port is ${JSON.stringify(text)}; it must be 0 to 65535`);
  }
  return Number(text);
}
