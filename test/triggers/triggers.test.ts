import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { loadHandlers } from '../../local/cognito/loadTriggers.js';
import { userPool } from '../../resolvers/userPool.js';
import { handleKey, profileKey } from '../../resolvers/lib/keys.js';
import { postConfirmationEvent, preSignUpEvent, preTokenGenerationEvent } from './events.js';
import { useTriggers } from './useTriggers.js';

const triggers = useTriggers();
let count = 0;
/** A handle that no other test uses. */
const newHandle = () => `person_${(count += 1)}`;

describe('before sign-up', () => {
  test.each([
    ['no handle', { name: 'Ada' }, 'Choose a handle'],
    ['a handle of one letter', { preferred_username: 'a', name: 'Ada' }, '2 to 30'],
    ['a handle of 31', { preferred_username: 'a'.repeat(31), name: 'Ada' }, '2 to 30'],
    ['a handle with a space', { preferred_username: 'ada l', name: 'Ada' }, '2 to 30'],
    ['a handle with a line after it', { preferred_username: 'ada\n', name: 'Ada' }, '2 to 30'],
    ['a handle with a separator of keys', { preferred_username: 'ada#x', name: 'Ada' }, '2 to 30'],
    ['a handle that only looks Latin', { preferred_username: 'аda', name: 'Ada' }, '2 to 30'],
    ['no display name', { preferred_username: 'ada' }, 'display name'],
    ['a blank display name', { preferred_username: 'ada', name: ' \t ' }, 'display name'],
    [
      'a display name with no visible character',
      { preferred_username: 'ada', name: '\u200b\u3164' },
      'seen',
    ],
    ['a display name of 51', { preferred_username: 'ada', name: '𝒜'.repeat(51) }, 'at most 50'],
    ['a display name with a bell', { preferred_username: 'ada', name: 'A\u0007da' }, 'control'],
    ['a display name turned round', { preferred_username: 'ada', name: 'A\u202Eda' }, 'control'],
  ])('%s is refused in words', async (_what, attributes, words) => {
    await expect(triggers.handlers.preSignUp(preSignUpEvent(attributes))).rejects.toThrow(words);
  });

  test.each([
    ['the shortest handle', 'ad', 'Ada'],
    ['the longest handle', 'a'.repeat(30), 'Ada'],
    ['upper case', 'ADA.Lovelace_9', 'Ada'],
    ['a display name of 50 four-byte characters', 'ada', '𝒜'.repeat(50)],
  ])('%s is let through, and nothing is changed', async (_what, preferred_username, name) => {
    const event = preSignUpEvent({ preferred_username, name });
    expect(await triggers.handlers.preSignUp(structuredClone(event))).toEqual(event);
  });

  test('a handle that is taken is rejected, in upper and lower case', async () => {
    const handle = newHandle();
    await confirm({ preferred_username: handle });
    for (const preferred_username of [handle, handle.toUpperCase()]) {
      await expect(
        triggers.handlers.preSignUp(preSignUpEvent({ preferred_username, name: 'Other' })),
      ).rejects.toThrow(`The handle ${handle} is taken`);
    }
  });
});

