import { parseArgs, type ParseArgsConfig } from 'node:util';
import { type EngineName, engineNames } from '../dynamodb/index.js';

/** Bad command line or environment; the message says what is expected. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

export interface DynamoDBArguments {
  /** Which DynamoDB to start. Left out: what is there. */
  readonly engine?: EngineName;
  /** A DynamoDB that is already there, instead of a child process. */
  readonly dynamodbEndpoint?: string;
}

/**
 * The values of a command's options; an argument that is not an option is an error.
 * @param argv what stands after the script's name
 * @throws ArgumentError
 */
export function parseOptions<const T extends NonNullable<ParseArgsConfig['options']>>(
  argv: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * @param engine the value of --engine
 * @param endpoint the environment's DYNAMODB_ENDPOINT
 * @throws ArgumentError
 */
export function dynamodbOf(
  engine: string | undefined,
  endpoint: string | undefined,
): DynamoDBArguments {
  if (engine === undefined) return { dynamodbEndpoint: endpoint || undefined };
  if (endpoint) {
    throw new ArgumentError(
      '--engine is about a DynamoDB that the host starts, and DYNAMODB_ENDPOINT names one that runs',
    );
  }
  const known = engineNames.find((name) => name === engine);
  if (known === undefined) {
    throw new ArgumentError(
      `The engine is ${JSON.stringify(engine)}; it must be ${engineNames.join(' or ')}`,
    );
  }
  return { engine: known };
}

/** @throws ArgumentError */
export function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new ArgumentError(`The port is ${JSON.stringify(text)}; it must be 0 to 65535`);
  }
  return Number(text);
}
