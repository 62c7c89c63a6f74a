import { afterEach, describe, expect, it } from 'vitest';
import { pipelines } from '../../resolvers/manifest.js';
import { type AppSyncSocket, connect } from '../support/appsyncSocket.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

const messaging = useMessaging();
const sockets: AppSyncSocket[] = [];
afterEach(() => {
  for (const { webSocket } of sockets.splice(0)) webSocket.terminate();
});

/** One query for each subscription of the API. */
const subscriptions: Readonly<Record<string, string>> = {
  'Subscription.onCreateMessage': operations.onCreateMessage,
  'Subscription.onUpdateMessage': operations.onUpdateMessage,
  'Subscription.onMarkMessageGroupRead': operations.onMarkMessageGroupRead,
  'Subscription.onUpdateMessageGroup': operations.onUpdateMessageGroup,
  'Subscription.onTyping': operations.onTyping,
};

async function socketOf(person: Person): Promise<AppSyncSocket> {
  const socket = await connect({
    url: `${messaging.host.url}/graphql`,
    token: person.accessToken,
  });
  sockets.push(socket);
  await socket.init();
  return socket;
}

describe('A socket of a thief', () => {
  it('is tried with every subscription of the API', () => {
    const fields = Object.keys(pipelines).filter((field) => field.startsWith('Subscription.'));
    expect(Object.keys(subscriptions)).toEqual(fields);
  });

  it.each(Object.entries(subscriptions))(
    'on %s ends when the owner ends all sessions, and no other socket does',
    async (_field, query) => {
      const [ada, ben] = [await messaging.newPerson('Ada'), await messaging.newPerson('Ben')];
      const [thief, other] = [await socketOf(ada), await socketOf(ben)];
      await ada.send({ recipientUuid: ben.uuid, message: 'hi' });
      await ben.accept(ada);
      const variables = { messageGroupUuid: groupOf(ada, ben) };
      const used = query.includes('$messageGroupUuid: ID!') ? { query, variables } : { query };
      const id = await thief.subscribe(used);
      await other.subscribe(used);

      expect(await ada.get('mutation { endSessions }')).toEqual({ endSessions: true });

      expect(await thief.next()).toEqual({ type: 'complete', id });
      await thief.closed;
      await ada.send({ recipientUuid: ben.uuid, message: 'hello' });
      expect(other.webSocket.readyState).toBe(other.webSocket.OPEN);
    },
  );
});
