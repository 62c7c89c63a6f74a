import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ClientConfig } from '../../lib/clientConfig.js';
import { useHostProcesses } from '../support/hostProcess.js';
import { operations } from '../support/operations.js';
import { Person } from '../support/person.js';
import { descendantsOf, isEngine } from '../support/processes.js';

const hosts = useHostProcesses();

/** A backstop: a start takes seconds, and several times that on a machine that is busy. */
vi.setConfig({ testTimeout: 180_000 });

const configOf = async (url: string): Promise<ClientConfig> =>
  (await (await fetch(`${url}/config.json`)).json()) as ClientConfig;

/** A demo user, signed in by password. */
async function demoUser(url: string, at: number): Promise<Person> {
  const config = await configOf(url);
  const user = config.demoUsers[at]!;
  const response = await fetch(`${url}/cognito`, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: config.userPoolClientId,
      AuthParameters: { USERNAME: user.username, PASSWORD: user.password },
    }),
  });
  const { AuthenticationResult: tokens } = (await response.json()) as {
    AuthenticationResult: { AccessToken: string; IdToken: string };
  };
  return new Person({
    ...user,
    url,
    accessToken: tokens.AccessToken,
    idToken: tokens.IdToken,
  });
}

describe('npm start', () => {
  it('has demo users with their conversations, and keeps everything over a restart', async () => {
    const data = await hosts.newDataDirectory();
    const first = hosts.start(['--port', '0', '--data', data]);
    const url = await first.ready();
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const mira = await demoUser(url, 0);
    const before = await mira.messageGroups();
    expect(before.items.length).toBeGreaterThan(0);
    const sent = await mira.send({
      messageGroupUuid: before.items[0]!.uuid,
      message: 'before the restart',
    });
    const { nextToken } = await mira.messages(sent.messageGroupUuid, 1);
    first.child.kill('SIGINT');
    expect(await first.exited).toEqual({ code: 0, signal: null });

    const second = hosts.start(['--port', '0', '--data', data]);
    const again = await demoUser(await second.ready(), 0);
    expect(again.uuid).toBe(mira.uuid);
    expect((await again.messages(sent.messageGroupUuid, 1)).items).toEqual([
      { ...sent, recipientDisplayName: null, recipientHandle: null },
    ]);
    expect((await again.messages(sent.messageGroupUuid, 1, nextToken)).items).toHaveLength(1);
  });

  it('starts empty with --fresh', async () => {
    const data = await hosts.newDataDirectory();
    await writeFile(join(data, 'left over'), 'from before');
    const host = hosts.start(['--port', '0', '--data', data, '--fresh', '--no-seed']);
    await host.ready();
    expect(await readdir(data)).not.toContain('left over');
  });

  it('says which port is taken and what to do, and ends with 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const host = hosts.start(['--port', `${port}`, '--in-memory']);
    await host.line(new RegExp(`Port ${port} is taken.*with --port N`));
    expect((await host.exited).code).toBe(1);
    taken.close();
  });

  it.each(['in memory', 'in a data directory'])(
    'says how to get Java where DynamoDB Local is asked for and there is none, and ends with 1 (%s)',
    async (where) => {
      const keeping =
        where === 'in memory' ? ['--in-memory'] : ['--data', await hosts.newDataDirectory()];
      const host = hosts.start(['--port', '0', '--engine', 'dynamodb-local', ...keeping], {
        ...process.env,
        PATH: '',
        JAVA_HOME: '',
      });
      await host.line(/Java.*(jre|JDK)/i);
      expect((await host.exited).code).toBe(1);
      expect(host.output.join('\n')).not.toMatch(/^\s+at |FATAL|Warning/m);
    },
  );

  it('names an option that it does not know, prints its usage, and ends with 2', async () => {
    for (const args of [
      ['--prot', '1'],
      ['--port', 'x'],
      ['--in-memory', '--fresh'],
    ]) {
      const host = hosts.start(args);
      await host.line(/Usage: npm start/);
      expect((await host.exited).code).toBe(2);
    }
  });

  it('names the DynamoDB that does not answer, and ends with 1', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const endpoint = `http://127.0.0.1:${port}`;
    const host = hosts.start(['--port', '0', '--in-memory'], {
      ...process.env,
      DYNAMODB_ENDPOINT: endpoint,
    });
    expect(await host.line(/DYNAMODB_ENDPOINT/)).toContain(endpoint);
    expect((await host.exited).code).toBe(1);
    expect(host.output.join('\n')).not.toMatch(/^\s+at /m);
  });

  it('loses nothing that was acknowledged when DynamoDB is killed, and goes on when it is back', async () => {
    const data = await hosts.newDataDirectory();
    const host = hosts.start(['--port', '0', '--data', data]);
    const url = await host.ready();
    const mira = await demoUser(url, 0);
    const group = (await mira.messageGroups()).items[0]!.uuid;
    const acknowledged: string[] = [];
    const sends = Array.from({ length: 200 }, (_, i) => i);
    const errors = new Set<string | null>();
    const work = async () => {
      for (let i = sends.shift(); i !== undefined; i = sends.shift()) {
        const input = { messageGroupUuid: group, message: `m${i}`, clientToken: `kill-${i}` };
        for (;;) {
          const { data: answer, errors: refused } = await mira.ask<{
            createMessage: { uuid: string };
          }>(operations.createMessage, { input });
          if (!refused) {
            acknowledged.push(answer!.createMessage.uuid);
            break;
          }
          errors.add(refused[0]!.errorType);
        }
        if (i === 60) process.kill(descendantsOf(host.child.pid!).find(isEngine)!, 'SIGKILL');
      }
    };
    await Promise.all([work(), work(), work(), work()]);
    await host.line(/dynoxide is back/);
    expect([...errors].filter((type) => type !== 'Unavailable' && type !== 'Conflict')).toEqual([]);
    expect(acknowledged).toHaveLength(200);
    const stored = new Set((await mira.allMessages(group)).map((message) => message.uuid));
    expect(acknowledged.filter((uuid) => !stored.has(uuid))).toEqual([]);
    expect([...stored].length).toBe(new Set([...stored]).size);
    expect(host.output.join('\n')).toMatch(/dynoxide ended by itself/);
  });
});
