import { ulid } from 'ulid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MessagingError, type Message } from '../../client/src/messaging';
import type { MessagingApi } from '../../client/src/messaging/api';
import { ChangeSender } from '../../client/src/messaging/changeSender';
import { group, message } from './support/messages';

const NOW = Date.UTC(2026, 0, 5, 13);
const RETRY_DELAY = 1_000; // ms

/** A message that was sent so many milliseconds ago. */
const sentAgo = (ago: number) => ({ uuid: ulid(NOW - ago), messageGroupUuid: group });

/** A sender on an API that the test answers for, request by request. */
function open() {
  const calls: { input: object; answer(): void; fail(type: string): void }[] = [];
  const changed: Message[] = [];
  const request: MessagingApi['request'] = <Result, Variables>(
    _operation: unknown,
    variables: Variables,
  ) =>
    new Promise<Result>((resolve, reject) => {
      const { input } = variables as { input: object };
      const answer = { ...message({ at: 1 }), ...input };
      calls.push({
        input,
        answer: () =>
          resolve({ updateMessage: answer, deleteMessage: answer, setReaction: answer } as Result),
        fail: (type) => reject(new MessagingError(type, type)),
      });
    });
  const sender = new ChangeSender({
    api: { request },
    onChanged: (one) => changed.push(one),
    retryDelay: () => RETRY_DELAY,
  });
  return { sender, calls, changed };
}

/** What has become of a promise. */
function outcomeOf(promise: Promise<void>): { current: string } {
  const outcome = { current: 'under way' };
  promise.then(
    () => (outcome.current = 'stored'),
    (error: unknown) => (outcome.current = error instanceof MessagingError ? error.type : 'other'),
  );
  return outcome;
}

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const wait = (): Promise<unknown> => vi.advanceTimersByTimeAsync(RETRY_DELAY);

describe('A change of a message', () => {
  it('is pending until the API has stored it, and taken over before it is not', async () => {
    const { sender, calls, changed } = open();
    const target = sentAgo(60_000);
    const states: [number, number][] = [];
    sender.pending.subscribe(() => states.push([sender.pending.current.length, changed.length]));
    const outcome = outcomeOf(sender.make(target, { type: 'edit', text: 'new' }));
    await settle();
    expect(calls[0]!.input).toEqual({ ...target, message: 'new' });
    calls[0]!.answer();
    await settle();
    expect(outcome.current).toBe('stored');
    expect(states).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('that the API refuses is taken back, and rejects with the reason', async () => {
    const { sender, calls, changed } = open();
    const outcome = outcomeOf(sender.make(sentAgo(60_000), { type: 'edit', text: 'new' }));
    await settle();
    calls[0]!.fail('EditWindowClosed');
    await settle();
    expect(outcome.current).toBe('EditWindowClosed');
    expect(sender.pending.current).toEqual([]);
    expect(changed).toEqual([]);
  });

  it('waits for the one before of the same message, also where that is refused', async () => {
    const { sender, calls } = open();
    const [one, other] = [sentAgo(60_000), sentAgo(50_000)];
    outcomeOf(sender.make(one, { type: 'edit', text: 'first' }));
    const second = outcomeOf(sender.make(one, { type: 'react', emoji: null }));
    outcomeOf(sender.make(other, { type: 'unsend' }));
    await settle();
    expect(calls.map(({ input }) => input)).toEqual([{ ...one, message: 'first' }, other]);
    calls[0]!.fail('TooManyEdits');
    await settle();
    expect(calls[2]!.input).toEqual({ ...one, emoji: null });
    calls[2]!.answer();
    await settle();
    expect(second.current).toBe('stored');
  });

  it.each(['Conflict', 'Unavailable', 'Network', 'Timeout'])(
    'is tried again after %s, and not for ever',
    async (type) => {
      const { sender, calls } = open();
      const outcome = outcomeOf(sender.make(sentAgo(60_000), { type: 'unsend' }));
      for (let at = 0; at < 6; at += 1) {
        await wait();
        expect(calls).toHaveLength(at + 1);
        expect(outcome.current).toBe('under way');
        calls[at]!.fail(type);
      }
      await wait();
      expect(outcome.current).toBe(type);
      expect(calls).toHaveLength(6);
    },
  );

  it('is tried again at once when the network is back', async () => {
    const { sender, calls } = open();
    outcomeOf(sender.make(sentAgo(60_000), { type: 'unsend' }));
    await settle();
    calls[0]!.fail('Network');
    await settle();
    sender.flush();
    await settle();
    expect(calls).toHaveLength(2);
  });

  it('is tried again where a message that was just sent is not found yet', async () => {
    const { sender, calls } = open();
    const outcome = outcomeOf(sender.make(sentAgo(5_000), { type: 'edit', text: 'new' }));
    await settle();
    calls[0]!.fail('MessageNotFound');
    await wait();
    calls[1]!.answer();
    await settle();
    expect(outcome.current).toBe('stored');
  });

  it('is refused where an older message is not found', async () => {
    const { sender, calls } = open();
    const outcome = outcomeOf(sender.make(sentAgo(11_000), { type: 'edit', text: 'new' }));
    await settle();
    calls[0]!.fail('MessageNotFound');
    await wait();
    expect(outcome.current).toBe('MessageNotFound');
    expect(calls).toHaveLength(1);
  });

  it('is given up with the messaging, and so is what waits behind it', async () => {
    const { sender, calls } = open();
    const target = sentAgo(60_000);
    const first = outcomeOf(sender.make(target, { type: 'edit', text: 'first' }));
    const second = outcomeOf(sender.make(target, { type: 'edit', text: 'second' }));
    await settle();
    calls[0]!.fail('Network');
    await settle();
    sender.stop();
    await settle();
    expect([first.current, second.current]).toEqual(['SignedOut', 'SignedOut']);
    expect(calls).toHaveLength(1);
  });
});
