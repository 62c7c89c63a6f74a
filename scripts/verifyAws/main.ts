/**
 * `npm run verify:aws`: sends every case to AppSync's EvaluateCode and compares the answer with the
 * local runtime's. Exits with 0 if all are equal, 1 if one differs, 2 if AppSync cannot be reached.
 */
import '../../local/host/environment.js';
import { AppSyncClient } from '@aws-sdk/client-appsync';
import { parseCommandLine, readOrExit } from '../../lib/commandLine.js';
import { type Case, evaluateHere } from './cases.js';
import { differences } from './compare.js';
import { evaluateThere } from './evaluateCode.js';
import { openCases } from './openCases.js';
import { recordedCases } from './recordedCases.js';

const usage = `Usage: npm run verify:aws -- [options]

  --only TEXT    only cases whose line contains TEXT
  --region NAME  AppSync's region (default: AWS_REGION, or the profile's)
  --help         this text

Evaluates code and context in AppSync (appsync:EvaluateCode, nothing is created) and here, and
prints what differs.`;

const howToGiveCredentials = `Give them as to any AWS tool, for a role that may appsync:EvaluateCode:

  AWS_PROFILE=name AWS_REGION=eu-west-1 npm run verify:aws

or by AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_REGION.`;

/** AppSync could not be asked; the message says what to do. */
class NotAskedError extends Error {
  override readonly name = 'NotAskedError';
}

const lines = [
  ...recordedCases.map((asked) => ({
    label: `row ${asked.row} (${asked.source}): ${asked.title}`,
    asked,
  })),
  ...openCases.map((asked, index) => ({ label: `open ${index + 1}: ${asked.title}`, asked })),
];

async function verify(args: { only?: string; region?: string }): Promise<number> {
  const { only = '', region } = args;
  const client = await connect(region);
  const wanted = lines.filter(({ label }) => label.includes(only));
  if (wanted.length === 0) throw new NotAskedError(`No case's line contains '${only}'.`);
  let different = 0;
  for (const { label, asked } of wanted) {
    const found = differences(evaluateHere(asked), await ask(client, asked));
    console.log(`${found.length === 0 ? 'equal' : 'DIFFERENT'}  ${label}`);
    for (const line of found) console.log(`    ${line}`);
    if (found.length > 0) different += 1;
  }
  console.log(`${wanted.length} cases: ${wanted.length - different} equal, ${different} different`);
  return different === 0 ? 0 : 1;
}

async function connect(region: string | undefined): Promise<AppSyncClient> {
  const client = new AppSyncClient(region === undefined ? {} : { region });
  const missing = (what: string) => () => {
    throw new NotAskedError(`There ${what}.\n${howToGiveCredentials}`);
  };
  await client.config.credentials().catch(missing('are no AWS credentials'));
  await client.config.region().catch(missing('is no AWS region'));
  return client;
}

async function ask(client: AppSyncClient, asked: Case) {
  try {
    return await evaluateThere(client, asked);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    throw new NotAskedError(`AppSync did not evaluate it: ${name}: ${message}
${howToGiveCredentials}`);
  }
}

const options = {
  only: { type: 'string' },
  region: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;
const { values: args } = readOrExit(() => parseCommandLine({ options }), usage);
try {
  if (args.help) console.log(usage);
  else process.exitCode = await verify(args);
} catch (error) {
  if (!(error instanceof NotAskedError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
