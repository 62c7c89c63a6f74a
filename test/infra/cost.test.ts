import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { billText, costCommand, pricesText, UsageError } from '../../scripts/cost.js';
import {
  awsChatBill,
  bill,
  pageUnits,
  readMarkerUnits,
  sendUnits,
  type Usage,
} from '../../scripts/costModel.js';
import { cost, prices } from '../../scripts/prices.js';
import { CapacityMeter, totalOf } from '../support/capacityMeter.js';
import { useMessaging } from '../support/messaging.js';
import { groupOf } from '../support/person.js';

const messaging = useMessaging();
const { usage } = costCommand([]);
const dollars = (what: string, used: Usage = usage, free = false) =>
  bill(used, { free }).find((line) => line.what.startsWith(what))!;

/** Meters what the host asks of DynamoDB for one thing that somebody does. */
async function metered(run: () => Promise<unknown>) {
  const { client } = messaging.host.table;
  const meter = new CapacityMeter({ reader: messaging.dynamodb.client });
  meter.attach(client);
  try {
    await run();
  } finally {
    meter.detach(client);
  }
  return totalOf(meter.requests);
}

describe('the units of the cost model', () => {
  it.each([
    ['of 200 bytes', 'a'.repeat(200), true],
    ['of 200 bytes without a client token', 'a'.repeat(200), false],
    ['of 1,024 characters of ASCII', 'a'.repeat(1024), true],
    ['of 1,024 characters of four bytes', '😀'.repeat(1024), true],
  ])('are those of the requests that the resolvers make: a message %s', async (_, text, token) => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    await ada.send({ recipientUuid: ben.uuid, message: text });
    const send = () =>
      ada.send({
        messageGroupUuid: groupOf(ada, ben),
        message: text,
        ...(token ? { clientToken: randomUUID() } : {}),
      });
    const { requests, writeUnits } = await metered(send);
    const model = sendUnits({ textBytes: Buffer.byteLength(text), clientToken: token });
    expect(requests).toBe(1);
    expect(writeUnits).toBe(model.table + model.index);
  });

  it('are those of the requests that the resolvers make: a read marker and pages', async () => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    let upTo = '';
    for (let sent = 0; sent < 20; sent += 1) {
      upTo = (await ada.send({ recipientUuid: ben.uuid, message: 'a'.repeat(100) })).uuid;
    }
    const marker = await metered(() => ben.markRead(groupOf(ada, ben), upTo));
    expect(marker.writeUnits).toBe(readMarkerUnits.table + readMarkerUnits.index);
    const page = await metered(() => ben.messages(groupOf(ada, ben)));
    expect(page).toMatchObject({ requests: 1, readUnits: pageUnits });
  });
});

describe('the bill', () => {
  it("is AWS's own for AWS's chat example, and $31.14 with the table of this design", () => {
    const aws = awsChatBill();
    expect(aws.operations).toBeCloseTo(10, 2);
    expect(aws.pushes).toBeCloseTo(5, 2);
    expect(aws.connections).toBeCloseTo(0.3, 2);
    expect(aws.traffic).toBeCloseTo(0.21, 2);
    const sum = Object.values(aws).reduce((a, b) => a + b);
    expect(sum).toBeCloseTo(15.51, 2);
    expect(sum + cost('onDemandWrite', 2_500_000 * 10)).toBeCloseTo(31.14, 2);
    expect(billText(costCommand([]))).toMatch(/10 write units a message\s+31\.14/);
  });

  it('sets provisioned capacity beside on demand', () => {
    const writes = dollars('DynamoDB writes', { ...usage, clientToken: false, reads: 0 });
    expect(writes.onDemand).toBeCloseTo(15.625, 3);
    expect(writes.provisioned).toBeCloseTo(6.45, 2); // 9.5 WCU on average, at 70 % use
    const [header] = billText(costCommand([])).match(/on demand +provisioned/)!;
    expect(header).toBeDefined();
  });

  it('grows with what is used, each line with its own', () => {
    const double = { ...usage, messages: usage.messages * 2 };
    expect(dollars('AppSync connections', double)).toEqual(dollars('AppSync connections'));
    expect(dollars('DynamoDB writes', double).onDemand).toBeGreaterThan(
      dollars('DynamoDB writes').onDemand * 1.9,
    );
    expect(dollars('AppSync pushes', { ...usage, devices: 2 }).amount).toBe(
      dollars('AppSync pushes').amount * 2,
    );
    expect(dollars('Cognito', { ...usage, users: 20_000 }).onDemand).toBeCloseTo(300, 2);
  });

  it('is nothing for Cognito and storage within the free tiers', () => {
    expect(dollars('Cognito', usage, true).onDemand).toBe(0);
    expect(dollars('DynamoDB storage', usage, true).onDemand).toBe(0);
    expect(dollars('DynamoDB writes', usage, true).provisioned).toBe(0);
    expect(dollars('DynamoDB writes', usage, true).onDemand).toBeGreaterThan(0);
  });

  it('has every price with its source and date', () => {
    for (const [name, { usd, source, date }] of Object.entries(prices)) {
      expect(usd, name).toBeGreaterThan(0);
      expect(source, name).not.toBe('');
      expect(date, name).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(pricesText()).toContain(`${source}, ${date}`);
    }
  });
});

describe('npm run cost', () => {
  it('reads the load from its options', () => {
    const command = costCommand(['--messages', '1000', '--users', '50', '--no-client-token']);
    expect(command.usage).toMatchObject({ messages: 1000, users: 50, clientToken: false });
    expect(billText(command)).toContain('A month of 1,000 messages between 50 people');
  });

  it('says what is wrong with an option', () => {
    expect(() => costCommand(['--users', 'many'])).toThrow(
      '--users is "many"; write a number that is not negative',
    );
    expect(() => costCommand(['--messages=-1'])).toThrow(UsageError);
    expect(() => costCommand(['--message', '1'])).toThrow(UsageError);
  });
});
