import type { Message } from '../generated/schema.js';
import { RULES } from '../test/support/capacity.js';
import { totalOf } from '../test/support/capacityMeter.js';
import { operations } from '../test/support/operations.js';
import type { Benchmark, BenchmarkContext, Row } from './lib/benchmark.js';
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
    const setting = await openSetting(context);
    const { newPerson } = setting;
    const [ada, bert] = [await newPerson('ada'), await newPerson('bert')];
    await newPerson('carl');
    const { meter, rows } = createMeter(context, setting);
    const people = { ada, bert, meter };
    const messageGroupUuid = await measureSends(people);
    const newest: Message[] = [];
    for (let at = 0; at < 20; at += 1) {
      newest.push(await create(ada, { ...ordinary, messageGroupUuid }));
    }
    await measureReads(people, newest);
    await measureChanges(people, newest);
    await meter('me', () => ada.ask(operations.me));
    await meter('user', () => ada.ask(operations.user, { handle: 'carl' }));
    return rows;
  },
};

type Setting = Awaited<ReturnType<typeof openSetting>>;
type Person = Awaited<ReturnType<Setting['newPerson']>>;
type Meter = ReturnType<typeof createMeter>['meter'];

interface Measured {
  readonly ada: Person;
  readonly bert: Person;
  readonly meter: Meter;
}

const text = (character: string, length: number) => ({ message: character.repeat(length) });
const ordinary = text('x', 183);

/** Measures operations one by one; each becomes a row. */
function createMeter(context: BenchmarkContext, { host }: Setting) {
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
  return { meter, rows };
}

async function create(sender: Person, input: Record<string, unknown>): Promise<Message> {
  const data = await sender.ask<{ createMessage: Message }>(operations.createMessage, { input });
  return data.createMessage;
}

/** Returns the conversation's uuid. */
async function measureSends({ ada, bert, meter }: Measured): Promise<string> {
  const { messageGroupUuid } = await meter(
    'C createMessage, first to a person, by handle',
    () => create(ada, { ...ordinary, recipientHandle: 'bert' }),
    { requests: 3, writeUnits: 10 },
  );
  await answer(bert, messageGroupUuid);
  const send = (input: Record<string, unknown>) => () =>
    create(ada, { messageGroupUuid, ...input });
  const oneRequest = (writeUnits: number): Bound => ({ requests: 1, writeUnits, readUnits: 0 });
  const withToken = send({ ...ordinary, clientToken: 'one' });
  await meter('D createMessage', send(ordinary), oneRequest(10));
  await meter('D with clientToken', withToken, oneRequest(12));
  await meter('D the same clientToken again', withToken);
  await meter('D 1,024 characters, ASCII', send(text('x', 1024)), oneRequest(12));
  await meter('D 1,024 characters of 4 bytes', send(text('🎆', 1024)), oneRequest(18));
  await meter('C by uuid, when they have a conversation', () =>
    create(ada, { ...ordinary, recipientUuid: bert.uuid }),
  );
  return messageGroupUuid;
}

async function measureReads({ bert, meter }: Measured, newest: readonly Message[]): Promise<void> {
  const { messageGroupUuid } = newest[0]!;
  const of = { messageGroupUuid, limit: 20 };
  const page: Bound = { requests: 1, writeUnits: 0, readUnits: 1 };
  await meter('A messages, 20', () => bert.ask(operations.messages, of), page);
  await meter('B messageGroups', () => bert.ask(operations.messageGroups, { limit: 20 }), page);
  await meter('messagesAfter, 20', () =>
    bert.ask(operations.messagesAfter, { ...of, after: newest[0]!.uuid }),
  );
  await meter('messageGroup', () => bert.ask(operations.messageGroup, { uuid: messageGroupUuid }));
  const upTo = (message: Message) => ({ messageGroupUuid, upTo: message.uuid });
  await meter('markMessageGroupRead, up to an older message', () =>
    bert.ask(operations.markMessageGroupRead, upTo(newest[9]!)),
  );
  await meter('markMessageGroupRead, all', () =>
    bert.ask(operations.markMessageGroupRead, upTo(newest.at(-1)!)),
  );
}

async function measureChanges(
  { ada, bert, meter }: Measured,
  newest: readonly Message[],
): Promise<void> {
  const { messageGroupUuid } = newest[0]!;
  const [older, last] = [newest[12]!, newest.at(-1)!];
  const changed = ({ uuid }: Message, more = {}) => ({
    input: { messageGroupUuid, uuid, ...more },
  });
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
  await meter('changesAfter', () => bert.ask(operations.changesAfter, { messageGroupUuid }));
  const typing = { messageGroupUuid, typing: true };
  await meter('setTyping', () => ada.ask(operations.setTyping, typing), {
    requests: 1,
    writeUnits: 0,
    readUnits: 0.5,
  });
}
