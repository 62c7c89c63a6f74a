import { ApolloClient, ApolloLink, gql, InMemoryCache, Observable } from '@apollo/client/core';
import { CombinedGraphQLErrors, ServerError, UnconventionalError } from '@apollo/client/errors';
import { HttpLink } from '@apollo/client/link/http';
import { AUTH_TYPE, createAuthLink } from 'aws-appsync-auth-link';
import { CONTROL_EVENTS_KEY, createSubscriptionHandshakeLink } from 'aws-appsync-subscription-link';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Message, MessageConnection } from '../../generated/schema.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

// Node 20 has no WebSocket; browsers and later versions of Node do.
globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;

const messaging = useMessaging();
let ada: Person;
let ben: Person;
let apollo: ApolloClient;

beforeEach(async () => {
  ada = await messaging.newPerson('Ada');
  ben = await messaging.newPerson('Ben');
  apollo = clientOf(ada.accessToken);
});

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/**
 * The links as in the documentation of the packages: the auth link, then the subscription link, which
 * passes other operations to the HTTP link. The scheme of the endpoint is in lower case.
 */
function clientOf(jwtToken: string): ApolloClient {
  const url = `${messaging.host.url}/graphql`;
  const region = messaging.host.config.region;
  const auth = { type: AUTH_TYPE.AMAZON_COGNITO_USER_POOLS, jwtToken } as const;
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([
      createAuthLink({ url, region, auth }),
      acknowledgements,
      createSubscriptionHandshakeLink({ url, region, auth }, new HttpLink({ uri: url })),
    ]),
  });
  ends.push(() => client.stop());
  return client;
}

/**
 * The subscription link reports `start_ack` by a control message if the operation's context asks for
 * it. Apollo Client would treat this message as data, so this link calls `acknowledged` instead.
 */
const acknowledgements = new ApolloLink((operation, forward) => {
  const { acknowledged } = operation.getContext() as { acknowledged?: () => void };
  if (!acknowledged) return forward(operation);
  operation.setContext({ controlMessages: { [CONTROL_EVENTS_KEY]: true } });
  return new Observable((observer) =>
    forward(operation).subscribe({
      next(result) {
        if (result.extensions?.['controlMsgType'] === 'CONNECTED') acknowledged();
        else observer.next(result);
      },
      error: (error) => observer.error(error),
      complete: () => observer.complete(),
    }),
  );
});

interface Heard {
  readonly data?: { onCreateMessage: Message } | null | undefined;
  readonly error?: unknown;
}

function subscribe(variables: Record<string, unknown> = {}) {
  const heard: Heard[] = [];
  let wake = () => {};
  let live = () => {};
  const acknowledged = new Promise<void>((resolve) => (live = resolve));
  const record = (one: Heard) => {
    heard.push(one);
    wake();
  };
  const subscription = apollo
    .subscribe<{ onCreateMessage: Message }>({
      query: gql(operations.onCreateMessage),
      variables,
      context: { acknowledged: () => live() },
    })
    .subscribe({
      next: ({ data, error }) => record({ data, error }),
      error: (error: unknown) => record({ error }),
    });
  ends.push(() => subscription.unsubscribe());
  const next = async (): Promise<Heard> => {
    while (heard.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return heard.shift()!;
  };
  return { acknowledged, next };
}

/** The error of the subscription link. It is not an Error object, so Apollo Client wraps it. */
function reasonOf({ error }: Heard): string {
  expect(UnconventionalError.is(error)).toBe(true);
  return JSON.stringify((error as UnconventionalError).cause);
}

const send = (input: Record<string, unknown>) =>
  apollo.mutate<{ createMessage: Message }>({
    mutation: gql(operations.createMessage),
    variables: { input },
  });

describe('Apollo Client 4 with the AppSync links, unmodified', () => {
  it('writes and reads', async () => {
    const { data } = await send({ recipientHandle: ben.handle, message: 'Hello from Apollo' });
    const { createMessage } = data!;
    expect(createMessage).toMatchObject({ handle: ada.handle, message: 'Hello from Apollo' });
    const { data: page } = await apollo.query<{ messages: MessageConnection }>({
      query: gql(operations.messages),
      variables: { messageGroupUuid: createMessage.messageGroupUuid },
    });
    expect(page!.messages.items.map(({ uuid, message }) => [uuid, message])).toEqual([
      [createMessage.uuid, 'Hello from Apollo'],
    ]);
    expect(await ben.allMessages(groupOf(ada, ben))).toHaveLength(1);
  });

  it('rejects with the typed error of the API', async () => {
    const error: unknown = await send({ recipientHandle: 'nobody_at_all', message: 'x' }).catch(
      (reason: unknown) => reason,
    );
    expect(CombinedGraphQLErrors.is(error)).toBe(true);
    expect((error as CombinedGraphQLErrors).errors).toMatchObject([
      { errorType: 'RecipientNotFound', path: ['createMessage'] },
    ]);
  });

  it('distinguishes a refused token from an error of the API', async () => {
    apollo = clientOf('no.token.atall');
    const error: unknown = await apollo
      .query({ query: gql(operations.me) })
      .catch((reason: unknown) => reason);
    expect(ServerError.is(error)).toBe(true);
    expect((error as ServerError).statusCode).toBe(401);
    expect((error as ServerError).response.headers.get('x-amzn-errortype')).toBe(
      'UnauthorizedException',
    );
  });

  it('receives pushes of messages from others and of its own', async () => {
    const all = subscribe();
    await all.acknowledged;
    const sent = await ben.send({ recipientHandle: ada.handle, message: 'live' });
    expect((await all.next()).data?.onCreateMessage).toMatchObject(sent);
    await send({ messageGroupUuid: groupOf(ada, ben), message: 'my own' });
    expect((await all.next()).data?.onCreateMessage).toMatchObject({
      userUuid: ada.uuid,
      message: 'my own',
    });
  });

  it('gets the reason when a subscription is denied, and keeps the others on the same socket', async () => {
    const cy = await messaging.newPerson('Cy');
    const all = subscribe();
    await all.acknowledged;
    const sockets = messaging.host.connections;
    const denied = await subscribe({ messageGroupUuid: groupOf(ben, cy) }).next();
    expect(reasonOf(denied)).toContain('Forbidden');
    expect(messaging.host.connections).toBeLessThanOrEqual(sockets);
    const sent = await ben.send({ recipientHandle: ada.handle, message: 'still here' });
    expect((await all.next()).data?.onCreateMessage.uuid).toBe(sent.uuid);
  });

  it('gets an error for an invalid token when it subscribes', async () => {
    apollo = clientOf('no.token.atall');
    expect(reasonOf(await subscribe().next())).toContain(
      'Connection failed: UnauthorizedException',
    );
  });
});