describe('at confirmation', () => {
  test('profile and handle claim are written', async () => {
    const handle = newHandle();
    const before = Date.now();
    const sub = await confirm({ preferred_username: handle.toUpperCase(), name: ' Ada L. ' });
    const profile = await triggers.get(profileKey(sub));
    expect(profile).toEqual({
      pk: `USR#${sub}`,
      sk: 'PROFILE',
      uuid: sub,
      handle,
      displayName: 'Ada L.',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(Date.parse(profile?.createdAt ?? '')).toBeGreaterThanOrEqual(before);
    expect(await triggers.get(handleKey(handle))).toEqual({
      ...handleKey(handle),
      uuid: sub,
      handle,
      displayName: 'Ada L.',
    });
  });

  test('a repeated call of Cognito changes nothing', async () => {
    const handle = newHandle();
    const sub = await confirm({ preferred_username: handle });
    const first = await triggers.get(profileKey(sub));
    await Promise.all([1, 2, 3].map(() => confirm({ sub, preferred_username: handle })));
    expect(await triggers.get(profileKey(sub))).toEqual(first);
    const mine = (await triggers.items()).filter(({ uuid }) => uuid === sub);
    expect(mine).toHaveLength(2);
  });

  test('a repeated call that runs beside the first one gives one handle', async () => {
    const handle = newHandle();
    const sub = randomUUID();
    await Promise.all([1, 2, 3, 4].map(() => confirm({ sub, preferred_username: handle })));
    const mine = (await triggers.items()).filter(({ uuid }) => uuid === sub);
    expect(mine.map(({ pk }) => pk).sort()).toEqual([handleKey(handle).pk, `USR#${sub}`]);
  });

  test('of fifty people who confirm one handle at once, one gets it, and each other person gets a handle of their own', async () => {
    const handle = newHandle();
    const subs = await Promise.all(
      Array.from({ length: 50 }, () => confirm({ preferred_username: handle })),
    );
    const profiles = await Promise.all(subs.map((sub) => triggers.get(profileKey(sub))));
    const handles = profiles.map((profile) => profile?.handle ?? '');

    expect(handles.filter((each) => each === handle)).toHaveLength(1);
    expect(new Set(handles).size).toBe(50);
    for (const [index, each] of handles.entries()) {
      expect(await triggers.get(handleKey(each))).toMatchObject({ uuid: subs[index] });
      if (each !== handle) expect(each).toBe(`${handle}_${subs[index]?.slice(0, 6)}`);
    }
  });

  test('a person who loses the longest handle gets one that is not longer', async () => {
    const handle = `${newHandle()}_`.padEnd(30, 'x');
    await confirm({ preferred_username: handle });
    const sub = await confirm({ preferred_username: handle });
    const profile = await triggers.get(profileKey(sub));
    expect(profile?.handle).toBe(`${handle.slice(0, 23)}_${sub.slice(0, 6)}`);
  });

  test('a confirmed forgotten password writes nothing', async () => {
    const sub = randomUUID();
    const event = postConfirmationEvent(
      { sub, preferred_username: newHandle(), name: 'Ada' },
      'PostConfirmation_ConfirmForgotPassword',
    );
    expect(await triggers.handlers.postConfirmation(event)).toEqual(event);
    expect(await triggers.get(profileKey(sub))).toBeUndefined();
  });
});

describe('before tokens are made', () => {
  test('handle and display name are added to the access token', async () => {
    const handle = newHandle();
    const sub = await confirm({ preferred_username: handle, name: 'Ada L.' });
    const event = preTokenGenerationEvent({ sub });
    expect(await triggers.handlers.preTokenGeneration(structuredClone(event))).toEqual({
      ...event,
      response: {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: {
            claimsToAddOrOverride: { handle, display_name: 'Ada L.' },
          },
        },
      },
    });
  });

  test('a profile that could not be written at confirmation is written now', async () => {
    const handle = newHandle();
    const sub = randomUUID();
    const answer = await triggers.handlers.preTokenGeneration(
      preTokenGenerationEvent({ sub, preferred_username: handle, name: 'Ada L.' }),
    );
    expect(answer).toMatchObject({
      response: {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: { claimsToAddOrOverride: { handle, display_name: 'Ada L.' } },
        },
      },
    });
    expect(await triggers.get(profileKey(sub))).toMatchObject({ uuid: sub, handle });
    expect(await triggers.get(handleKey(handle))).toMatchObject({ uuid: sub });
  });

  test('without a profile, and without attributes to make one from, the sign-in goes on', async () => {
    const event = preTokenGenerationEvent({ sub: randomUUID() });
    expect(await triggers.handlers.preTokenGeneration(structuredClone(event))).toEqual(event);
  });

  test('with a table that does not answer, the sign-in goes on', async () => {
    const { preTokenGeneration } = await loadHandlers({
      directory: triggers.directory,
      names: userPool.triggers,
      environment: triggers.environment('no-such-table'),
    });
    const event = preTokenGenerationEvent({
      sub: randomUUID(),
      preferred_username: newHandle(),
      name: 'Ada',
    });
    expect(await preTokenGeneration?.(structuredClone(event))).toEqual(event);
  });
});

