import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginAfter,
  caughtUp,
  emptyTail,
  mergeMessages,
  receive,
  verified,
  type Tail,
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

  it('are in their later state, whichever comes first, and keep what this device knows of them', () => {
    const sent = { ...message({ at: 1 }), clientToken: 'mine' };
    const edited = { ...message({ at: 1, text: 'edited' }), changeUuid: uuidAt(5) };
    const unsent = { ...message({ at: 1 }), message: null, changeUuid: uuidAt(6) };
    const later = [{ ...unsent, clientToken: 'mine' }];
    expect(mergeMessages(mergeMessages([sent], [edited]), [unsent])).toEqual(later);
    expect(mergeMessages(mergeMessages([unsent], [edited]), [sent])).toEqual(later);
  });

  it('stay the same list when nothing new came', () => {
    const known = [message({ at: 1 }), message({ at: 2 })];
    expect(mergeMessages(known, [message({ at: 2 })])).toBe(known);
  });
});

describe('The tail', () => {
  const page = [3, 4, 5].map((at) => message({ at }));
  const opened = beginAfter(emptyTail, page, 0);

  it('goes on from the oldest message of the page: the page may lack one between', () => {
    expect(opened.syncedTo).toBe(uuidAt(3));
  });

  it('does not take a push as proof that nothing is missing before it', () => {
    const tail = receive(opened, [message({ at: 9 })], 1_000);
    expect(tail.syncedTo).toBe(uuidAt(3));
    expect(tail.unverified).toBe(1);
  });

  it('fills the gap before what was pushed with what the log gave', () => {
    const pushed = receive(opened, [message({ at: 9 })], 1_000);
    const read = [6, 7, 9].map((at) => message({ at }));
    expect(uuids(caughtUp(pushed, read, 2_000).messages)).toEqual([6, 7, 9].map(uuidAt));
  });

  it('is verified up to the newest id that was received before the given time', () => {
    const first = receive(opened, [message({ at: 6 })], 1_000);
    const second = receive(first, [message({ at: 9 })], 2_000);
    expect(verified(second, 1_999).syncedTo).toBe(uuidAt(6));
    expect(verified(second, 2_000).syncedTo).toBe(uuidAt(9));
    expect(verified(second, -1).syncedTo).toBe(uuidAt(3));
    expect(verified(second, -1).unverified).toBe(0);
  });

  it('keeps the time of an id that is not verified yet for the next time', () => {
    const first = verified(receive(opened, [message({ at: 9 })], 1_000), 500);
    expect(first.syncedTo).toBe(uuidAt(5));
    expect(verified(first, 1_000).syncedTo).toBe(uuidAt(9));
  });

  it('does not count a repeated id as received later', () => {
    const pushed = receive(opened, [message({ at: 9 })], 1_000);
    const read = caughtUp(pushed, [message({ at: 9 })], 9_000);
    expect(verified(read, 1_000).syncedTo).toBe(uuidAt(9));
  });

  it('does not change when the log has nothing new', () => {
    expect(caughtUp(opened, [], 1_000)).toBe(opened);
  });

  it('remembers what was missed: all pages of one absence, and of the next one that one', () => {
    const isMissed = (): boolean => true;
    const missed = (tail: Tail, ...ats: number[]): Tail =>
      caughtUp(
        tail,
        ats.map((at) => message({ at })),
        0,
        isMissed,
      );
    const live = receive(opened, [message({ at: 6 }), message({ at: 12 })], 0);
    const first = missed(missed(live, 6, 7, 8), 9, 10, 11, 12);
    expect(first.missed).toEqual({ from: uuidAt(7), upTo: uuidAt(11) });
    expect(caughtUp(first, [message({ at: 13 })], 0).missed).toBe(first.missed);
    const again = missed(receive(first, [message({ at: 13 })], 0), 13, 14);
    expect(again.missed).toEqual({ from: uuidAt(14), upTo: uuidAt(14) });
  });

  it('takes a message that the page lacks, but nothing from before the page', () => {
    const gap = beginAfter(emptyTail, [message({ at: 3 }), message({ at: 5 })], 0);
    const tail = caughtUp(
      gap,
      [1, 4, 6].map((at) => message({ at })),
      1_000,
    );
    expect(uuids(tail.messages)).toEqual([4, 6].map(uuidAt));
  });

  it('keeps what was pushed while the page was read, and drops what the page has', () => {
    const early = receive(
      emptyTail,
      [1, 4, 5, 8].map((at) => message({ at })),
      0,
    );
    const tail = beginAfter(early, [message({ at: 3 }), message({ at: 5 })], 1_000);
    expect(uuids(tail.messages)).toEqual([4, 8].map(uuidAt));
  });

  it('of a conversation without messages goes on from the beginning', () => {
    const tail = receive(beginAfter(emptyTail, [], 0), [message({ at: 0 })], 1_000);
    expect(tail.syncedTo).toBeNull();
    expect(tail.unverified).toBe(1);
  });

  it('after an empty page goes on from the message before the page', () => {
    expect(beginAfter(emptyTail, [], 0, uuidAt(7)).syncedTo).toBe(uuidAt(7));
  });
});
