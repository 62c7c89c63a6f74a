import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cases } from '../support/cases';
import { useMessaging } from '../support/messaging';
import { AnsweredWithErrors, groupOf, type Person } from '../support/person';
import { report } from '../support/reports';
import { networkError } from './support/client';
import { exported, held, within, type Before } from './support/exported';

const messaging = useMessaging();
const people = (count: number): Promise<Person[]> =>
  Promise.all(Array.from({ length: count }, () => messaging.newPerson()));

describe('Whatever a person and three others do', () => {
  const step = fc.record({
    what: fc.constantFrom(
      ...(['send', 'send', 'send', 'send', 'edit', 'unsend', 'react', 'read'] as const),
      ...(['accept', 'archive', 'mute', 'clear', 'block', 'unblock', 'report'] as const),
    ),
    other: fc.nat(2),
    isMine: fc.boolean(),
    /** Which message, counted from the newest. */
    which: fc.nat(5),
    text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  });
  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

  async function take({ what, isMine, which, text }: Step, ada: Person, other: Person) {
    const uuid = groupOf(ada, other);
    const [me, them] = isMine ? [ada, other] : [other, ada];
    if (what === 'send') return me.send({ recipientUuid: them.uuid, message: text });
    if (what === 'block') return me.block(them);
    if (what === 'unblock') return me.unblock(them);
    const all = await ada.allMessages(uuid);
    const seen = all[0]?.uuid;
    const message = all[which % all.length];
    if (!message || !seen) return;
    if (what === 'edit') return me.edit(message, text);
    if (what === 'unsend') return me.unsend(message);
    if (what === 'react') return me.react(message, '👍');
    if (what === 'read') return me.mark(uuid, message.uuid);
    if (what === 'accept') return me.updateGroup({ uuid, folder: 'INBOX' });
    if (what === 'archive') return me.updateGroup({ uuid, folder: 'ARCHIVE', seen });
    if (what === 'mute') return me.updateGroup({ uuid, muted: true });
    if (what === 'clear') return me.updateGroup({ uuid, clearedUpTo: message.uuid });
    return report(me, { messageGroupUuid: uuid, uuid: message.uuid, comment: text });
  }

  it('the parsed file equals what the API holds, also where requests fail on the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 25 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.boolean(), { maxLength: 10 }),
        async (steps, pageSize, fails) => {
          const [ada, ...others] = (await people(4)) as [Person, ...Person[]];
          for (const each of steps) {
            await take(each, ada, others[each.other]!).catch((error: unknown) => {
              if (!(error instanceof AnsweredWithErrors)) throw error;
            });
          }
          const failing = [...fails];
          const before: Before = () => {
            if (failing.shift()) throw networkError;
          };
          const file = await exported(ada, { before, pageSize });
          expect(within(file)).toEqual(await held(ada));
        },
      ),
      { numRuns: cases(50, 300) },
    );
  });
});
