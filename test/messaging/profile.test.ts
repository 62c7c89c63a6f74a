import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { User } from '../../generated/schema.js';
import { handleKey, workKey } from '../../resolvers/lib/keys.js';
import { limits } from '../../resolvers/limits.js';
import { displayNameProblem } from '../../triggers/lib/displayName.js';
import { cases } from '../support/cases.js';
import { useMessaging, signIn } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

const DAY = 24 * 60 * 60_000;
/** How far the resolvers' clock is ahead of the machine's. */
let ahead = 0;
const messaging = useMessaging({ resolverClock: () => Date.now() + ahead });

const rename = async (
  person: Person,
  input: { handle?: string; displayName?: string },
): Promise<User> =>
  (await person.get<{ updateProfile: User }>(operations.updateProfile, { input })).updateProfile;

const find = async (person: Person, handle: string): Promise<User | null> =>
  (await person.get<{ user: User | null }>(operations.user, { handle })).user;

const search = async (person: Person, prefix: string, limit?: number): Promise<string[]> =>
  (
    await person.get<{ searchUsers: User[] }>(operations.searchUsers, { prefix, limit })
  ).searchUsers.map(({ handle }) => handle);

async function itemOf({ pk, sk }: { pk: string; sk: string }) {
  const { client, tableName } = messaging.dynamodb;
  const Key = { pk: { S: pk }, sk: { S: sk } };
  const command = new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true });
  return (await client.send(command)).Item;
}

/** Until the worker has gone through the person's rows. */
const worked = ({ uuid }: Person) =>
  expect
    .poll(async () => (await itemOf(workKey(uuid)))?.stage?.S, { timeout: 60_000, interval: 50 })
    .toBe('WAITING');

let names = 0;
/** A handle that no other test has, nor one that looks like it. */
const fresh = (): string =>
  `n${(names += 1)}x${Date.now()
    .toString(36)
    .replace(/[01imw]/g, 'z')}`;

