import { parseArgs } from 'node:util';
import { ArgumentError, dynamodbOf, portOf } from '../args.js';
import type { EngineName } from '../dynamodb/index.js';

export interface HostArguments {
  readonly schema: string;
  readonly manifest: string;
  readonly port: number;
  /** Where everything is kept; left out: nothing is. */
  readonly dataDirectory?: string;
  /** Which DynamoDB to start. Left out: what is there. */
  readonly engine?: EngineName;
  readonly dynamodbEndpoint?: string;
  /** Swap the code when a file beside the manifest changes. */
  readonly watch: boolean;
}

export const usage = `Usage: npm run host -- --schema FILE --manifest FILE [options]

  --schema FILE    the API's schema (SDL)
  --manifest FILE  data sources, functions, resolvers, authentication: see docs/host.md
  --port N         listen on 127.0.0.1:N (default: the environment's PORT, or 4000; 0: a free one)
  --data DIR       keep tables, users and keys in DIR (default: keep nothing)
  --engine NAME    the DynamoDB to start: dynoxide or dynamodb-local (default: the first that is there)
  --watch          swap the code when a file in the manifest's directory changes
  --help           this text

Environment: PORT, DYNAMODB_ENDPOINT (a DynamoDB that is already running), JAVA_HOME, LOG_LEVEL`;

/**
 * @param argv what stands after the script's name
 * @returns undefined when only help is asked for
 * @throws ArgumentError
 */
export function readArguments(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): HostArguments | undefined {
  const { help, schema, manifest, port, data, watch, engine } = parsed(argv);
  if (help) return undefined;
  if (schema === undefined) throw new ArgumentError('--schema is missing: the file with the SDL');
  if (manifest === undefined) throw new ArgumentError('--manifest is missing: see docs/host.md');
  return {
    schema,
    manifest,
    port: portOf(port ?? env.PORT ?? '4000'),
    dataDirectory: data,
    ...dynamodbOf(engine, env.DYNAMODB_ENDPOINT),
    watch,
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        schema: { type: 'string' },
        manifest: { type: 'string' },
        port: { type: 'string' },
        data: { type: 'string' },
        watch: { type: 'boolean', default: false },
        engine: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}
