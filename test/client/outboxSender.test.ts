// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { CreateMessageInput } from '../../client/src/generated/graphql';
import { MessagingError, type Message } from '../../client/src/messaging';
import { OutboxSender, type OutboxSenderOptions } from '../../client/src/messaging/outboxSender';
import { createOutboxStorage } from '../../client/src/messaging/outboxStorage';
import { ada, ben, group, message } from './support/messages';
import { createLocks } from './support/locks';

const recipient = { uuid: ben, handle: 'ben', displayName: 'Ben' };
const writing = (text: string) => ({
  messageGroupUuid: group,
  recipient,
  message: text,
  after: null,
});

/** An API of which the test decides what becomes of each request. */
function controllableApi() {
  const calls: { input: CreateMessageInput; answer(): void; fail(type: string): void }[] = [];
  const waiting: (() => void)[] = [];
  const createMessage = (input: CreateMessageInput): Promise<Message> =>
    new Promise((resolve, reject) => {
      const at = calls.length;
      calls.push({
        input,
        answer: () => resolve(message({ at, from: ada, text: input.message })),
        fail: (type) => reject(new MessagingError(type, `refused with ${type}`)),
      });
      waiting.splice(0).forEach((go) => go());
    });
  return {
    calls,
    api: { createMessage },
    /** The n-th request, when it has been made. */
    call: async (at: number) => {
      while (calls.length <= at) await new Promise<void>((resolve) => waiting.push(resolve));
      return calls[at]!;
    },
  };
}

function open(api: OutboxSenderOptions['api'], rest: Partial<OutboxSenderOptions> = {}) {
  const sent: { text: string | null; clientToken: string }[] = [];
  const sender = new OutboxSender({
    userUuid: ada,
    api,
    storage: createOutboxStorage(ada, localStorage),
    locks: createLocks(),
    groupExists: () => true,
    onSent: ({ message: text }, clientToken) => sent.push({ text, clientToken }),
    retryDelay: () => 0,
    takeOverDelay: 0,
    ...rest,
  });
  sender.start();
  onTestFinished(() => sender.stop());
  return { sender, sent };
}

/** Resolves when the outbox looks so. */
const until = (sender: OutboxSender, looks: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!looks()) return;
      stop();
      resolve();
    };
    const stop = sender.state.subscribe(look);
    look();
  });
const isEmpty = (sender: OutboxSender) => (): boolean => sender.state.current.entries.length === 0;

beforeEach(() => localStorage.clear());

