/**
 * `npm run smoke -- --config FILE|URL`: the user stories, by an unmodified aws-amplify 6, against a
 * deployed API or the host. It needs two people; their conversation gains one message.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Amplify } from 'aws-amplify';
import { WebSocket } from 'ws';
import type { ClientConfig } from '../../lib/clientConfig.js';
import { parseCommandLine, UsageError } from '../../lib/commandLine.js';
import { type Credentials, Person } from './person.js';
import { type Story, tellStories } from './stories.js';

export const usage = `Usage: npm run smoke -- --config FILE|URL

  --config FILE|URL   client/config/<stage>.json, or http://localhost:4000/config.json
  --user E-MAIL       who sends      (or SMOKE_USER; default: the first demo user)
  --other E-MAIL      who receives   (or SMOKE_OTHER; default: the second demo user)
  --help              this text

Passwords come from the environment: SMOKE_PASSWORD and SMOKE_OTHER_PASSWORD. If a user has a second factor,
set the key of their authenticator app, as the client showed it at enrolment: SMOKE_TOTP_KEY and
SMOKE_OTHER_TOTP_KEY.`;

interface SmokeCommand {
  readonly config: ClientConfig;
  readonly user: Credentials;
  readonly other: Credentials;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws UsageError */
export async function smokeCommand(
  args: readonly string[],
  env: Environment,
): Promise<SmokeCommand | 'help'> {
  const { values } = parseCommandLine({
    args: [...args],
    options: {
      config: { type: 'string' },
      user: { type: 'string' },
      other: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  if (!values.config) throw new UsageError('No configuration: write --config FILE or --config URL');
  const config = await readConfig(values.config);
  const [first, second] = config.demoUsers;
  const credentials = (
    option: string,
    username: string | undefined,
    variable: 'SMOKE' | 'SMOKE_OTHER',
    demo: Credentials | undefined,
  ): Credentials => {
    const passwordName = `${variable}_PASSWORD`;
    const totpKey = env[`${variable}_TOTP_KEY`];
    if (username === undefined) {
      if (!demo)
        throw new UsageError(`The configuration has no demo users: write --${option} E-MAIL`);
      return { username: demo.username, password: demo.password, totpKey };
    }
    const password =
      env[passwordName] ?? config.demoUsers.find((user) => user.username === username)?.password;
    if (!password) throw new UsageError(`No password for "${username}": set ${passwordName}`);
    return { username, password, totpKey };
  };
  return {
    config,
    user: credentials('user', values.user ?? env['SMOKE_USER'], 'SMOKE', first),
    other: credentials('other', values.other ?? env['SMOKE_OTHER'], 'SMOKE_OTHER', second),
  };
}

async function readConfig(place: string): Promise<ClientConfig> {
  try {
    const text = /^https?:/i.test(place) ? await download(place) : await readFile(place, 'utf8');
    const config = JSON.parse(text) as Partial<ClientConfig>;
    if (!config.amplify) throw new Error('it has no "amplify"');
    return { demoUsers: [], ...config } as ClientConfig;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`Cannot read a client's configuration from ${place}: ${why}`);
  }
}

async function download(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`it answered ${response.status}`);
  return response.text();
}

/**
 * Runs the stories in order.
 * @param report receives the name of each story that passed
 * @throws Error that names the story that failed, and why
 */
export async function smoke(
  { config, user, other }: SmokeCommand,
  report: (story: string) => void = () => {},
): Promise<void> {
  // Node has had one of its own since version 22.
  globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;
  Amplify.configure(config.amplify as unknown as Parameters<typeof Amplify.configure>[0]);
  const story: Story = async (name, tell) => {
    try {
      const outcome = await tell();
      report(name);
      return outcome;
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  };

  await tellStories({ story, sender: new Person(user), recipient: new Person(other) });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const command = await smokeCommand(process.argv.slice(2), process.env);
    if (command === 'help') console.log(usage);
    else await smoke(command, (story) => console.log(`✓ ${story}`));
    process.exit(0); // Amplify keeps its socket for the next subscription
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(error instanceof UsageError ? `${message}\n\n${usage}` : `✗ ${message}`);
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}
