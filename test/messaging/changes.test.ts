import { describe, expect, it } from 'vitest';
import { useMessaging } from '../support/messaging.js';
import { groupOf } from '../support/person.js';

const messaging = useMessaging();

async function two() {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const group = groupOf(ada, ben);
  const first = await ada.send({ recipientUuid: ben.uuid, message: 'first' });
  await ben.accept(ada);
  return { ada, ben, group, first };
}

describe('updateMessage', () => {
  it('replaces the text, for both, and the previews where it is the newest message', async () => {
    const { ada, ben, group, first } = await two();
    const edited = await ada.edit(first, 'second thoughts');
    expect(edited).toMatchObject({
      ...first,
      message: 'second thoughts',
      editedAt: expect.any(String) as string,
      changeUuid: expect.any(String) as string,
      recipientDisplayName: null,
      recipientHandle: null,
    });
    for (const person of [ada, ben]) {
      expect((await person.allMessages(group))[0]).toEqual(edited);
      expect(await person.messageGroup(group)).toMatchObject({
        lastMessage: 'second thoughts',
        changeUuid: edited.changeUuid,
      });
      expect(await person.changesAfter(group)).toEqual({
        items: [edited],
        upTo: edited.changeUuid,
        hasMore: false,
      });
    }
  });
});
