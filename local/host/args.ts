import { UsageError } from '../../lib/commandLine.js';
import { type EngineName, engineNames } from '../dynamodb/index.js';

export interface DynamoDBArguments {
  /** The engine to start. If left out: see `chooseEngine`. */
  readonly engine?: EngineName;
  /** The endpoint of a running DynamoDB, which replaces the engine. */
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
      '--engine starts a DynamoDB, and DYNAMODB_ENDPOINT names one that is running: give one of them',
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