describe('updateProfile', () => {
  it('changes the names of the person, in the token that is next, and in others’ rows', async () => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    const group = groupOf(ada, ben);
    const sent = await ada.send({ recipientUuid: ben.uuid, message: 'before' });
    const handle = fresh();
    const renamed = await rename(ada, { handle, displayName: ' Ada Two ' });
    expect(renamed).toMatchObject({ uuid: ada.uuid, handle, displayName: 'Ada Two' });
    expect((await ada.get<{ me: User }>(operations.me)).me).toMatchObject({ handle });
    expect(await find(ben, handle)).toEqual({ uuid: ada.uuid, handle, displayName: 'Ada Two' });
    await worked(ada);
    const row = { otherUserHandle: handle, otherUserDisplayName: 'Ada Two' };
    expect(await ben.messageGroup(group)).toMatchObject(row);
    expect(await ben.folder('REQUESTS')).toMatchObject([row]);
    // A message keeps the names that it was sent with; the next one has those of the new token.
    expect((await ben.message(group, sent.uuid))!.handle).toBe(ada.handle);
    const { AccessToken } = await signIn(messaging.host, ada.username, ada.password);
    expect(
      JSON.parse(Buffer.from(AccessToken.split('.')[1]!, 'base64url').toString()),
    ).toMatchObject({ handle, display_name: 'Ada Two' });
  });

  it('changes one of the two names, and leaves the other', async () => {
    const ada = await messaging.newPerson('Ada');
    expect(await rename(ada, { displayName: 'Only This' })).toMatchObject({
      handle: ada.handle,
      displayName: 'Only This',
    });
    expect(await find(ada, ada.handle)).toMatchObject({ displayName: 'Only This' });
    const handle = fresh();
    expect(await rename(ada, { handle })).toMatchObject({ handle, displayName: 'Only This' });
  });

  it('keeps the old handle from others for 30 days, and leads to no stranger', async () => {
    const [ada, ben] = [await messaging.newPerson('Ada'), await messaging.newPerson('Ben')];
    const old = ada.handle;
    await rename(ada, { handle: fresh() });
    expect(await find(ben, old)).toBeNull();
    await expect(ben.send({ recipientHandle: old, message: 'hi' })).rejects.toThrow(
      'RecipientNotFound',
    );
    await expect(rename(ben, { handle: old })).rejects.toThrow('HandleTaken');
    await expect(rename(ben, { handle: `${old}_` })).rejects.toThrow('HandleTaken');
    await expect(messaging.host.cognito.seedUser(signUpAs(old))).rejects.toThrow(/taken/u);
    const held = (Number((await itemOf(handleKey(old)))!.expiresAt!.N) * 1_000 - Date.now()) / DAY;
    expect(held).toBeGreaterThan(29.9);
    expect(held).toBeLessThan(30.1);
    ahead = (limits.handle.heldDays + 1) * DAY;
    expect(await rename(ben, { handle: old })).toMatchObject({ handle: old });
    ahead = 0;
    expect(await find(ada, old)).toMatchObject({ uuid: ben.uuid });
  });

  it('lets a person take their old handle back, and any that looks like their own', async () => {
    const ada = await messaging.newPerson('Ada');
    const handle = fresh();
    await rename(ada, { handle });
    expect(await rename(ada, { handle: ada.handle })).toMatchObject({ handle: ada.handle });
    expect(await find(ada, ada.handle)).toMatchObject({ uuid: ada.uuid });
    expect(await find(ada, handle)).toBeNull();
    const other = await messaging.newPerson('Bea');
    expect(await rename(other, { handle: `${other.handle}_` })).toMatchObject({
      handle: `${other.handle}_`,
    });
    expect(await find(ada, other.handle)).toBeNull();
    expect(await find(ada, `${other.handle}_`)).toMatchObject({ uuid: other.uuid });
  });

  it(`gives a person ${limits.handle.maxHeld} handles in 30 days, and display names without limit`, async () => {
    const ada = await messaging.newPerson('Ada');
    await rename(ada, { handle: fresh() });
    const last = fresh();
    await rename(ada, { handle: last });
    const { errors } = await ada.ask(operations.updateProfile, { input: { handle: fresh() } });
    expect(errors).toMatchObject([
      { errorType: 'TooManyHandleChanges', errorInfo: { max: limits.handle.maxHeld } },
    ]);
    await rename(ada, { displayName: 'Fine' });
    await rename(ada, { handle: last, displayName: 'Fine too' });
    ahead = (limits.handle.heldDays + 1) * DAY;
    await rename(ada, { handle: fresh() });
    ahead = 0;
  });

  it.each([
    ['a handle that is too short', { handle: 'a' }, 'InvalidHandle'],
    ['a handle with a space', { handle: 'ada b' }, 'InvalidHandle'],
    ['a reserved handle', { handle: 'admin' }, 'InvalidHandle'],
    ['one that looks reserved', { handle: 'supp0rt' }, 'InvalidHandle'],
    ['an empty name', { displayName: '  ' }, 'InvalidDisplayName'],
    ['a name of 51 characters', { displayName: 'x'.repeat(51) }, 'InvalidDisplayName'],
    ['an invisible character', { displayName: 'Mi\u200Bra' }, 'InvalidDisplayName'],
    ['a text that reverses', { displayName: '\u202Earim\u202C' }, 'InvalidDisplayName'],
    ['five accents on a letter', { displayName: `A${'\u0301'.repeat(5)}` }, 'InvalidDisplayName'],
    ['nothing', {}, 'InvalidUpdate'],
  ])('refuses %s', async (_, input, errorType) => {
    const ada = await messaging.newPerson('Ada');
    expect(await ada.errorOf(operations.updateProfile, { input })).toBe(errorType);
    expect((await ada.get<{ me: User }>(operations.me)).me).toMatchObject({
      handle: ada.handle,
      displayName: ada.displayName,
    });
  });

  it.each([
    'می\u200Cنا',
    'क्\u200Dष',
    'Ada 👩\u200D👩\u200D👧',
    'Ada \u2067عدا\u2069',
    '葛\u{E0100}城',
  ])('takes %s, as the sign-up does', async (displayName) => {
    const ada = await messaging.newPerson('Ada');
    expect(await rename(ada, { displayName })).toMatchObject({ displayName });
  });

  it('takes and refuses the same display names as the sign-up', async () => {
    const ada = await messaging.newPerson('Ada');
    const part = fc.constantFrom(
      ...['a', 'é', ' ', 'ن', 'क्', 'ශ', '葛', 'ᠠ', '1', '#', '❤', '👩', '🏽', '🇨', '🏳', '\u0301'],
      ...['\u0301\u0301\u0301\u0301\u0301', '\u200C', '\u200D', '\uFE0F', '\uFE00', '\u180B'],
      ...['\u{E0100}', '\u{E0061}', '\u2066', '\u2067', '\u2069', '\u202A', '\u202B', '\u202C'],
      ...['\u202E', '\u200F', '\u3164', '\u2800', '\u00AD', '\uFFFC', '\uE000', '\n', '\ud83d'],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 8 }), async (parts) => {
        const displayName = parts.join('');
        const { errors } = await ada.ask(operations.updateProfile, { input: { displayName } });
        const refused = displayNameProblem(displayName.trim()) !== undefined;
        expect(errors?.[0]?.errorType).toBe(refused ? 'InvalidDisplayName' : undefined);
      }),
      { numRuns: cases(100, 5_000) },
    );
  });

  it('of one handle by many at once gives it to one of them', async () => {
    const handle = fresh();
    const people = await Promise.all(Array.from({ length: 8 }, () => messaging.newPerson('Zed')));
    const outcomes = await Promise.allSettled(people.map((one) => rename(one, { handle })));
    const won = outcomes.filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
    const winner = people[outcomes.findIndex(({ status }) => status === 'fulfilled')]!;
    expect(await find(people[0]!, handle)).toMatchObject({ uuid: winner.uuid });
  });
});

