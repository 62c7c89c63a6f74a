import { parseCommandLine, UsageError } from '../../lib/commandLine.js';
import { readTarget, type Target } from '../appsync/datasources/index.js';
import { dynamodbOf, portOf } from '../host/args.js';
import type { SchemaSource, TemplateSource } from '../public.js';

export const usage = `Usage: npm run host -- --schema FILE --manifest FILE [options]
       npm run host -- --template PATH [options]
In another project: npx appsync-host, with the same options

  --schema FILE    the API's schema (SDL)
  --manifest FILE  data sources, functions, resolvers, authentication: see docs/host.md;
                   beside a template: users, callers, keys and variables that it adds
  --template PATH  a CloudFormation template, or the folder that cdk synth wrote; may be given again
  --parameter K=V  the value of a template's parameter; may be given again
  --api ID         the API's logical id, where the templates have several
  --port N         listen on 127.0.0.1:N (default: the environment's PORT, or 4000; 0: a free one)
  --data DIR       keep tables, users and keys in DIR (default: keep nothing)
  --engine NAME    the DynamoDB to start: dynoxide or dynamodb-local (default: the first that is there)
  --allow-http HOST  let HTTP data sources call HOST, or HOST:PORT; may be given again (default: none)
  --watch          swap the code when a file beside the manifest or the template changes
  --help           this text

Environment: PORT, DYNAMODB_ENDPOINT (a DynamoDB that is already running), JAVA_HOME, LOG_LEVEL`;

/**
 * @param argv what comes after the script's name
 * @returns undefined when only help is asked for
 * @throws UsageError
 */
export function readArguments(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
) {
  const { help, port, data, watch, engine, 'allow-http': hosts, ...given } = parsed(argv);
  if (help) return undefined;
  return {
    source: sourceOf(given),
    port: portOf(port ?? env.PORT ?? '4000'),
    dataDirectory: data,
    allowHttp: hosts.map(targetOf),
    ...dynamodbOf(engine, env.DYNAMODB_ENDPOINT),
    watch,
  };
}

function targetOf(text: string): Target {
  const target = readTarget(text);
  if (!target) throw new UsageError(`--allow-http ${text}: expected HOST or HOST:PORT`);
  return target;
}

function sourceOf(given: Partial<ReturnType<typeof parsed>>): SchemaSource | TemplateSource {
  const { schema, manifest, template: templates = [], parameter = [], api } = given;
  if (templates.length === 0) {
    if (schema === undefined) {
      throw new UsageError('--schema is missing: the file with the SDL; or --template');
    }
    if (manifest === undefined) throw new UsageError('--manifest is missing: see docs/host.md');
    if (parameter.length > 0) throw new UsageError('--parameter is for --template only');
    if (api !== undefined) throw new UsageError('--api is for --template only');
    return { schema, manifest };
  }
  if (schema !== undefined) throw new UsageError('--schema and --template exclude each other');
  const parameters = parameter.map((text) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined) throw new UsageError(`--parameter ${text}: expected NAME=VALUE`);
    return [name, value!] as const;
  });
  return { templates, parameters: Object.fromEntries(parameters), api, manifest };
}

const parsed = (argv: readonly string[]) =>
  parseCommandLine({
    args: [...argv],
    options: {
      schema: { type: 'string' },
      manifest: { type: 'string' },
      template: { type: 'string', multiple: true },
      parameter: { type: 'string', multiple: true },
      api: { type: 'string' },
      port: { type: 'string' },
      data: { type: 'string' },
      watch: { type: 'boolean', default: false },
      engine: { type: 'string' },
      'allow-http': { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }).values;
