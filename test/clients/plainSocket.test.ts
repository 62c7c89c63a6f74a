import { beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../generated/schema.js';
import { connect } from '../support/appsyncSocket.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

const messaging = useMessaging();
let ada: Person;
let ben: Person;

beforeAll(async () => {
  ada = await messaging.newPerson('Ada');
  ben = await messaging.newPerson('Ben');
});

const open = (token: string) =>
  connect({ url: `${messaging.host.url}/graphql`, token, form: 'query' });

const onCreateMessage = operations.onCreateMessage;

describe('a script that knows only the documented protocol, with the handshake in the query string', () => {
  it('connects, subscribes, receives a push, stops, and receives no more', async () => {
    const socket = await open(ada.accessToken);
    expect(socket.webSocket.protocol).toBe('graphql-ws');
    expect((await socket.init()).payload).toEqual({ connectionTimeoutMs: 300_000 });
    const stopped = await socket.subscribe({ query: onCreateMessage });
    const kept = await socket.subscribe({ query: onCreateMessage });

    const first = await ben.send({ recipientHandle: ada.handle, message: 'one' });
    for (const id of [stopped, kept]) {
      const { payload } = await socket.next('data', id);
      expect(payload).toEqual({ data: { onCreateMessage: first } });
    }

    expect(await socket.stop(stopped)).toEqual({ type: 'complete', id: stopped });
    const second = await ben.send({ recipientHandle: ada.handle, message: 'two' });
    const { payload } = await socket.next('data', kept);
    expect((payload as { data: { onCreateMessage: Message } }).data.onCreateMessage).toEqual(
      second,
    );
    await socket.settled();
    expect(socket.unread).toEqual([]);
    expect((await socket.close()).code).toBe(1000);
  });

  it('keeps its other subscription when one is denied', async () => {
    const cy = await messaging.newPerson('Cy');
    const socket = await open(ada.accessToken);
    await socket.init();
    const own = await socket.subscribe({ query: onCreateMessage });
    const foreign = socket.start({
      query: onCreateMessage,
      variables: { messageGroupUuid: groupOf(ben, cy) },
    });
    expect(await socket.next('error', foreign)).toMatchObject({
      payload: { errors: [{ errorType: 'Forbidden' }] },
    });
    const sent = await ben.send({ recipientHandle: ada.handle, message: 'still here' });
    expect((await socket.next('data', own)).payload).toEqual({ data: { onCreateMessage: sent } });
    await socket.close();
  });

  it('gets an error for an invalid token, and the server closes the connection', async () => {
    const socket = await open('no.token.atall');
    expect(await socket.next('connection_error')).toMatchObject({
      payload: { errors: [{ errorType: 'UnauthorizedException', errorCode: 401 }] },
    });
    await socket.closed;
  });
});
