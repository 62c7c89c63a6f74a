import { ApolloClient, gql, InMemoryCache } from '@apollo/client/core';
import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { AUTH_TYPE } from 'aws-appsync-auth-link';
import { createSubscriptionHandshakeLink } from 'aws-appsync-subscription-link';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';

import { API_KEY, openRooms, type Rooms } from './rooms.js';

// Node 20 has no WebSocket; browsers and later versions of Node do.
globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;

let rooms: Rooms;
beforeAll(async () => {
  rooms = await openRooms();
});
afterAll(() => rooms.close());

interface Subscribable {
  subscribe(observer: { next(value: unknown): void; error(error: unknown): void }): {
    unsubscribe(): void;
  };
}

const open: { unsubscribe(): void }[] = [];
afterEach(() => {
  for (const subscription of open.splice(0)) subscription.unsubscribe();
});

/** Subscribes. `next` waits for the next value or error that was not returned yet. */
function observe(observable: Subscribable) {
  const heard: { value?: unknown; error?: unknown }[] = [];
  let wake = () => {};
  const record = (one: { value?: unknown; error?: unknown }) => {
    heard.push(one);
    wake();
  };
  open.push(
    observable.subscribe({
      next: (value) => record({ value }),
      error: (error) => record({ error }),
    }),
  );
  return {
    heard,
    async next() {
      while (heard.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return heard.shift();
    },
  };
}

/** Sends until the observer has received a value: a subscription is live only after its `start_ack`. */
async function sendUntilHeard(observer: ReturnType<typeof observe>, text: string) {
  while (observer.heard.length === 0) await rooms.send('attic', text);
  return observer.next();
}

const ON_SEND = 'subscription { onSend(room: "attic") { room text } }';

describe('aws-amplify 6', () => {
  const configure = (apiKey: string) =>
    Amplify.configure({
      API: {
        GraphQL: {
          // In upper case, so that Amplify does not turn it into wss.
          endpoint: rooms.url.replace('http', 'HTTP'),
          region: 'us-east-1',
          defaultAuthMode: 'apiKey',
          apiKey,
        },
      },
    });
  const graphql = (query: string) => generateClient().graphql({ query }) as unknown as Subscribable;

  // The first subscription, while there is no socket to share.
  it('receives an error for an invalid key', async () => {
    configure('da2-forged');
    const denied = observe(graphql(ON_SEND));
    expect(JSON.stringify(await denied.next())).toContain(
      'Connection failed: UnauthorizedException',
    );
  });

  it('subscribes and receives pushes', async () => {
    configure(API_KEY);
    const observer = observe(graphql(ON_SEND));
    expect(await sendUntilHeard(observer, 'to Amplify')).toMatchObject({
      value: { data: { onSend: { room: 'attic', text: 'to Amplify' } } },
    });
  });

  it('keeps its other subscriptions when one is denied', async () => {
    configure(API_KEY);
    const observer = observe(graphql(ON_SEND));
    await sendUntilHeard(observer, 'before');
    const denied = observe(graphql('subscription { onSecret { text } }'));
    expect(JSON.stringify(await denied.next())).toContain('Forbidden');
    await rooms.send('attic', 'after');
    let heard = await observer.next();
    while (JSON.stringify(heard).includes('before')) heard = await observer.next();
    expect(heard).toMatchObject({ value: { data: { onSend: { text: 'after' } } } });
  });
});

describe('Apollo Client with aws-appsync-subscription-link 4', () => {
  const client = (apiKey: string) =>
    new ApolloClient({
      cache: new InMemoryCache(),
      link: createSubscriptionHandshakeLink({
        url: rooms.url,
        region: 'us-east-1',
        auth: { type: AUTH_TYPE.API_KEY, apiKey },
      }),
    });

  it('subscribes and receives pushes', async () => {
    const apollo = client(API_KEY);
    const observer = observe(apollo.subscribe({ query: gql(ON_SEND) }));
    expect(await sendUntilHeard(observer, 'to Apollo')).toMatchObject({
      value: { data: { onSend: { room: 'attic', text: 'to Apollo' } } },
    });
    apollo.stop();
  });
});
