import { beforeEach, describe, expect, it } from 'vitest';
import { DAY_SECONDS } from '../../resolvers/lib/day.js';
import { useMessaging } from '../support/messaging.js';
import { groupOf } from '../support/person.js';

const DAYS = 7;
const KEPT = DAYS * DAY_SECONDS * 1_000; // ms
const NEW_YEAR = Date.parse('2027-01-01T00:00:00.000Z');

/** The resolvers' clock. Tokens are checked with the real clock. */
let now = NEW_YEAR;
const messaging = useMessaging({ resolverClock: () => now, messageRetentionDays: DAYS });

beforeEach(() => {
  now = NEW_YEAR;
});

async function two() {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const first = await ada.send({ recipientUuid: ben.uuid, message: 'first' });
  await ben.accept(ada);
  return { ada, ben, group: groupOf(ada, ben), first };
}

describe('A message', () => {
  it('can be read for the last time in the millisecond in which it has its age', async () => {
    const { ada, ben, group, first } = await two();
    now = NEW_YEAR + KEPT;
    expect((await ben.messages(group)).items).toEqual([
      expect.objectContaining({ uuid: first.uuid }),
    ]);
    expect((await ada.messagesAfter(group)).items).toHaveLength(1);
    expect(await ada.message(group, first.uuid)).toMatchObject({ message: 'first' });
    now += 1;
    expect(await ben.messages(group)).toEqual({ items: [], nextToken: null });
    expect(await ada.messagesAfter(group)).toEqual({ items: [], nextToken: null });
    expect(await ada.message(group, first.uuid)).toBeNull();
  });
});
