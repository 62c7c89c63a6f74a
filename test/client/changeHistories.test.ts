// @vitest-environment happy-dom
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../client/src/messaging';
import { cases } from '../support/cases';
import { LateTable, type Lateness } from './support/lateTable';
import { ada, ben, message } from './support/messages';
import { openConversation, SECOND_CATCH_UP, SETTLE_TIME } from './support/openConversation';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());
const advance = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('Whatever two people send, edit, unsend and react to, and whatever is lost', () => {
  const lateness = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: SETTLE_TIME - 400 }));
  /** What happens after a pause, in ms. */
  const step = fc.record({
    pause: fc.integer({ min: 0, max: 700 }),
    what: fc.oneof(
      { weight: 4, arbitrary: fc.constant('send' as const) },
      { weight: 3, arbitrary: fc.constant('edit' as const) },
      { weight: 1, arbitrary: fc.constant('unsend' as const) },
      { weight: 3, arbitrary: fc.constant('react' as const) },
      { weight: 1, arbitrary: fc.constant('break' as const) },
      { weight: 2, arbitrary: fc.constant('acknowledge' as const) },
      { weight: 1, arbitrary: fc.constant('load older' as const) },
    ),
    who: fc.constantFrom(ada, ben),
    /** Which message is changed, counted from the newest. */
    which: fc.nat(20),
    emoji: fc.constantFrom('👍', '❤️', null),
    late: fc.record<Lateness>({ message: lateness, entry: lateness, head: lateness }),
    /** How long after the commit its pushes arrive: they overtake each other. */
    pushes: fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 2 }),
    /** Pushes are lost for so long after the acknowledgement. */
    lossy: fc.integer({ min: 0, max: SECOND_CATCH_UP - 100 }),
  });
  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

  /** The message that a step changes, and how; undefined where it may not. */
  function changeOf(step: Step, { messages }: LateTable): Partial<Message> & { uuid: string } {
    const { what, who, which, emoji } = step;
    const { uuid, reactions } = messages.at(-1 - (which % messages.length))!;
    if (what === 'edit') return { uuid, message: `edited ${which}`, editedAt: 'now' };
    if (what === 'unsend') return { uuid, message: null, deletedAt: 'now', reactions: [] };
    const others = (reactions ?? []).filter(({ userUuid }) => userUuid !== who);
    return { uuid, reactions: emoji ? [...others, { userUuid: who, emoji }] : others };
  }

  /** Two people, of whom one has a device that breaks and connects again. */
  async function endsEqual(steps: readonly Step[], opened: number, pageSize: number) {
    const table = new LateTable({ pageSize, staleness: 300 });
    for (let at = 0; at < 5; at += 1) table.put(message({ at }));
    let conversation: ReturnType<typeof openConversation> | undefined;
    let heardFrom = Infinity; // pushes arrive from this time on
    const heard = (): boolean => Date.now() >= heardFrom;
    const acknowledge = (lossy: number): void => {
      heardFrom = Date.now() + lossy;
      conversation?.sync.beginSession(() => undefined);
    };
    for (const [at, step] of steps.entries()) {
      if (at === opened) conversation = openConversation(table);
      await advance(step.pause);
      const { what, who, late, pushes, lossy } = step;
      if (what === 'break') heardFrom = Infinity;
      else if (what === 'acknowledge') acknowledge(lossy);
      else if (what === 'load older') conversation?.loadOlder();
      else if (what === 'send') {
        const sent = message({ at: at + 5, from: who });
        table.put(sent, late.message);
        const arrives = (): void => void (heard() && conversation?.sync.receive(sent));
        for (const push of pushes) setTimeout(arrives, late.message + push);
      } else {
        const changed = table.change(changeOf(step, table), late);
        const arrives = (): void => void (heard() && conversation?.sync.change(changed));
        for (const push of pushes) setTimeout(arrives, Math.max(...Object.values(late)) + push);
      }
    }
    conversation ??= openConversation(table);
    acknowledge(SECOND_CATCH_UP - 100);
    await advance(2 * SETTLE_TIME + SECOND_CATCH_UP);
    const shown = conversation.messages();
    expect(shown).toEqual(table.messages.filter(({ uuid }) => uuid >= shown[0]!.uuid));
    conversation.end();
    await advance(SETTLE_TIME);
  }

  it('a client ends equal to one that was always there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 40 }),
        fc.nat(40),
        fc.integer({ min: 3, max: 10 }),
        endsEqual,
      ),
      { numRuns: cases(50, 500) },
    );
  });
});
