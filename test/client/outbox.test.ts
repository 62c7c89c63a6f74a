import { describe, expect, it } from 'vitest';
import {
  inputOf,
  isExpired,
  nextToSend,
  pendingGroups,
  withPending,
  type OutboxEntry,
} from '../../client/src/messaging/outbox';
import { ada, ben, createdAt, group, message, uuidAt } from './support/messages';

const entry = (token: string, rest: Partial<OutboxEntry> = {}): OutboxEntry => ({
  clientToken: token,
  messageGroupUuid: group,
  recipient: { uuid: ben, handle: 'ben', displayName: 'Ben' },
  message: `text of ${token}`,
  createdAt: createdAt(30),
  after: uuidAt(10),
  ...rest,
});
const failure = { type: 'MessageTooLong', message: 'too long' };
const keys = (items: ReturnType<typeof withPending>): string[] => items.map(({ key }) => key);

describe('The outbox', () => {
  it('sends in the order of writing, past what was refused', () => {
    const entries = [entry('T3'), entry('T1', { failure }), entry('T2')];
    expect(nextToSend(entries, group)?.clientToken).toBe('T2');
    expect(nextToSend([entry('T1', { failure })], group)).toBeUndefined();
    expect(nextToSend(entries, 'another')).toBeUndefined();
  });

  it('knows the conversations that have something to send', () => {
    const entries = [entry('T1'), entry('T2'), entry('T3', { messageGroupUuid: 'g2', failure })];
    expect(pendingGroups(entries)).toEqual([group]);
  });

  it('names the person until the conversation is known to exist', () => {
    const common = { message: 'text of T1', clientToken: 'T1' };
    expect(inputOf(entry('T1'), false)).toEqual({ ...common, recipientUuid: ben });
    expect(inputOf(entry('T1'), true)).toEqual({ ...common, messageGroupUuid: group });
  });

  it('does not send again what was tried before the API forgot its token', () => {
    const hour = 3_600_000;
    expect(isExpired(entry('T1', { triedAt: 0 }), 22 * hour)).toBe(false);
    expect(isExpired(entry('T1', { triedAt: 0 }), 24 * hour)).toBe(true);
    expect(isExpired(entry('T1'), 1_000 * hour)).toBe(false);
  });
});

describe('A conversation with messages on their way', () => {
  const known = [message({ at: 10 })];

  it('ends with them, in the order of writing', () => {
    const items = withPending(known, [entry('T2'), entry('T1')], ada);
    expect(keys(items)).toEqual([uuidAt(10), 'T1', 'T2']);
  });

  it('shows a message once when its push comes before its answer, under the key it had', () => {
    const pushed = message({ at: 31, from: ada, text: 'text of T1' });
    const items = withPending([...known, pushed], [entry('T1'), entry('T2')], ada);
    expect(keys(items)).toEqual([uuidAt(10), 'T1', 'T2']);
    expect(items[1]).toMatchObject({ kind: 'message', message: { uuid: uuidAt(31) } });
  });

  it('keeps the key when the answer is there and the entry is gone', () => {
    const answered = { ...message({ at: 31, from: ada }), clientToken: 'T1' };
    expect(keys(withPending([...known, answered], [], ada))).toEqual([uuidAt(10), 'T1']);
    expect(keys(withPending([...known, answered], [entry('T1')], ada))).toEqual([uuidAt(10), 'T1']);
  });

  it('takes each push for one of two with the same text', () => {
    const text = 'ok';
    const pushed = message({ at: 31, from: ada, text });
    const entries = [entry('T1', { message: text }), entry('T2', { message: text })];
    expect(keys(withPending([...known, pushed], entries, ada))).toEqual([uuidAt(10), 'T1', 'T2']);
  });

  it('does not take an older message, or one of the other one, for the one on its way', () => {
    const text = 'ok';
    const older = message({ at: 9, from: ada, text });
    const others = message({ at: 31, from: ben, text });
    const items = withPending([older, ...known, others], [entry('T1', { message: text })], ada);
    expect(keys(items)).toEqual([uuidAt(9), uuidAt(10), uuidAt(31), 'T1']);
  });

  it('matches no message where it is not known which were there when the entry was written', () => {
    const older = message({ at: 9, from: ada, text: 'ok' });
    const waiting = entry('T1', { message: 'ok', after: undefined });
    expect(keys(withPending([older, ...known], [waiting], ada))).toEqual([
      uuidAt(9),
      uuidAt(10),
      'T1',
    ]);
    const first = message({ at: 0, from: ada, text: 'ok' });
    expect(keys(withPending([first], [entry('T1', { message: 'ok', after: null })], ada))).toEqual([
      'T1',
    ]);
  });

  it('goes on showing what was refused, though the same text has arrived otherwise', () => {
    const pushed = message({ at: 31, from: ada, text: 'text of T1' });
    const items = withPending([...known, pushed], [entry('T1', { failure })], ada);
    expect(keys(items)).toEqual([uuidAt(10), uuidAt(31), 'T1']);
  });
});