const signUpAs = (handle: string) => ({
  password: 'Correct-Horse-7',
  attributes: { preferred_username: handle, name: 'Someone', email: `${handle}2@example.com` },
});

describe('searchUsers', () => {
  it('finds people by the beginning of their handle, and not who looks like it', async () => {
    const [ada, ben] = [await messaging.newPerson('Ada'), await messaging.newPerson('Ben')];
    const base = fresh();
    await rename(ada, { handle: `${base}_one` });
    await rename(ben, { handle: `${base}_two` });
    expect(await search(ada, base)).toEqual([`${base}_one`, `${base}_two`]);
    expect(await search(ada, `@${base.toUpperCase()}_T`)).toEqual([`${base}_two`]);
    expect(await search(ada, base, 1)).toHaveLength(1);
    expect(await search(ada, base.replace('x', 'q'))).toEqual([]);
  });

  it('leaves out who does not want to be found, also under a new handle, and held handles', async () => {
    const [ada, ben] = [await messaging.newPerson('Ada'), await messaging.newPerson('Ben')];
    expect(await search(ada, ben.handle)).toEqual([ben.handle]);
    expect(await ben.updateSettings({ isDiscoverable: false })).toMatchObject({
      isDiscoverable: false,
    });
    expect(await search(ada, ben.handle)).toEqual([]);
    // Who knows the whole handle finds them all the same.
    expect(await find(ada, ben.handle)).toMatchObject({ uuid: ben.uuid });
    const handle = fresh();
    await rename(ben, { handle });
    expect(await search(ada, handle)).toEqual([]);
    await ben.updateSettings({ isDiscoverable: true });
    expect(await search(ada, handle)).toEqual([handle]);
    expect(await search(ada, ben.handle)).toEqual([]);
  });

  it.each([
    ['ab', 'InvalidHandle'],
    ['a__', 'InvalidHandle'],
    ['a b c', 'InvalidHandle'],
  ])('refuses %s', async (prefix, errorType) => {
    const ada = await messaging.newPerson('Ada');
    expect(await ada.errorOf(operations.searchUsers, { prefix })).toBe(errorType);
  });

  it.each([0, 21])('refuses a limit of %s', async (limit) => {
    const ada = await messaging.newPerson('Ada');
    expect(await ada.errorOf(operations.searchUsers, { prefix: 'abc', limit })).toBe(
      'InvalidLimit',
    );
  });
});
