import { randomUUID } from 'node:crypto';
import { Amplify } from 'aws-amplify';
import { generateClient, type GraphQLResult } from 'aws-amplify/api';
import {
  confirmSignUp,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  signIn,
  signOut,
  signUp,
} from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import { WebSocket } from 'ws';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message, MessageConnection, MessageGroupConnection } from '../../generated/schema.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

// Node 20 has no WebSocket; browsers and later versions of Node do.
globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;

const messaging = useMessaging();
let ben: Person;

beforeAll(async () => {
  const config = (await (await fetch(`${messaging.host.url}/config.json`)).json()) as {
    amplify: Parameters<typeof Amplify.configure>[0];
  };
  Amplify.configure(config.amplify);
});

beforeEach(async () => {
  ben = await messaging.newPerson('Ben');
});

afterEach(() => signOut());

/** Signs a new person up and in, as the app does. */
async function comeIn(): Promise<{ handle: string; username: string }> {
  const username = randomUUID();
  const handle = `ada_${username.slice(0, 8)}`;
  const email = `${handle}@example.com`;
  const password = 'Correct-Horse-7';
  const { nextStep } = await signUp({
    username,
    password,
    options: { userAttributes: { email, preferred_username: handle, name: 'Ada of Amplify' } },
  });
  expect(nextStep.signUpStep).toBe('CONFIRM_SIGN_UP');
  await confirmSignUp({ username, confirmationCode: messaging.sentCode(email) });
  const { isSignedIn } = await signIn({ username: email, password });
  expect(isSignedIn).toBe(true);
  return { handle, username };
}

/** Amplify takes types from generated documents; these operations are plain strings. */
const observe = (query: string, variables: Record<string, unknown>): unknown =>
  generateClient().graphql({ query, variables: variables as never });

const query = async <T>(document: string, variables: Record<string, unknown> = {}): Promise<T> =>
  ((await observe(document, variables)) as GraphQLResult<T>).data;

/** Subscribes. Resolves once the subscription is acknowledged. */
async function subscribe(variables: Record<string, unknown> = {}) {
  const received: Message[] = [];
  let wake = () => {};
  const acknowledged = new Promise<void>((resolve) => {
    const stop = Hub.listen('api', ({ payload }) => {
      if (payload.event !== 'Subscription ack') return;
      stop();
      resolve();
    });
  });
  const observable = observe(operations.onCreateMessage, variables) as {
    subscribe(observer: {
      next(value: { data: { onCreateMessage: Message } }): void;
      error(error: unknown): void;
    }): { unsubscribe(): void };
  };
  const errors: unknown[] = [];
  const subscription = observable.subscribe({
    next: ({ data }) => {
      received.push(data.onCreateMessage);
      wake();
    },
    error: (error) => errors.push(error),
  });
  await acknowledged;
  const next = async (): Promise<Message> => {
    while (received.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return received.shift()!;
  };
  return { next, errors, unsubscribe: () => subscription.unsubscribe() };
}

describe('aws-amplify 6, unmodified', () => {
  it('signs up, confirms, signs in by SRP, and reads its own profile', async () => {
    const { handle, username } = await comeIn();
    expect((await getCurrentUser()).username).toBe(username);
    expect(await fetchUserAttributes()).toMatchObject({
      preferred_username: handle,
      name: 'Ada of Amplify',
      email: `${handle}@example.com`,
    });
    const { tokens } = await fetchAuthSession();
    expect(tokens!.accessToken.payload).toMatchObject({
      handle,
      display_name: 'Ada of Amplify',
      token_use: 'access',
    });
  });

  it('lists, writes and reads', async () => {
    const { handle } = await comeIn();
    const { createMessage } = await query<{ createMessage: Message }>(operations.createMessage, {
      input: { recipientHandle: ben.handle, message: 'Hello from Amplify' },
    });
    expect(createMessage).toMatchObject({ handle, message: 'Hello from Amplify' });
    const { messageGroups } = await query<{ messageGroups: MessageGroupConnection }>(
      operations.messageGroups,
    );
    expect(messageGroups.items.map((row) => row.otherUserUuid)).toEqual([ben.uuid]);
    const { messages } = await query<{ messages: MessageConnection }>(operations.messages, {
      messageGroupUuid: createMessage.messageGroupUuid,
    });
    expect(messages.items).toEqual([
      { ...createMessage, recipientDisplayName: null, recipientHandle: null },
    ]);
    expect(await ben.allMessages(createMessage.messageGroupUuid)).toHaveLength(1);
  });

  it('is rejected with the typed error of the API', async () => {
    await comeIn();
    const input = { recipientHandle: 'nobody_at_all', message: 'x' };
    await expect(query(operations.createMessage, { input })).rejects.toMatchObject({
      errors: [{ errorType: 'RecipientNotFound', path: ['createMessage'] }],
    });
  });

  it('receives pushes of messages sent to it, and of its own from another device', async () => {
    const { handle } = await comeIn();
    const { userId } = await getCurrentUser();
    const { next, errors, unsubscribe } = await subscribe();
    const sent = await ben.send({ recipientHandle: handle, message: 'live' });
    expect(await next()).toEqual(sent);
    await query(operations.createMessage, {
      input: { messageGroupUuid: groupOf(ben, { uuid: userId }), message: 'my own' },
    });
    expect(await next()).toMatchObject({ userUuid: userId, message: 'my own' });
    expect(errors).toEqual([]);
    unsubscribe();
  });

  it('keeps its other subscriptions when one is denied', async () => {
    const { handle } = await comeIn();
    const cy = await messaging.newPerson('Cy');
    const all = await subscribe();
    const denied = await new Promise((resolve) => {
      const variables = { messageGroupUuid: groupOf(ben, cy) };
      (
        observe(operations.onCreateMessage, variables) as {
          subscribe(observer: { error(error: unknown): void }): unknown;
        }
      ).subscribe({ error: resolve });
    });
    expect(JSON.stringify(denied)).toContain('Forbidden');
    const sent = await ben.send({ recipientHandle: handle, message: 'still here' });
    expect(await all.next()).toEqual(sent);
    all.unsubscribe();
  });

  it('refreshes its tokens on request, and continues', async () => {
    await comeIn();
    const before = (await fetchAuthSession()).tokens!.accessToken.toString();
    const after = (await fetchAuthSession({ forceRefresh: true })).tokens!.accessToken.toString();
    expect(after).not.toBe(before);
    expect(await query('{ me { displayName } }')).toEqual({
      me: { displayName: 'Ada of Amplify' },
    });
  });

  it('signs out, on request everywhere: the refresh token is invalid afterwards', async () => {
    await comeIn();
    await signOut({ global: true });
    await expect(getCurrentUser()).rejects.toThrow();
    await expect(query(operations.messageGroups)).rejects.toThrow();
  });
});
