import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { type Host, startHost } from '../../local/host';
import { cases } from '../support/cases';
import { useDynamoDB } from '../support/dynamodb';
import { type LateProxy, startLateProxy } from '../support/lateProxy';
import { newPerson } from '../support/messaging';
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
  proxy = await startLateProxy({ endpoint: inject('dynamoDBEndpoint') });
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
const step = fc.record({
  who: person,
  /** Who sends before the connection breaks, and right after the acknowledgement of the new one. */
  before: fc.array(person, { maxLength: 2 }),
  after: fc.array(person, { maxLength: 2 }),
  /** Everything under way is waited for. */
  rests: fc.boolean(),
  /** Which of the hidden items are shown then. */
  shown: fc.array(fc.nat(), { maxLength: 6 }),
  /** All of them are shown, and whoever has waited for them since may rely on that. */
  settles: fc.nat(4).map((n) => n === 0),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** In the order of sending: the messages are numbered. */
const byNumber = (one: string, other: string): number => numberOf(one) - numberOf(other);
const numberOf = (text: string): number => Number(/\d+$/.exec(text)?.[0] ?? 0);

/** Two people who have begun a conversation, on a device each, and the clock of their catch-ups. */
async function open() {
  const clock = { now: 0 };
  const [ada, ben] = await Promise.all([newPerson(host, 'Ada'), newPerson(host, 'Ben')]);
  await ada.send({ recipientUuid: ben.uuid, message: 'first' });
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
  return { clock, devices, settle };
}

async function endWithAllMessages(steps: readonly Step[]): Promise<void> {
  const { clock, devices, settle } = await open();
  const sent = ['first'];
  const send = (who: number): void => {
    sent.push(`message ${sent.length}`);
    devices[who]!.send(sent.at(-1)!);
  };
  proxy.hiding = true;
  for (const { who, before, after, rests, shown, settles } of steps) {
    clock.now += 1;
    before.forEach(send);
    await devices[who]!.reconnect();
    after.forEach(send);
    if (rests) await Promise.all(devices.map((device) => device.settled()));
    for (const at of shown) if (proxy.hidden > 0) proxy.show(at % proxy.hidden);
    if (settles) await settle();
  }
  proxy.hiding = false;
  const reconnect = (): Promise<unknown> =>
    Promise.all(devices.map((device) => device.reconnect()));
  await reconnect();
  await Promise.all(devices.map((device) => device.sent()));
  await settle();
  await reconnect();

  const [one, other] = devices;
  const options = { timeout: PATIENCE };
  await expect.poll(() => one.shown.toSorted(byNumber), options).toEqual(sent);
  await expect.poll(() => other.shown, options).toEqual(one.shown);
  devices.forEach((device) => device.stop());
}

describe('a host that loses events, before a table that shows items late', () => {
  it(
    'gives two clients that drop and reconnect at random the same messages',
    { timeout: RECONNECTS * 5_000 },
    async () => {
      const steps = fc.array(step, { minLength: RECONNECTS, maxLength: RECONNECTS });
      const options = { numRuns: 1, endOnFailure: true };
      await fc.assert(fc.asyncProperty(steps, endWithAllMessages), options);
    },
  );
});
