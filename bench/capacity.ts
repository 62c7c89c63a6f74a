import type { Message } from '../generated/schema.js';
import { RULES } from '../test/support/capacity.js';
import { totalOf } from '../test/support/capacityMeter.js';
import { operations } from '../test/support/operations.js';
import type { Benchmark, Row } from './lib/benchmark.js';
import { answer, openSetting } from './lib/setting.js';

interface Bound {
  readonly requests?: number;
  readonly writeUnits?: number;
  readonly readUnits?: number;
}

const boundText = ({ requests, writeUnits, readUnits }: Bound): string =>
  [
    requests !== undefined && `≤ ${requests} req`,
    writeUnits !== undefined && `≤ ${writeUnits} W`,
    readUnits !== undefined && `≤ ${readUnits} R`,
  ]
    .filter(Boolean)
    .join(', ');

/** The DynamoDB requests of each operation, and their price in capacity units. */
export const capacity: Benchmark = {
  name: 'capacity',
  title: 'DynamoDB requests and capacity units of each operation',
  note: `Computed from the requests of the host and the items that they touch. Rules: ${RULES}.`,
  async run(context) {
    const { host, newPerson } = await openSetting(context);
    const [ada, bert] = [await newPerson('ada'), await newPerson('bert')];
    await newPerson('carl');
    const rows: Row[] = [];
    const meter = async <T>(
      measure: string,
      operation: () => Promise<T>,
      bound?: Bound,
    ): Promise<T> => {
      context.progress(measure);
      await host.ask('meter', null);
      const answer = await operation();
      const requests = await host.ask('metered', null);
      const total = totalOf(requests);
      const kept = Object.entries(bound ?? {}).every(
        ([name, value]) => total[name as keyof Bound] <= value,
      );
      rows.push({
        measure,
        value: `${total.writeUnits} W, ${total.readUnits} R`,
        beside: requests.map(({ operation }) => operation).join(' + '),
        ...(bound && { wanted: { bound: boundText(bound), kept } }),
      });
      return answer;
    };
    const create = async (input: Record<string, unknown>): Promise<Message> =>
      (await ada.ask<{ createMessage: Message }>(operations.createMessage, { input }))
        .createMessage;

    const text = (character: string, length: number) => ({ message: character.repeat(length) });
    const ordinary = text('x', 183);
    const first = await meter(
      'C createMessage, first to a person, by handle',
      () => create({ ...ordinary, recipientHandle: 'bert' }),
      { requests: 3, writeUnits: 10 },
    );
    const { messageGroupUuid } = first;
    const into = { messageGroupUuid };
    await answer(bert, messageGroupUuid);
    const oneRequest = (writeUnits: number): Bound => ({ requests: 1, writeUnits, readUnits: 0 });
    await meter('D createMessage', () => create({ ...ordinary, ...into }), oneRequest(10));
    await meter(
      'D with clientToken',
      () => create({ ...ordinary, ...into, clientToken: 'one' }),
      oneRequest(12),
    );
    await meter('D the same clientToken again', () =>
      create({ ...ordinary, ...into, clientToken: 'one' }),
    );
    await meter(
      'D 1,024 characters, ASCII',
      () => create({ ...text('x', 1024), ...into }),
      oneRequest(12),
    );
    await meter(
      'D 1,024 characters of 4 bytes',
      () => create({ ...text('🎆', 1024), ...into }),
      oneRequest(18),
    );
    await meter('C by uuid, when they have a conversation', () =>
      create({ ...ordinary, recipientUuid: bert.uuid }),
    );
    const newest: Message[] = [];
    for (let at = 0; at < 20; at += 1) newest.push(await create({ ...ordinary, ...into }));

    const page: Bound = { requests: 1, writeUnits: 0, readUnits: 1 };
    await meter(
      'A messages, 20',
      () => bert.ask(operations.messages, { ...into, limit: 20 }),
      page,
    );
    await meter('B messageGroups', () => bert.ask(operations.messageGroups, { limit: 20 }), page);
    await meter('messagesAfter, 20', () =>
      bert.ask(operations.messagesAfter, { ...into, after: newest[0]!.uuid, limit: 20 }),
    );
    await meter('messageGroup', () =>
      bert.ask(operations.messageGroup, { uuid: messageGroupUuid }),
    );
    const upTo = (message: Message) => ({ messageGroupUuid, upTo: message.uuid });
    await meter('markMessageGroupRead, up to an older message', () =>
      bert.ask(operations.markMessageGroupRead, upTo(newest[9]!)),
    );
    await meter('markMessageGroupRead, all', () =>
      bert.ask(operations.markMessageGroupRead, upTo(newest.at(-1)!)),
    );
    const [older, last] = [newest[12]!, newest.at(-1)!];
    const changed = ({ uuid }: Message, more = {}) => ({ input: { ...into, uuid, ...more } });
    const change = (writeUnits: number): Bound => ({ requests: 2, writeUnits, readUnits: 2 });
    await meter(
      'updateMessage, the newest',
      () => ada.ask(operations.updateMessage, changed(last, { message: 'edited' })),
      change(12),
    );
    await meter(
      'updateMessage, an older one',
      () => ada.ask(operations.updateMessage, changed(older, { message: 'edited' })),
      change(6),
    );
    await meter(
      'setReaction',
      () => bert.ask(operations.setReaction, changed(older, { emoji: '👍' })),
      change(6),
    );
    await meter(
      'deleteMessage, an older one that was read',
      () => ada.ask(operations.deleteMessage, changed(older)),
      change(6),
    );
    await meter(
      'deleteMessage, the newest',
      () => ada.ask(operations.deleteMessage, changed(last)),
      change(12),
    );
    await meter('changesAfter', () => bert.ask(operations.changesAfter, into));
    await meter('setTyping', () => ada.ask(operations.setTyping, { ...into, typing: true }), {
      requests: 1,
      writeUnits: 0,
      readUnits: 0.5,
    });
    await meter('me', () => ada.ask(operations.me));
    await meter('user', () => ada.ask(operations.user, { handle: 'carl' }));
    return rows;
  },
};
