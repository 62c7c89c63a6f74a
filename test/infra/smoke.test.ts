import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smoke, smokeCommand, UsageError } from '../../scripts/smoke.js';
import { useMessaging } from '../support/messaging.js';
import type { Person } from '../support/person.js';

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
  it('tells every user story to the local host, from its own configuration', async () => {
    const url = `${messaging.host.url}/config.json`;
    const command = await smokeCommand(['--config', url], environment());
    const told: string[] = [];
    await smoke(command as Exclude<typeof command, 'help'>, (story) => told.push(story));
    expect(told).toEqual([
      'both sign in by SRP and know who they are',
      'the sender lists their conversations',
      'the recipient subscribes',
      'the sender writes to the recipient',
      'the recipient receives it at once',
      'sending again with the same token sends nothing',
      'both read the message, newest first',
      'the recipient catches up after a message that they have',
      'the recipient marks it as read',
      "another person's conversation cannot be read",
      'both sign out',
    ]);
  });

  it('names the story that failed and what the API said', async () => {
    const command = await smokeCommand(['--config', file], {
      ...environment(),
      SMOKE_PASSWORD: 'Wrong-Password-1',
    });
    await expect(smoke(command as Exclude<typeof command, 'help'>)).rejects.toThrow(
      'both sign in by SRP and know who they are: Incorrect username or password.',
    );
  });

  it('takes the demo users of a configuration that has some', async () => {
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

  it('says what is missing in the command', async () => {
    const refusal = (args: string[], env: Record<string, string> = {}) =>
      expect(smokeCommand(args, env)).rejects;
    await refusal([]).toThrow('write --config FILE or --config URL');
    await refusal(['--config', file]).toThrow('no demo users: write --user NAME');
    await refusal(['--config', file, '--user', 'ada']).toThrow('set SMOKE_PASSWORD');
    await refusal(['--config', join(directory, 'no.json')]).toThrow('ENOENT');
    await refusal(['--config', `${messaging.host.url}/none.json`]).toThrow('it answered 404');
    await refusal(['--config', file, '--colour']).toThrow(UsageError);
  });
});
