import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { connect } from '../support/appsyncSocket.js';
import { API_KEY, openRooms, type Rooms } from './rooms.js';

let rooms: Rooms;
beforeAll(async () => {
  rooms = await openRooms();
});
afterAll(() => rooms.close());

describe('the whole host behind a socket', () => {
  it('pushes the fields that both the mutation and the subscriber selected', async () => {
    const client = await rooms.client({ token: await rooms.token('ada') });
    const id = await client.subscribe({
      query: 'subscription { onSend { __typename text length } }',
    });
    await rooms.send('attic', 'hello');
    expect(await client.next('data', id)).toEqual({
      id,
      type: 'data',
      payload: { data: { onSend: { __typename: 'Note', text: 'hello', length: 5 } } },
    });
    await rooms.send('attic', 'hello', 'text');
    expect(await client.next('data', id)).toMatchObject({
      payload: { data: { onSend: { text: 'hello', length: null } } },
    });
    await rooms.send('attic', 'hello', 'length');
    expect(await client.next('data', id)).toMatchObject({
      payload: {
        data: { onSend: null },
        errors: [
          {
            message:
              "Cannot return null for non-nullable type: 'String' within parent 'Note' (/onSend/text)",
            path: ['onSend', 'text'],
          },
        ],
      },
    });
  });

  it('compares an argument by equality, and an omitted variable as null', async () => {
    const client = await rooms.client({ apiKey: API_KEY });
    const query = 'subscription ($room: ID) { onSend(room: $room) { text } }';
    const attic = await client.subscribe({ query, variables: { room: 'attic' } });
    const nowhere = await client.subscribe({ query });
    await rooms.send('cellar', 'to the cellar');
    await rooms.send('attic', 'to the attic');
    await rooms.send('attic', 'to a room not selected', 'text');
    await client.settled();
    expect(client.unread).toEqual([
      { id: attic, type: 'data', payload: { data: { onSend: { text: 'to the attic' } } } },
      {
        id: nowhere,
        type: 'data',
        payload: { data: { onSend: { text: 'to a room not selected' } } },
      },
    ]);
  });

  it('acknowledges a subscriber who may not see the payload type, and pushes nothing to them', async () => {
    const query = 'subscription { onWhisper { text } }';
    const ada = await rooms.client({ token: await rooms.token('ada') });
    const keeper = await rooms.client({ apiKey: API_KEY });
    await ada.subscribe({ query });
    await keeper.subscribe({ query });
    await rooms.whisper('psst');
    expect(await keeper.next()).toMatchObject({
      payload: { data: { onWhisper: { text: 'psst' } } },
    });
    await ada.settled();
    expect(ada.unread).toEqual([]);
  });

  it('applies the filter and the invalidation filter of the resolver', async () => {
    const client = await rooms.client({ apiKey: API_KEY });
    const id = await client.subscribe({
      query: 'subscription { onMemberSend(member: "ada") { room } }',
    });
    for (const room of ['attic', 'hall', 'cellar']) await rooms.send(room, 'hello');
    await rooms.expel('ben');
    await rooms.expel('ada');
    expect(await client.closed).toEqual({ code: 1000, reason: 'Subscription invalidated' });
    expect(client.unread).toMatchObject([
      { type: 'data', payload: { data: { onMemberSend: { room: 'attic' } } } },
      { type: 'data', payload: { data: { onMemberSend: { room: 'cellar' } } } },
      { type: 'complete', id },
    ]);
  });

  it('denies with the error of the resolver, and the socket stays open', async () => {
    const client = await rooms.client({ apiKey: API_KEY });
    const id = client.start({ query: 'subscription { onSecret { text } }' });
    expect(await client.next()).toEqual({
      id,
      type: 'error',
      payload: { errors: [{ errorType: 'Forbidden', message: 'Nobody may know.' }] },
    });
    await client.subscribe({ query: 'subscription { onSend { text } }' });
  });

  it.each<[string, string, object]>([
    [
      'a query',
      'query { me }',
      {
        errorType: 'UnsupportedOperation',
        message: 'query not supported through the realtime channel',
      },
    ],
    [
      'a mutation',
      'mutation { expel(member: "ada") }',
      {
        errorType: 'UnsupportedOperation',
        message: 'mutation not supported through the realtime channel',
      },
    ],
    [
      'an unknown field',
      'subscription { onNothing { text } }',
      { message: expect.stringContaining('onNothing') },
    ],
    ['no GraphQL', 'subscription {', { message: expect.any(String) }],
  ])('refuses %s with an error of that subscription', async (_name, query, error) => {
    const client = await rooms.client({ apiKey: API_KEY });
    const id = client.start({ query });
    expect(await client.next()).toMatchObject({ id, type: 'error', payload: { errors: [error] } });
  });

  it('authorizes a start by its own credential, also of another authorization mode', async () => {
    const client = await rooms.client({ apiKey: API_KEY });
    const query = 'subscription { onSend { text } }';
    await client.subscribe({ query, token: await rooms.token('ada') });
    const id = client.start({ query, token: await rooms.token('ada', '-1s') });
    expect(await client.next('error', id)).toMatchObject({
      payload: { errors: [{ errorType: 'UnauthorizedException', message: 'Token has expired.' }] },
    });
  });

  it.each([
    ['an expired token', () => rooms.token('ada', '-1s')],
    ['no token', async () => undefined],
    ['a token of another pool', async () => await openForeignToken()],
    ['an unsigned token', async () => unsigned(await rooms.token('ada'))],
  ])('ends a connection that has %s', async (_name, token) => {
    const client = await connect({ url: rooms.url, token: await token() });
    client.send({ type: 'connection_init' });
    expect(await client.next()).toMatchObject({
      type: 'connection_error',
      payload: { errors: [{ errorType: 'UnauthorizedException', errorCode: 401 }] },
    });
    await client.closed;
  });
});

async function openForeignToken(): Promise<string> {
  const others = await openRooms();
  await others.close();
  return others.token('ada');
}

function unsigned(token: string): string {
  const [, claims] = token.split('.');
  const header = Buffer.from('{"alg":"none"}').toString('base64url');
  return `${header}.${claims}.`;
}
