import { describe, expect, it } from 'vitest';
import { catchUp } from '../../client/src/messaging/catchUp';
import type { Message } from '../../client/src/messaging';
import { message, uuidAt } from './support/messages';

const log = Array.from({ length: 10 }, (_, at) => message({ at }));

/** A log in pages of two; tokens are positions. */
const reader = () => {
  const asked: (string | null)[] = [];
  const read = (after: string | null, nextToken: string | null) => {
    asked.push(nextToken);
    const rest = log.filter(({ uuid }) => after === null || uuid > after);
    const from = Number(nextToken ?? 0);
    const more = from + 2 < rest.length ? String(from + 2) : null;
    return Promise.resolve({ items: rest.slice(from, from + 2), nextToken: more });
  };
  return { asked, read };
};

describe('Catching up', () => {
  it('takes everything after what is had, page by page, in order', async () => {
    const taken: Message[] = [];
    const { read } = reader();
    const take = (messages: readonly Message[]): void => void taken.push(...messages);
    expect(await catchUp({ read, after: uuidAt(2), take })).toBe('complete');
    expect(taken).toEqual(log.slice(3));
  });

  it('takes everything where nothing is had', async () => {
    const taken: Message[] = [];
    const { read } = reader();
    const take = (messages: readonly Message[]): void => void taken.push(...messages);
    expect(await catchUp({ read, after: null, take, maxPages: 10 })).toBe('complete');
    expect(taken).toEqual(log);
  });

  it('gives up where it is too far, having asked no more than it was allowed', async () => {
    const { read, asked } = reader();
    const outcome = await catchUp({ read, after: null, take: () => undefined, maxPages: 3 });
    expect(outcome).toBe('too far');
    expect(asked).toEqual([null, '2', '4']);
  });
});
