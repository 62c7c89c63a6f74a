// @vitest-environment happy-dom
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../client/src/messaging';
import { cases } from '../support/cases';
import { LateTable } from './support/lateTable';
import { group, message, uuidAt } from './support/messages';
import { openConversation, SECOND_CATCH_UP, SETTLE_TIME } from './support/openConversation';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());
const advance = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('A session', () => {
  it('reads from the newest id that was received long enough before, now and once more', async () => {
    const table = new LateTable({ pageSize: 50 });
    const put = (at: number): void => table.put(message({ at }));
    [0, 1, 2].forEach(put);
    const { sync, end } = openConversation(table);
    await advance(10);
    sync.beginSession(() => undefined);
    await advance(SECOND_CATCH_UP + 10);
    // Received just now: the page may lack a message between them.
    expect(table.requests).toEqual([uuidAt(0), uuidAt(0)]);
    await advance(SETTLE_TIME);
    put(3);
    sync.receive(message({ at: 3 }));
    sync.beginSession(() => undefined);
    await advance(SECOND_CATCH_UP + 10);
    expect(table.requests.slice(2)).toEqual([uuidAt(0), uuidAt(2)]);
    end();
  });

  it('that ends before its second catch-up leaves that to the next one', async () => {
    const table = new LateTable({ pageSize: 50 });
    table.put(message({ at: 0 }));
    const { sync, end } = openConversation(table);
    await advance(10);
    let refreshed = 0;
    sync.beginSession(() => (refreshed += 1));
    await advance(SECOND_CATCH_UP - 50);
    sync.beginSession(() => (refreshed += 1));
    await advance(SECOND_CATCH_UP + 10);
    expect(refreshed).toBe(3);
    expect(table.requests).toHaveLength(3);
    end();
  });
});

describe('A push that comes while the newest page is being read', () => {
  it('is kept, also where the page has a later message and not this one', async () => {
    const table = new LateTable({ pageSize: 50 });
    table.put(message({ at: 0 }));
    table.put(message({ at: 1 }), 3);
    table.put(message({ at: 2 }));
    const { sync, shown, end } = openConversation(table);
    await advance(3);
    sync.receive(message({ at: 1 }));
    await advance(10);
    expect(shown()).toEqual([0, 1, 2].map(uuidAt));
    end();
  });
});

describe('Whatever is lost and however late messages are committed', () => {
  /** What happens after a pause, in ms. */
  const step = fc.record({
    pause: fc.integer({ min: 0, max: 700 }),
    what: fc.oneof(
      { weight: 6, arbitrary: fc.constant('send' as const) },
      { weight: 1, arbitrary: fc.constant('break' as const) },
      { weight: 2, arbitrary: fc.constant('acknowledge' as const) },
    ),
    /** Until the message can be read, ms; below the settle time. */
    lateness: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: SETTLE_TIME - 100 })),
    /** Pushes are lost for so long after the acknowledgement. */
    lossy: fc.integer({ min: 0, max: SECOND_CATCH_UP - 100 }),
  });

  it('a session without a break ends with every message once, in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 40 }),
        fc.integer({ min: 3, max: 10 }),
        async (steps, pageSize) => {
          vi.setSystemTime(0);
          const table = new LateTable({ pageSize });
          const { sync, cache, shown, end } = openConversation(table);
          let heardFrom = Infinity; // pushes arrive from this time on
          const push = (pushed: Message): void => {
            if (Date.now() >= heardFrom) sync.receive(pushed);
          };
          const acknowledge = (lossy: number): void => {
            heardFrom = Date.now() + lossy;
            sync.beginSession(() => undefined);
          };
          for (const [at, { pause, what, lateness, lossy }] of steps.entries()) {
            await advance(pause);
            if (what === 'break') heardFrom = Infinity;
            else if (what === 'acknowledge') acknowledge(lossy);
            else {
              const sent = message({ at });
              table.put(sent, lateness);
              setTimeout(() => push(sent), lateness);
            }
          }
          acknowledge(SECOND_CATCH_UP - 100);
          await advance(SETTLE_TIME + SECOND_CATCH_UP);
          const all = table.messages.map(({ uuid }) => uuid);
          const oldest = cache.tail(group)!.loadedFrom ?? '';
          expect(shown()).toEqual(all.filter((uuid) => uuid >= oldest));
          end();
        },
      ),
      { numRuns: cases(50, 2_000) },
    );
  });
});
