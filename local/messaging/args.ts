import { parseCommandLine, UsageError } from '../../lib/commandLine.js';
import { type MfaMode, mfaModes } from '../cognito/settings.js';
import { dynamodbOf, portOf } from '../host/args.js';

/** What `usage` describes. */
export type StartArguments = ReturnType<typeof readArguments>;

export const usage = `Usage: npm start -- [options]

  --port N       listen on 127.0.0.1:N (default: the environment's PORT, or 4000; 0: a free one)
  --fresh        delete users, messages and keys first
  --in-memory    keep nothing
  --data DIR     keep everything in DIR (default: .local)
  --engine NAME  the DynamoDB to start: dynoxide or dynamodb-local (default: the first that is there)
  --no-seed      no demo users and conversations
  --mfa MODE     a second factor (TOTP): off, optional (default) or required
  --no-password-auth
                 refuse USER_PASSWORD_AUTH, as the deployed client does
  --watch        rebuild and swap resolvers when a file changes (npm run dev)
  --profile-cache
                 answer Query.user from a cache, as the setting profileCache does
  --message-retention-days N
                 keep messages for N days, as the setting messageRetentionDays does
  --help         this text

Environment: PORT, DYNAMODB_ENDPOINT (a DynamoDB that is already running), JAVA_HOME, LOG_LEVEL`;

/**
 * @param argv what comes after the script's name.
 * @throws UsageError
 */
export function readArguments(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
) {
  const values = parsed(argv);
  if (values.fresh && values['in-memory']) {
    throw new UsageError('--in-memory keeps nothing, so --fresh has nothing to delete');
  }
  return {
    port: portOf(values.port ?? env.PORT ?? '4000'),
    fresh: values.fresh,
    inMemory: values['in-memory'],
    dataDirectory: values.data,
    watch: values.watch,
    seed: !values['no-seed'],
    profileCache: values['profile-cache'],
    messageRetentionDays: daysOf(values['message-retention-days']),
    mfa: mfaOf(values.mfa),
    passwordAuth: !values['no-password-auth'],
    help: values.help,
    ...dynamodbOf(values.engine, env.DYNAMODB_ENDPOINT),
  };
}

/** @throws UsageError */
function mfaOf(text: string | undefined): MfaMode | undefined {
  const mode = mfaModes.find((known) => known === text);
  if (text === undefined || mode !== undefined) return mode;
  throw new UsageError(
    `--mfa is ${JSON.stringify(text)}; it must be one of ${mfaModes.join(', ')}`,
  );
}

/** @throws UsageError */
function daysOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(text)) {
    throw new UsageError(
      `--message-retention-days is ${JSON.stringify(text)}; it must be a whole number from 1 to 9999`,
    );
  }
  return Number(text);
}

const parsed = (argv: readonly string[]) =>
  parseCommandLine({
    args: [...argv],
    options: {
      port: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      'in-memory': { type: 'boolean', default: false },
      data: { type: 'string', default: '.local' },
      'no-seed': { type: 'boolean', default: false },
      mfa: { type: 'string' },
      'no-password-auth': { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
      engine: { type: 'string' },
      'profile-cache': { type: 'boolean', default: false },
      'message-retention-days': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }).values;
