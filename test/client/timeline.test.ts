import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginAfter,
  caughtUp,
  emptyTail,
  mergeMessages,
  receive,
  unverifiedCount,
} from '../../client/src/messaging/timeline';
import { message, uuidAt } from './support/messages';

const uuids = (messages: readonly { uuid: string }[]): string[] => messages.map(({ uuid }) => uuid);

describe('Messages of a conversation', () => {
  it('are in the order of their ids and each once, in whatever order and however often they come', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 60 }))), (batches) => {
        const merged = batches.reduce<readonly ReturnType<typeof message>[]>(
          (known, batch) =>
            mergeMessages(
              known,
              batch.map((at) => message({ at })),
            ),
          [],
        );
        const expected = [...new Set(batches.flat())].sort((a, b) => a - b).map(uuidAt);
        expect(uuids(merged)).toEqual(expected);
      }),
    );
  });

  it('keep what this device knows of a message when its push comes after the answer', () => {
    const answer = { ...message({ at: 1 }), clientToken: 'mine' };
    const pushedLater = mergeMessages([answer], [message({ at: 1 })]);
    const pushedFirst = mergeMessages([message({ at: 1 })], [answer]);
    expect(pushedLater).toEqual([answer]);
    expect(pushedFirst).toEqual([answer]);
  });

  it('stay the same list when nothing new came', () => {
    const known = [message({ at: 1 }), message({ at: 2 })];
    expect(mergeMessages(known, [message({ at: 2 })])).toBe(known);
  });
});

describe('The tail', () => {
  const opened = beginAfter(emptyTail, uuidAt(5));

  it('does not take a push as proof that nothing was before it', () => {
    const tail = receive(opened, [message({ at: 9 })]);
    expect(tail.syncedTo).toBe(uuidAt(5));
    expect(unverifiedCount(tail)).toBe(1);
  });

  it('moves on with what the log gave, and fills the gap before what was pushed', () => {
    const pushed = receive(opened, [message({ at: 9 })]);
    const tail = caughtUp(
      pushed,
      [6, 7, 9].map((at) => message({ at })),
    );
    expect(uuids(tail.messages)).toEqual([6, 7, 9].map(uuidAt));
    expect(tail.syncedTo).toBe(uuidAt(9));
    expect(unverifiedCount(tail)).toBe(0);
  });

  it('is where it was when the log had nothing more', () => {
    expect(caughtUp(opened, [])).toBe(opened);
  });

  it('takes nothing from before a newest page that was loaded while the log was being read', () => {
    const anew = beginAfter(opened, uuidAt(20));
    expect(caughtUp(anew, [message({ at: 8 }), message({ at: 9 })])).toBe(anew);
    const tail = caughtUp(anew, [message({ at: 20 }), message({ at: 21 })]);
    expect(uuids(tail.messages)).toEqual([uuidAt(21)]);
  });

  it('keeps what was pushed while the history was being read, and drops what the history has', () => {
    const early = receive(emptyTail, [message({ at: 4 }), message({ at: 8 })]);
    const tail = beginAfter(early, uuidAt(5));
    expect(uuids(tail.messages)).toEqual([uuidAt(8)]);
    expect(tail.syncedTo).toBe(uuidAt(5));
  });

  it('of a conversation without messages goes on from the beginning', () => {
    const tail = receive(beginAfter(emptyTail, null), [message({ at: 0 })]);
    expect(tail.syncedTo).toBeNull();
    expect(unverifiedCount(tail)).toBe(1);
  });
});
