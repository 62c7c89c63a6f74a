/**
 * `npm run deploy -- --stage dev`: synthesises (which builds the bundles), deploys the stage's product
 * stack and its web client, and writes for other web hosts `client/config/<stage>.json` and, in
 * `client/config/<stage>/`, the client's pages with the hosts of the stage.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SettingError } from '../infra/SettingError.js';
import { type Context, readSettings } from '../infra/settings.js';
import { type ClientConfig, clientConfig } from '../lib/clientConfig.js';
import { parseCommandLine, UsageError } from '../lib/commandLine.js';
import { connectSources, withConnectSources } from '../lib/contentSecurityPolicy.js';
import { root } from '../lib/root.js';

export const usage = `Usage: npm run deploy -- --stage STAGE [options] [-- options of cdk deploy]

  --stage STAGE            a stage of cdk.json, or the name of a branch
  -c, --context KEY=VALUE  a setting (docs/operations.md), as often as needed
  --create                 the first deployment of a stage: deletion protection comes on once the
                           creation has succeeded, so that a failed one can be tried again
  --hotswap                put new resolvers into a development stage in seconds, past CloudFormation
  --yes                    do not ask before permissions are widened (for a pipeline)
  --help                   this text

Needs AWS credentials, and an account and region that \`npx cdk bootstrap\` has prepared.`;

/** The deployment failed; cdk has said why. */
class DeployError extends Error {
  override readonly name = 'DeployError';
}

export interface DeployCommand {
  readonly stage: string;
  /** The product stack. */
  readonly stack: string;
  /** The arguments of each run of cdk, in order, without the outputs file. */
  readonly runs: readonly (readonly string[])[];
  /** Whether the web client has to be built first. */
  readonly buildClient: boolean;
}

const parse = (args: readonly string[]) =>
  parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      stage: { type: 'string' },
      context: { type: 'string', short: 'c', multiple: true, default: [] },
      create: { type: 'boolean', default: false },
      hotswap: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });

/**
 * @param args the command line after `npm run deploy --`.
 * @param cdkContext the context of cdk.json.
 * @throws UsageError
 * @throws SettingError
 */
export function deployCommand(
  args: readonly string[],
  cdkContext: Context,
): DeployCommand | 'help' {
  const { values, positionals } = parse(args);
  const { stage, context, create, hotswap, yes, help } = values;
  if (help) return 'help';
  if (!stage) throw new UsageError('No stage: write --stage dev');
  const given = Object.fromEntries(
    context.map((setting) => {
      const [key = '', ...value] = setting.split('=');
      return [key, value.join('=')];
    }),
  );
  const settings = readSettings({ ...cdkContext, ...given }, stage);
  if (settings.production) {
    if (hotswap) throw new UsageError('--hotswap goes past CloudFormation: not in production');
    if (settings.mailFrom === undefined) {
      throw new UsageError(
        'Production has no "mailFrom": Cognito would send 50 messages a day, and sign-up would end for everyone. Write "mailFrom": "…" into stages.production of cdk.json',
      );
    }
  }
  const stack = `messages-${stage}`;
  const web = settings.stacks.includes('web');
  const run = (...more: readonly string[]) => [
    'deploy',
    ...(web ? [stack, `${stack}-web`] : [stack]),
    ...['-c', `stage=${stage}`],
    ...context.flatMap((setting) => ['-c', setting]),
    ...more,
    ...(hotswap ? ['--hotswap-fallback'] : []),
    ...(yes ? ['--require-approval', 'never'] : []),
    ...positionals,
  ];
  const unprotected = create && settings.deletionProtection;
  return {
    stage,
    stack,
    runs: unprotected ? [run('-c', 'deletionProtection=false'), run()] : [run()],
    buildClient: web,
  };
}

/**
 * The client's configuration, from the outputs that `cdk deploy --outputs-file` writes.
 * @throws Error which names the stack and the missing output.
 */
export function configFromOutputs(outputs: unknown, stack: string): ClientConfig {
  const ofStack = (outputs as Record<string, Record<string, string>> | undefined)?.[stack];
  const output = (name: string): string => {
    const value = ofStack?.[name];
    if (value === undefined) throw new Error(`Stack "${stack}" has no output "${name}"`);
    return value;
  };
  return clientConfig({
    endpoint: output('GraphqlUrl'),
    region: output('Region'),
    userPoolId: output('UserPoolId'),
    userPoolClientId: output('UserPoolClientId'),
  });
}

/** Runs one of the repository's programs, and shows its output. */
async function run(program: string, args: readonly string[]): Promise<void> {
  const path = join(root, 'node_modules/.bin', program);
  const [code] = await once(spawn(path, args, { cwd: root, stdio: 'inherit' }), 'exit');
  if (code === 0) return;
  throw new DeployError(`${program} ${args[0]} ended with ${code}; its reason is above`);
}

async function readContext(): Promise<Context> {
  const { context } = JSON.parse(await readFile(join(root, 'cdk.json'), 'utf8')) as {
    readonly context: Context;
  };
  return context;
}

/** Writes the built pages with the hosts of this stage; none where the client is not built. */
async function writePages(stage: string, config: ClientConfig): Promise<void> {
  for (const page of ['index.html', 'graphiql/index.html']) {
    const built = await readFile(join(root, 'build/client', page), 'utf8').catch(() => undefined);
    if (built === undefined) continue;
    const file = `client/config/${stage}/${page}`;
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), withConnectSources(built, connectSources(config)));
    console.log(`${file} is written. Serve it in place of build/client/${page}`);
  }
}

async function main(): Promise<void> {
  const command = deployCommand(process.argv.slice(2), await readContext());
  if (command === 'help') return console.log(usage);
  const directory = await mkdtemp(join(tmpdir(), 'deploy-'));
  try {
    const outputsFile = join(directory, 'outputs.json');
    if (command.buildClient) await run('vite', ['build', '--logLevel', 'warn']);
    for (const args of command.runs) await run('cdk', [...args, '--outputs-file', outputsFile]);
    const outputs: unknown = JSON.parse(await readFile(outputsFile, 'utf8'));
    const config = configFromOutputs(outputs, command.stack);
    await mkdir(join(root, 'client/config'), { recursive: true });
    const file = `client/config/${command.stage}.json`;
    await writeFile(join(root, file), `${JSON.stringify(config, null, 2)}\n`);
    await writePages(command.stage, config);
    console.log(`${file} is written. Try it: npm run smoke -- --config ${file}`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main().catch((error: unknown) => {
    const known = [UsageError, SettingError, DeployError].some((kind) => error instanceof kind);
    if (!known) throw error;
    const { message } = error as Error;
    console.error(error instanceof UsageError ? `${message}\n\n${usage}` : message);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  });
}
