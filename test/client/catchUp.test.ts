import { describe, expect, it } from 'vitest';
import { catchUp } from '../../client/src/messaging/catchUp';
import type { Message } from '../../client/src/messaging';
import { message, uuidAt } from './support/messages';

const log = Array.from({ length: 10 }, (_, at) => message({ at }));

/** A log in pages of two. Its tokens lead to no page. */
const reader = () => {
  const requested: (string | null)[] = [];
  const read = (after: string | null, nextToken: string | null) => {
    if (nextToken !== null) throw new Error('A page was asked for by its token');
    requested.push(after);
    const rest = log.filter(({ uuid }) => after === null || uuid > after);
    return Promise.resolve({ items: rest.slice(0, 2), nextToken: rest.length > 2 ? 'more' : null });
  };
  return { requested, read };
};

describe('Catching up', () => {
  it('reads everything after a message, in order, each page from the last id of the page before', async () => {
    const taken: Message[] = [];
    const { read, requested } = reader();
    const take = (messages: readonly Message[]): void => void taken.push(...messages);
    expect(await catchUp({ read, after: uuidAt(2), take })).toBe('complete');
    expect(taken).toEqual(log.slice(3));
    expect(requested).toEqual([2, 4, 6, 8].map(uuidAt));
  });

  it('reads everything from the beginning where there is no message to go on from', async () => {
    const taken: Message[] = [];
    const { read } = reader();
    const take = (messages: readonly Message[]): void => void taken.push(...messages);
    expect(await catchUp({ read, after: null, take, maxPages: 10 })).toBe('complete');
    expect(taken).toEqual(log);
  });

  it('stops after the allowed number of pages', async () => {
    const { read, requested } = reader();
    const outcome = await catchUp({ read, after: null, take: () => undefined, maxPages: 3 });
    expect(outcome).toBe('too far');
    expect(requested).toEqual([null, uuidAt(1), uuidAt(3)]);
  });

  it('leaves a page without messages by its token, the only way on', async () => {
    const taken: Message[] = [];
    const read = (_after: string | null, token: string | null) =>
      Promise.resolve(
        token === 'empty so far'
          ? { items: log.slice(5, 6), nextToken: null }
          : { items: [], nextToken: 'empty so far' },
      );
    const take = (messages: readonly Message[]): void => void taken.push(...messages);
    expect(await catchUp({ read, after: uuidAt(2), take })).toBe('complete');
    expect(taken).toEqual(log.slice(5, 6));
  });
});