describe('Sending', () => {
  it('goes one after the other, in the order of writing', async () => {
    const { api, call, calls } = controllableApi();
    const { sender, sent } = open(api);
    ['one', 'two', 'three'].forEach((text) => sender.add(writing(text)));
    const first = await call(0);
    expect(calls).toHaveLength(1);
    first.answer();
    (await call(1)).answer();
    (await call(2)).answer();
    await until(sender, isEmpty(sender));
    expect(sent.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    expect(new Set(calls.map(({ input }) => input.clientToken)).size).toBe(3);
  });

  it.each(Array.from({ length: 12 }, (_, turns) => turns))(
    'goes on with what is written %i turns after the last one was confirmed',
    async (turns) => {
      const { api, call } = controllableApi();
      const texts: (string | null)[] = [];
      const onSent = async ({ message: text }: Message): Promise<void> => {
        if (texts.push(text) > 1) return;
        for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
        sender.add(writing('two'));
      };
      const { sender } = open(api, { onSent: (message) => void onSent(message) });
      sender.add(writing('one'));
      (await call(0)).answer();
      (await call(1)).answer();
      await until(sender, isEmpty(sender));
      expect(texts).toEqual(['one', 'two']);
    },
  );

  it('reports a message as sent before its entry is gone, so that every tab has one of the two', async () => {
    const { api, call } = controllableApi();
    const stored: number[] = [];
    const { sender } = open(api, { onSent: () => stored.push(localStorage.length) });
    sender.add(writing('one'));
    (await call(0)).answer();
    await until(sender, isEmpty(sender));
    expect(stored).toEqual([1]);
    expect(localStorage).toHaveLength(0);
  });

  it('does not show a message as refused when its listener fails', async () => {
    const { api, call } = controllableApi();
    const onSent = (): void => {
      throw new Error('The listener fails');
    };
    const { sender } = open(api, { onSent });
    sender.add(writing('one'));
    (await call(0)).answer();
    await until(sender, () => sender.state.current.sending.size === 0);
    expect(sender.state.current.entries).toEqual([]);
  });

  it('keeps the token of a message through every try', async () => {
    const { api, call, calls } = controllableApi();
    const { sender } = open(api);
    sender.add(writing('one'));
    for (const type of ['Network', 'Timeout', 'Unavailable', 'Conflict']) {
      (await call(calls.length)).fail(type);
    }
    (await call(4)).answer();
    await until(sender, isEmpty(sender));
    expect(new Set(calls.map(({ input }) => input.clientToken)).size).toBe(1);
  });

  it('holds back what was written later while an earlier one is being tried again', async () => {
    const { api, call, calls } = controllableApi();
    const { sender, sent } = open(api);
    sender.add(writing('one'));
    sender.add(writing('two'));
    (await call(0)).fail('Network');
    (await call(1)).answer();
    (await call(2)).answer();
    await until(sender, isEmpty(sender));
    expect(calls.map(({ input }) => input.message)).toEqual(['one', 'one', 'two']);
    expect(sent.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('goes past a message that the API refuses, and keeps the reason', async () => {
    const { api, call } = controllableApi();
    const { sender, sent } = open(api);
    sender.add(writing('too long'));
    sender.add(writing('two'));
    (await call(0)).fail('MessageTooLong');
    (await call(1)).answer();
    await until(sender, () => sent.length === 1 && sender.state.current.sending.size === 0);
    expect(sender.state.current.entries).toMatchObject([
      { message: 'too long', failure: { type: 'MessageTooLong' } },
    ]);
  });

  it('tries a refused message again, or forgets it, as its writer says', async () => {
    const { api, call } = controllableApi();
    const { sender } = open(api);
    const { clientToken } = sender.add(writing('one'));
    (await call(0)).fail('Forbidden');
    await until(sender, () => sender.state.current.entries[0]?.failure !== undefined);
    sender.retry(clientToken);
    const again = await call(1);
    expect(again.input.clientToken).toBe(clientToken);
    again.fail('Forbidden');
    await until(sender, () => sender.state.current.entries[0]?.failure !== undefined);
    sender.discard(clientToken);
    expect(sender.state.current.entries).toEqual([]);
    expect(localStorage.length).toBe(0);
  });

  it('names the person when the conversation turns out not to exist', async () => {
    const { api, call } = controllableApi();
    const { sender } = open(api);
    sender.add(writing('one'));
    (await call(0)).fail('MessageGroupNotFound');
    const second = await call(1);
    expect(second.input).toMatchObject({ recipientUuid: ben, message: 'one' });
    second.answer();
    await until(sender, isEmpty(sender));
  });

  it('waits, without another try, when the user is signed out', async () => {
    const { api, call, calls } = controllableApi();
    const { sender } = open(api);
    sender.add(writing('one'));
    (await call(0)).fail('SignedOut');
    await until(sender, () => sender.state.current.sending.size === 0);
    expect(calls).toHaveLength(1);
    expect(sender.state.current.entries).toMatchObject([{ message: 'one' }]);
  });
});

describe('After a reload', () => {
  it('what was on its way is sent with the token that it had', async () => {
    const before = controllableApi();
    const closed = open(before.api);
    closed.sender.add(writing('one'));
    closed.sender.add(writing('two'));
    const { input } = await before.call(0);
    closed.sender.stop();

    const { api, call } = controllableApi();
    const { sender, sent } = open(api);
    const first = await call(0);
    expect(first.input).toEqual(input);
    first.answer();
    (await call(1)).answer();
    await until(sender, isEmpty(sender));
    expect(sent.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('what may have been sent more than a day ago is left to its writer, and then is a new message', async () => {
    const hour = 3_600_000;
    const before = controllableApi();
    const closed = open(before.api, { now: () => 0 });
    const { clientToken } = closed.sender.add(writing('one'));
    await before.call(0);
    closed.sender.stop();

    const { api, call, calls } = controllableApi();
    const { sender } = open(api, { now: () => 24 * hour });
    await until(sender, () => sender.state.current.entries[0]?.failure?.type === 'Expired');
    expect(calls).toHaveLength(0);
    sender.retry(clientToken);
    const again = await call(0);
    expect(again.input.clientToken).not.toBe(clientToken);
    again.answer();
    await until(sender, isEmpty(sender));
  });

  it('nothing of another person, and nothing that is not an entry, is sent', async () => {
    const other = createOutboxStorage(ben, localStorage);
    other.put({ ...writing('not mine'), clientToken: 'T0', createdAt: '' });
    localStorage.setItem(`messaging.outbox.${ada}.T1`, '{"broken');
    localStorage.setItem(`messaging.outbox.${ada}.T2`, '{"clientToken":7}');
    const { api, call, calls } = controllableApi();
    const { sender } = open(api);
    sender.add(writing('mine'));
    (await call(0)).answer();
    await until(sender, isEmpty(sender));
    expect(calls.map(({ input }) => input.message)).toEqual(['mine']);
    expect(other.list()).toHaveLength(1);
  });
});

describe('Two tabs', () => {
  it('send each message once, in the order of writing, whichever of them wrote it', async () => {
    const locks = createLocks();
    const { api, call, calls } = controllableApi();
    const one = open(api, { locks });
    const other = open(api, { locks });
    one.sender.add(writing('from one'));
    const first = await call(0);
    other.sender.add(writing('from the other'));
    one.sender.add(writing('from one again'));
    expect(calls).toHaveLength(1);
    first.answer();
    (await call(1)).answer();
    (await call(2)).answer();
    await until(one.sender, isEmpty(one.sender));
    await locks.request(`messaging.outbox.${ada}.${group}`, () => undefined);
    expect(calls.map(({ input }) => input.message).sort()).toEqual([
      'from one',
      'from one again',
      'from the other',
    ]);
    expect([...one.sent, ...other.sent]).toHaveLength(3);
  });

  it('send what another one wrote and was closed before it could', async () => {
    const { api, call } = controllableApi();
    const { sender, sent } = open(api);
    const entry = { ...writing('left behind'), clientToken: 'T1', createdAt: '' };
    createOutboxStorage(ada, localStorage).put(entry);
    const key = `messaging.outbox.${ada}.${entry.clientToken}`;
    window.dispatchEvent(new StorageEvent('storage', { key }));
    (await call(0)).answer();
    await until(sender, isEmpty(sender));
    expect(sent.map(({ text }) => text)).toEqual(['left behind']);
  });

  it('do not wait for each other in different conversations', async () => {
    const { api, call } = controllableApi();
    const { sender } = open(api);
    sender.add(writing('here'));
    sender.add({ ...writing('there'), messageGroupUuid: `${ada}_other` });
    const texts = [(await call(0)).input.message, (await call(1)).input.message];
    expect(texts).toEqual(['here', 'there']);
  });
});

describe('A full storage', () => {
  it('does not keep a message from being sent', async () => {
    const full = new Proxy(localStorage, {
      get: (target, name) => {
        if (name === 'setItem')
          return () => {
            throw new DOMException('full', 'QuotaExceededError');
          };
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const { api, call } = controllableApi();
    const { sender } = open(api, { storage: createOutboxStorage(ada, full) });
    sender.add(writing('one'));
    expect(sender.state.current.entries).toMatchObject([{ message: 'one' }]);
    (await call(0)).answer();
    await until(sender, isEmpty(sender));
  });
});
