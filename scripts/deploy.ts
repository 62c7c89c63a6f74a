/**
 * `npm run deploy -- --stage dev`: synthesise (which builds the bundles), deploy the stage's product
 * stack, and write what a client needs to `client/config/<stage>.json`, and the client's pages with the
 * hosts of the stage to `client/config/<stage>/`.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type ClientConfig, clientConfig } from './clientConfig.js';
import { withConnectSources } from './contentSecurityPolicy.js';

const root = fileURLToPath(new URL('..', import.meta.url));

export const usage = `Usage: npm run deploy -- --stage STAGE [options] [-- options of cdk deploy]

  --stage STAGE            a stage of cdk.json, or the name of a branch
  -c, --context KEY=VALUE  a setting (infra/settings.ts), as often as needed
  --hotswap                put new resolvers into a development stage in seconds, past CloudFormation
  --yes                    do not ask before permissions are widened (for a pipeline)
  --help                   this text

Needs AWS credentials, and an account and region that \`npx cdk bootstrap\` has prepared.`;

/** A command line that cannot be carried out; its message is for whoever wrote it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The deployment failed; cdk has said why. */
class DeployError extends Error {
  override readonly name = 'DeployError';
}

export interface DeployCommand {
  readonly stage: string;
  readonly stack: string;
  /** What cdk is called with, but for the outputs file. */
  readonly cdkArguments: readonly string[];
}

/**
 * @param args the command line behind `npm run deploy --`.
 * @throws UsageError
 */
export function deployCommand(args: readonly string[]): DeployCommand | 'help' {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        stage: { type: 'string' },
        context: { type: 'string', short: 'c', multiple: true, default: [] },
        hotswap: { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { stage, context, hotswap, yes, help } = parsed.values;
  if (help) return 'help';
  if (!stage) throw new UsageError('No stage: write --stage dev');
  if (hotswap && stage === 'production') {
    throw new UsageError('--hotswap goes past CloudFormation: not in production');
  }
  const stack = `messages-${stage}`;
  return {
    stage,
    stack,
    cdkArguments: [
      'deploy',
      stack,
      ...['-c', `stage=${stage}`],
      ...context.flatMap((setting) => ['-c', setting]),
      ...(hotswap ? ['--hotswap-fallback'] : []),
      ...(yes ? ['--require-approval', 'never'] : []),
      ...parsed.positionals,
    ],
  };
}

/**
 * The client's configuration, from what `cdk deploy --outputs-file` has written.
 * @throws Error which names the stack and the output that it lacks.
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

function cdk(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, 'node_modules/.bin/cdk'), args, { cwd: root, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new DeployError(`cdk ${args[0]} ended with ${code}; what it says is above`));
    });
  });
}

/** Writes the built pages with the hosts of this stage; none where the client is not built. */
async function writePages(stage: string, config: ClientConfig): Promise<void> {
  for (const page of ['index.html', 'graphiql/index.html']) {
    const built = await readFile(join(root, 'build/client', page), 'utf8').catch(() => undefined);
    if (built === undefined) continue;
    const file = `client/config/${stage}/${page}`;
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), withConnectSources(built, config));
    console.log(`${file} is written. Serve it in place of build/client/${page}`);
  }
}

async function main(): Promise<void> {
  const command = deployCommand(process.argv.slice(2));
  if (command === 'help') return console.log(usage);
  const directory = await mkdtemp(join(tmpdir(), 'deploy-'));
  try {
    const outputsFile = join(directory, 'outputs.json');
    await cdk([...command.cdkArguments, '--outputs-file', outputsFile]);
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
    const known = error instanceof UsageError || error instanceof DeployError;
    if (!known) throw error;
    console.error(error instanceof UsageError ? `${error.message}\n\n${usage}` : error.message);
    process.exitCode = 1;
  });
}
