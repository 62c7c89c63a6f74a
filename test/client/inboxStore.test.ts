import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { messageGroupUuidOf } from '../../client/src/messaging/messageGroupUuid';
import { InboxStore } from '../../client/src/messaging/inboxStore';
import { ada, message } from './support/messages';

/** Another person for each number. */
const person = (at: number): string => `cccccccc-0000-4000-8000-${String(at).padStart(12, '0')}`;

it('An inbox that is not loaded yet holds the last thousand messages', async () => {
  const store = new InboxStore({
    api: {
      messageGroups: () => Promise.resolve({ items: [], nextToken: null }),
      messageGroup: () => Promise.resolve(null),
    },
    queryClient: new QueryClient(),
    userUuid: ada,
    key: ['inbox'],
  });
  for (let at = 0; at < 1_500; at += 1) {
    const arrived = message({ at, from: person(at), to: ada });
    store.dispatch({ type: 'message', message: arrived, userUuid: ada });
  }
  const { doubtful } = await store.read();
  expect(doubtful).toEqual(
    Array.from({ length: 1_000 }, (_, at) => messageGroupUuidOf(ada, person(500 + at))),
  );
});
