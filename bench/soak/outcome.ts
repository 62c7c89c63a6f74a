import type {
  Message,
  MessageConnection,
  MessageGroup,
  MessageGroupConnection,
} from '../../generated/schema.js';
import { operations } from '../../test/support/operations.js';
import type { SoakClient } from './client.js';
import type { Outcome, StoredConversation } from './history.js';
import { type Company, each, type Pair } from './people.js';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken?: string | null;
}

/** All items of a list, page by page. */
async function all<Item>(read: (nextToken: string | null) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let token: string | null = null;
  do {
    const page: Page<Item> = await read(token);
    items.push(...page.items);
    token = page.nextToken ?? null;
  } while (token !== null);
  return items;
}

const LIMIT = 100;

async function conversationOf(
  { group, people }: Pair,
  clients: ReadonlyMap<string, SoakClient>,
): Promise<StoredConversation> {
  const [one, other] = people.map(({ uuid }) => clients.get(uuid)!) as [SoakClient, SoakClient];
  const list = (client: SoakClient, name: 'messages' | 'messagesAfter') =>
    all<Message>(async (nextToken) => {
      const variables = { messageGroupUuid: group, limit: LIMIT, nextToken };
      type Data = Record<typeof name, MessageConnection>;
      return (await client.ask<Data>(operations[name], variables))[name];
    });
  const row = async (client: SoakClient): Promise<MessageGroup[]> => {
    const { messageGroup } = await client.ask<{ messageGroup: MessageGroup | null }>(
      operations.messageGroup,
      { uuid: group },
    );
    return messageGroup ? [messageGroup] : [];
  };
  return {
    group,
    people: [people[0].uuid, people[1].uuid],
    newestFirst: await list(one, 'messages'),
    oldestFirst: await list(other, 'messagesAfter'),
    rows: [...(await row(one)), ...(await row(other))],
  };
}

/** Reads everything through the API, as the people who may, and what their clients show. */
export async function readOutcome({ clients, pairs }: Company): Promise<Outcome> {
  const byUuid = new Map(clients.map((client) => [client.person.uuid, client]));
  const conversations: StoredConversation[] = [];
  await each(pairs, async (pair) => {
    conversations.push(await conversationOf(pair, byUuid));
  });
  const inboxes = new Map<string, MessageGroup[]>();
  await each(clients, async (client) => {
    const rows = await all<MessageGroup>(async (nextToken) => {
      const variables = { folder: 'INBOX', limit: LIMIT, nextToken };
      type Data = { messageGroups: MessageGroupConnection };
      return (await client.ask<Data>(operations.messageGroups, variables)).messageGroups;
    });
    inboxes.set(client.person.uuid, rows);
  });
  const shown = clients.flatMap((client) => client.groups.map((group) => client.shown(group)));
  return { conversations, inboxes, shown };
}
