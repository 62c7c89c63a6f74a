import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { User } from '../../generated/schema.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import type { Person } from '../support/person.js';

const cached = useMessaging({ profileCache: true });
const plain = useMessaging();

const find = async (person: Person, handle: string): Promise<User | null> =>
  (await person.get<{ user: User | null }>(operations.user, { handle })).user;

/** The whole answer, `extensions` too. */
const rename = (person: Person, input: { handle?: string; displayName?: string }) =>
  person.ask(operations.updateProfile, { input });

const fresh = (): string => `h${randomUUID().replaceAll('-', '').slice(0, 12)}`;

describe('user, from the cache of a stage that has one,', () => {
  it('tells the truth at once after a new handle, of the old one and of the new one', async () => {
    const [ada, ben] = [await cached.newPerson('Ada'), await cached.newPerson('Ben')];
    const handle = fresh();
    expect(await find(ben, ada.handle)).toMatchObject({ uuid: ada.uuid });
    expect(await find(ben, handle)).toBeNull();

    const { errors, ...answer } = await rename(ada, { handle });
    expect(errors).toBeUndefined();
    expect(answer).toHaveProperty('extensions', { apiCacheEntriesDeleted: 2 });
    expect(await find(ben, ada.handle)).toBeNull();
    expect(await find(ben, handle)).toMatchObject({ uuid: ada.uuid, handle });
  });

  it('tells a new display name at once', async () => {
    const [ada, ben] = [await cached.newPerson('Ada'), await cached.newPerson('Ben')];
    expect(await find(ben, ada.handle)).toMatchObject({ displayName: ada.displayName });
    expect(await rename(ada, { displayName: 'Ada Two' })).toHaveProperty('extensions', {
      apiCacheEntriesDeleted: 1,
    });
    expect(await find(ben, ada.handle)).toMatchObject({ displayName: 'Ada Two' });
  });

  it('is as before after a change that was refused', async () => {
    const [ada, ben] = [await cached.newPerson('Ada'), await cached.newPerson('Ben')];
    const before = [await find(ben, ada.handle), await find(ben, ben.handle)];
    const answer = await rename(ada, { handle: ben.handle });
    expect(answer.errors).toMatchObject([{ errorType: 'HandleTaken' }]);
    expect(answer).not.toHaveProperty('extensions');
    expect([await find(ben, ada.handle), await find(ben, ben.handle)]).toEqual(before);
  });

  it('may be late in another spelling of the handle, which is an entry of its own', async () => {
    const [ada, ben] = [await cached.newPerson('Ada'), await cached.newPerson('Ben')];
    await find(ben, `@${ada.handle}`);
    await rename(ada, { displayName: 'Ada Two' });
    expect(await find(ben, `@${ada.handle}`)).toMatchObject({ displayName: ada.displayName });
    expect(await find(ben, ada.handle)).toMatchObject({ displayName: 'Ada Two' });
  });
});

describe('a stage without a cache', () => {
  it('evicts nothing, and says nothing of it', async () => {
    const ada = await plain.newPerson('Ada');
    const answer = await rename(ada, { handle: fresh() });
    expect(Object.keys(answer)).toEqual(['data']);
  });
});
