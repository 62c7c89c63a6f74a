import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleCanary } from '../../lib/bundle.js';
import { runCanary } from '../../scripts/smoke/canary.js';
import { UsageError } from '../../lib/commandLine.js';
import { smoke, smokeCommand } from '../../scripts/smoke/main.js';
import { useMessaging } from '../support/messaging.js';
import type { Person } from '../support/person.js';
import { turnOnSecondFactor } from '../support/secondFactor.js';
import { limits } from '../../resolvers/limits.js';

const messaging = useMessaging();
let ada: Person;
let ben: Person;
let directory: string;
let file: string;

beforeAll(async () => {
  ada = await messaging.newPerson('Ada');
  ben = await messaging.newPerson('Ben');
  directory = await mkdtemp(join(tmpdir(), 'smoke-'));
  file = join(directory, 'config.json');
  await writeFile(file, JSON.stringify(messaging.host.config));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const environment = () => ({
  SMOKE_USER: ada.username,
  SMOKE_PASSWORD: ada.password,
  SMOKE_OTHER: ben.username,
  SMOKE_OTHER_PASSWORD: ben.password,
});

describe('npm run smoke', () => {
  it('runs every user story against the host, from its configuration', async () => {
    const url = `${messaging.host.url}/config.json`;
    const command = await smokeCommand(['--config', url], environment());
    const passed: string[] = [];
    await smoke(command as Exclude<typeof command, 'help'>, (story) => passed.push(story));
    expect(passed).toEqual([
      'both sign in by SRP and know who they are',
      'the sender lists their conversations',
      'the recipient subscribes',
      'the sender writes to the recipient',
      'the recipient receives it at once',
      'sending again with the same token sends nothing',
      'both read the message, newest first',
      'the recipient catches up after a message that they have',
      'the recipient marks it as read',
      'the recipient accepts the conversation',
      'the sender edits it, the recipient reacts, and sees one change of each',
      'the sender unsends it',
      "another person's conversation cannot be read",
      'both sign out',
    ]);
  });

  it('signs in by the keys of second factors, and names the variable where one is missing', async () => {
    const [eve, finn] = await Promise.all([
      messaging.newPerson('Eve'),
      messaging.newPerson('Finn'),
    ]);
    const { host } = messaging;
    const env = {
      SMOKE_USER: eve.username,
      SMOKE_PASSWORD: eve.password,
      SMOKE_TOTP_KEY: await turnOnSecondFactor(host, eve),
      SMOKE_OTHER: finn.username,
      SMOKE_OTHER_PASSWORD: finn.password,
      SMOKE_OTHER_TOTP_KEY: await turnOnSecondFactor(host, finn),
    };
    const run = async (variables: Record<string, string | undefined>) => {
      const passed: string[] = [];
      const command = await smokeCommand(['--config', file], variables);
      await smoke(command as Exclude<typeof command, 'help'>, (story) => passed.push(story));
      return passed;
    };
    await expect(run({ ...env, SMOKE_TOTP_KEY: undefined })).rejects.toThrow(
      'has a second factor: set SMOKE_TOTP_KEY or SMOKE_OTHER_TOTP_KEY',
    );
    expect(await run(env)).toContain('both sign out');
  });

  it('gets from the workflow of a deployment each variable that it reads', async () => {
    const workflow = await readFile(
      new URL('../../.github/workflows/deploy.yml', import.meta.url),
      'utf8',
    );
    const given = [...workflow.matchAll(/^ +(SMOKE_\w+): \$\{\{ (?:vars|secrets)\.(\w+) \}\}$/gm)];
    expect(given.map(([, variable]) => variable)).toEqual([
      'SMOKE_USER',
      'SMOKE_PASSWORD',
      'SMOKE_TOTP_KEY',
      'SMOKE_OTHER',
      'SMOKE_OTHER_PASSWORD',
      'SMOKE_OTHER_TOTP_KEY',
    ]);
    for (const [, variable, source] of given) expect(source).toBe(variable);
  });

  it('names the story that failed and the answer of the API', async () => {
    const command = await smokeCommand(['--config', file], {
      ...environment(),
      SMOKE_PASSWORD: 'Wrong-Password-1',
    });
    await expect(smoke(command as Exclude<typeof command, 'help'>)).rejects.toThrow(
      'both sign in by SRP and know who they are: Incorrect username or password.',
    );
  });

  it('uses the demo users of a configuration that has some', async () => {
    const demoUsers = ['one', 'two'].map((name) => ({
      handle: name,
      displayName: name,
      username: name,
      password: `Password-of-${name}-1`,
      uuid: '00000000-0000-4000-8000-000000000000',
    }));
    await writeFile(
      join(directory, 'demo.json'),
      JSON.stringify({ ...messaging.host.config, demoUsers }),
    );
    expect(await smokeCommand(['--config', join(directory, 'demo.json')], {})).toMatchObject({
      user: { username: 'one', password: 'Password-of-one-1' },
      other: { username: 'two', password: 'Password-of-two-1' },
    });
  });

  it('names what is missing in the command', async () => {
    const refusal = (args: string[], env: Record<string, string> = {}) =>
      expect(smokeCommand(args, env)).rejects;
    await refusal([]).toThrow('write --config FILE or --config URL');
    await refusal(['--config', file]).toThrow('no demo users: write --user E-MAIL');
    await refusal(['--config', file, '--user', 'ada']).toThrow('set SMOKE_PASSWORD');
    await refusal(['--config', join(directory, 'no.json')]).toThrow('ENOENT');
    await refusal(['--config', `${messaging.host.url}/none.json`]).toThrow('it answered 404');
    await refusal(['--config', file, '--colour']).toThrow(UsageError);
  });
});

describe('the canary', () => {
  const secret = () =>
    JSON.stringify({
      user: { username: ada.username, password: ada.password },
      other: { username: ben.username, password: ben.password },
    });

  it('runs the same stories, with the two people of its secret', async () => {
    const passed = await runCanary(messaging.host.config, secret());
    expect(passed).toHaveLength(14);
    expect(passed).toContain('the sender writes to the recipient');
  });

  it('can run more often than a stranger may write', async () => {
    const [eve, finn] = [await messaging.newPerson('Eve'), await messaging.newPerson('Finn')];
    const two = JSON.stringify({
      user: { username: eve.username, password: eve.password },
      other: { username: finn.username, password: finn.password },
    });
    for (let run = 0; run <= limits.request.maxMessages; run += 1) {
      await runCanary(messaging.host.config, two);
    }
  });

  it('names the story that failed', async () => {
    const wrong = secret().replace(ben.password, 'Wrong-Password-1');
    await expect(runCanary(messaging.host.config, wrong)).rejects.toThrow(
      'both sign in by SRP and know who they are',
    );
  });

  it.each(['', 'not JSON', '{"user":{"username":"ada","password":"Secret-Word-1"}}'])(
    'says that its secret does not hold two people, and shows nothing of it: %s',
    async (filled) => {
      const refusal = runCanary(messaging.host.config, filled);
      await expect(refusal).rejects.toThrow('does not hold two people');
      await expect(refusal).rejects.not.toThrow('Secret-Word-1');
    },
  );

  it('is bundled into one file that Node loads as Lambda does, with its handler', async () => {
    await bundleCanary();
    const run = await promisify(execFile)(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        "const { handler } = await import('./build/canary/index.mjs'); await handler();",
      ],
      { cwd: new URL('../..', import.meta.url), env: { PATH: process.env['PATH'] } },
    ).then(
      () => '',
      (error: { readonly stderr: string }) => error.stderr,
    );
    // The handler runs, and misses the environment that the stack gives it.
    expect(run).toContain('GRAPHQL_URL');
  });
});
