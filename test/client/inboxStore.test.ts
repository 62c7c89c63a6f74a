import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { messageGroupUuidOf } from '../../client/src/messaging/messageGroupUuid';
import { InboxStore } from '../../client/src/messaging/inboxStore';
import { ada, group, message, row } from './support/messages';

const queryClient = new QueryClient();

/** Another person for each number. */
const person = (at: number): string => `cccccccc-0000-4000-8000-${String(at).padStart(12, '0')}`;

it('An inbox that is not loaded yet holds the last thousand messages', async () => {
  const store = new InboxStore({
    api: {
      messageGroups: () => Promise.resolve({ items: [], nextToken: null }),
      messageGroup: () => Promise.resolve(null),
    },
    queryClient: new QueryClient(),
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

it('A row that changes while it is read is read once more: the answer may be the older one', async () => {
  const request = { ...row({ at: 1 }), folder: 'REQUESTS' as const };
  const accepted = { ...request, folder: 'INBOX' as const };
  const answers = [request, accepted];
  let answer: () => void = () => undefined;
  const store = new InboxStore({
    api: {
      messageGroups: () => Promise.resolve({ items: [], nextToken: null }),
      messageGroup: async () => {
        const read = answers.shift()!;
        await new Promise<void>((resolve) => (answer = resolve));
        return read;
      },
    },
    queryClient,
    key: ['inbox'],
  });
  queryClient.setQueryData(['inbox'], await store.read());
  const reading = store.refetchRows([group]);
  store.dispatch({ type: 'rows', rows: [accepted] });
  answer();
  await expect.poll(() => answers).toEqual([]);
  answer();
  await reading;
  expect(store.row(group)?.folder).toBe('INBOX');
});
