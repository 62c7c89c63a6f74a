import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../generated/schema';
import type { MessageChange } from '../../client/src/messaging/messageChange';
import { type Host, startHost } from '../../local/messaging/host';
import { cases } from '../support/cases';
import { dynamoDBEndpoint, useDynamoDB } from '../support/dynamodb';
import { type LateProxy, startLateProxy } from '../support/lateProxy';
import { newPerson } from '../support/messaging';
import { groupOf } from '../support/person';
import { Device } from './support/device';

const LOST_AFTER_ACK = 20; // ms
const SECOND_CATCH_UP = 60; // ms
/** In ticks of the test's clock: within an epoch each committed item may stay hidden. */
const SETTLE_TIME = 1_000;
const RECONNECTS = cases(50, 500);
/** Of a machine with much else to do, ms. */
const PATIENCE = 20_000;

const dynamodb = useDynamoDB();
let proxy: LateProxy;
let host: Host;
/** As much of a browser as the client asks for. */
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });

beforeAll(async () => {
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', { onLine: true });
  proxy = await startLateProxy({ endpoint: dynamoDBEndpoint() });
  host = await startHost({
    dynamodbEndpoint: proxy.endpoint,
    tableName: dynamodb.tableName,
    seed: false,
    loseEventsAfterAck: LOST_AFTER_ACK,
  });
});
afterAll(async () => {
  await host?.stop();
  await proxy?.stop();
  vi.unstubAllGlobals();
});

/** What happens around one reconnect. A person is 0 or 1. */
const person = fc.integer({ min: 0, max: 1 });
/** A change of a message that both have: of one's own, but for a reaction. */
const change = fc.record({
  who: person,
  /** Counted among those that may be changed, modulo their number. */
  which: fc.nat(),
  change: fc.oneof<fc.Arbitrary<MessageChange>[]>(
    fc.record({ type: fc.constant('edit'), text: fc.integer().map((n) => `edited ${n}`) }),
    fc.record({ type: fc.constant('unsend') }),
    fc.record({ type: fc.constant('react'), emoji: fc.constantFrom('👍', '❤️', null) }),
  ),
});
const step = fc.record({
  who: person,
  /** Who sends before the connection breaks, and right after the acknowledgement of the new one. */
  before: fc.array(person, { maxLength: 2 }),
  after: fc.array(person, { maxLength: 2 }),
  changes: fc.array(change, { maxLength: 2 }),
  /** Everything under way is waited for. */
  rests: fc.boolean(),
  /** Which of the hidden items are shown then. */
  shown: fc.array(fc.nat(), { maxLength: 6 }),
  /** All of them are shown, and a caller that has waited for them since may rely on that. */
  settles: fc.nat(4).map((n) => n === 0),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Two people who have begun a conversation, on a device each, and the clock of their catch-ups. */
async function open() {
  const clock = { now: 0 };
  const [ada, ben] = await Promise.all([newPerson(host, 'Ada'), newPerson(host, 'Ben')]);
  await ada.send({ recipientUuid: ben.uuid, message: 'first' });
  await ben.accept(ada);
  const catchUp = {
    settleTime: SETTLE_TIME,
    secondCatchUp: SECOND_CATCH_UP,
    now: () => clock.now,
  };
  const devices = [
    new Device({ person: ada, recipient: ben, catchUp }),
    new Device({ person: ben, recipient: ada, catchUp }),
  ] as const;
  await Promise.all(devices.map((device) => device.start()));
  const settle = async (): Promise<void> => {
    while (devices.some(({ isBusy }) => isBusy)) {
      await Promise.all(devices.map((device) => device.settled()));
    }
    proxy.showAll();
    clock.now += SETTLE_TIME;
  };
  const stored = async (): Promise<Message[]> =>
    (await ada.allMessages(groupOf(ada, ben))).toReversed();
  return { clock, people: [ada, ben], devices, settle, stored };
}

async function endWithAllMessages(steps: readonly Step[]): Promise<void> {
  const { clock, people, devices, settle, stored } = await open();
  let sent = 1;
  const send = (who: number): void => devices[who]!.send(`message ${sent++}`);
  /** As everybody could see them when everything was settled last. */
  let settled = await stored();
  const changing: Promise<void>[] = [];
  const make = ({ who, which, change }: Step['changes'][number]): void => {
    const own = settled.filter(({ userUuid }) => userUuid === people[who]!.uuid);
    const candidates = change.type === 'react' ? settled : own;
    const found = candidates[which % candidates.length];
    if (found) changing.push(devices[who]!.change(found.uuid, change));
  };
  proxy.hiding = true;
  for (const { who, before, after, changes, rests, shown, settles } of steps) {
    clock.now += 1;
    before.forEach(send);
    changes.slice(0, 1).forEach(make);
    await devices[who]!.reconnect();
    after.forEach(send);
    changes.slice(1).forEach(make);
    if (rests) await Promise.all(devices.map((device) => device.settled()));
    for (const at of shown) if (proxy.hidden > 0) proxy.show(at % proxy.hidden);
    if (settles) {
      await settle();
      settled = await stored();
    }
  }
  proxy.hiding = false;
  const reconnect = (): Promise<unknown> =>
    Promise.all(devices.map((device) => device.reconnect()));
  await reconnect();
  await Promise.all(devices.map((device) => device.sent()));
  await Promise.all(changing);
  await settle();
  await reconnect();

  const all = await stored();
  expect(all).toHaveLength(sent);
  for (const device of devices) {
    await expect
      .poll(() => statesOf(device.messages), { timeout: PATIENCE })
      .toEqual(statesOf(all));
  }
  devices.forEach((device) => device.stop());
}

/** What changes of messages, and what tells their states apart. */
const statesOf = (messages: readonly Message[]) =>
  messages.map(({ uuid, message, editedAt, deletedBy, reactions, changeUuid }) => ({
    uuid,
    message,
    isEdited: editedAt != null,
    deletedBy,
    reactions,
    changeUuid,
  }));

describe('a host that loses events, before a table that shows items late', () => {
  it(
    'gives two clients that drop and reconnect at random all messages as they are',
    { timeout: RECONNECTS * 5_000 },
    async () => {
      const steps = fc.array(step, { minLength: RECONNECTS, maxLength: RECONNECTS });
      const options = { numRuns: 1, endOnFailure: true };
      await fc.assert(fc.asyncProperty(steps, endWithAllMessages), options);
    },
  );
});