describe('a slow table', () => {
  const COGNITO_TIMEOUT = 5_000; // ms

  test(
    'blocks no sign-in: the trigger answers before Cognito gives up',
    async () => {
      let asked = 0;
      const server = createServer((request, response) => {
        request.resume();
        asked += 1;
        // The first answer, that there is no profile, takes almost as long as a request may.
        if (asked === 1) setTimeout(() => response.end('{}'), 1_300);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const { preTokenGeneration } = await loadHandlers({
        directory: triggers.directory,
        names: userPool.triggers,
        environment: {
          ...triggers.environment('some-table', `http://127.0.0.1:${port}`),
          TABLE_TIME_LIMIT: '4000', // as deployed
        },
      });
      const event = preTokenGenerationEvent({
        sub: randomUUID(),
        preferred_username: newHandle(),
        name: 'Ada',
      });
      expect(await preTokenGeneration?.(structuredClone(event))).toEqual(event);
      expect(asked).toBeGreaterThan(1);
      server.closeAllConnections();
      server.close();
    },
    COGNITO_TIMEOUT,
  );
});

describe('a table that cannot be reached', () => {
  test('gives an error that reveals nothing', async () => {
    const { preSignUp, postConfirmation } = await loadHandlers({
      directory: triggers.directory,
      names: userPool.triggers,
      // Port 1 has no listener.
      environment: triggers.environment('some-table', 'http://127.0.0.1:1'),
    });
    const attributes = { sub: randomUUID(), preferred_username: newHandle(), name: 'Ada' };
    const words = /^Accounts cannot be made at the moment, please try again later$/;
    await expect(preSignUp?.(preSignUpEvent(attributes))).rejects.toThrow(words);
    await expect(postConfirmation?.(postConfirmationEvent(attributes))).rejects.toThrow(words);
  });
});

describe('loaded triggers', () => {
  test('of two hosts in one process write to their own tables', async () => {
    const other = await triggers.dynamodb.newTable();
    const environment = { ...process.env };
    const built = { directory: triggers.directory, names: userPool.triggers };
    const [first, second] = await Promise.all([
      loadHandlers({ ...built, environment: triggers.environment() }),
      loadHandlers({ ...built, environment: triggers.environment(other) }),
    ]);
    expect(process.env).toEqual(environment);

    const handle = newHandle();
    const [here, there] = [randomUUID(), randomUUID()];
    const event = (sub: string) =>
      postConfirmationEvent({ sub, preferred_username: handle, name: 'Ada' });
    await Promise.all([
      first.postConfirmation?.(event(here)),
      second.postConfirmation?.(event(there)),
    ]);
    expect(await triggers.get(handleKey(handle))).toMatchObject({ uuid: here });
    expect(await triggers.get(handleKey(handle), other)).toMatchObject({ uuid: there });
  });

  test('do not see the AWS settings of the process', async () => {
    vi.stubEnv('AWS_PROFILE', 'a-profile-that-is-not-there');
    vi.stubEnv('AWS_SESSION_TOKEN', 'of-this-process');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const { preSignUp } = await loadHandlers({
      directory: triggers.directory,
      names: userPool.triggers,
      environment: triggers.environment(),
    });
    const event = preSignUpEvent({ preferred_username: newHandle(), name: 'Ada' });
    expect(await preSignUp?.(structuredClone(event))).toEqual(event);
    expect(process.env.AWS_PROFILE).toBe('a-profile-that-is-not-there');
  });
});

/** Confirms a person; resolves with their `sub`. */
async function confirm({
  sub = randomUUID(),
  preferred_username,
  name = 'Ada',
}: {
  sub?: string;
  preferred_username: string;
  name?: string;
}): Promise<string> {
  const attributes = { sub, preferred_username, name };
  await triggers.handlers.postConfirmation(postConfirmationEvent(attributes));
  return sub;
}
