import { dataSources, pipelines } from '../../resolvers/manifest.js';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { erasureUnits, renameUnits, unitsCost } from '../../scripts/cost/accountUnits.js';
import {
  attackLines,
  brake,
  largestPagesPerSecond,
  smallestPushBytes,
} from '../../scripts/cost/attackModel.js';
import { attackText } from '../../scripts/cost/attackText.js';
import { awsChatBill } from '../../scripts/cost/awsChat.js';
import { UsageError } from '../../lib/commandLine.js';
import { billText, pricesText } from '../../scripts/cost/billText.js';
import { costCommand } from '../../scripts/cost/costCommand.js';
import { bill, firewallRules, type Usage } from '../../scripts/cost/costModel.js';
import { pageUnits, readMarkerUnits, sendUnits } from '../../scripts/cost/costUnits.js';
import { productionOptions, type StageOptions, monitoring } from '../../scripts/cost/costWatch.js';
import { growthText } from '../../scripts/cost/growth.js';
import { growth } from '../../scripts/cost/growthModel.js';
import { cost, prices } from '../../scripts/cost/prices.js';
import { CapacityMeter, totalOf } from '../support/capacityMeter.js';
import { useMessaging } from '../support/messaging.js';
import { groupOf } from '../support/person.js';
import { readSettings } from '../../infra/settings.js';
import { cdkContext, resources, synthesised, synthesiseProduct, type Template } from './synth.js';

const messaging = useMessaging();
/** Only messages, whose figures are in AWS's own examples. */
const usage: Usage = { ...costCommand([]).usage, changes: 0, typing: 0 };
const dollars = (what: string, used: Usage = usage, free = false) =>
  bill(used, { free }).find((line) => line.what.startsWith(what))!;
const withOptions = (what: string, options: Partial<StageOptions>, used: Usage = usage) =>
  bill(used, { options: { ...productionOptions, ...options } }).find((line) =>
    line.what.startsWith(what),
  );

/** Meters the host's requests to DynamoDB during one action. */
async function metered(run: () => Promise<unknown>) {
  const { wire } = messaging.host.table;
  const meter = new CapacityMeter({ reader: messaging.dynamodb.client });
  meter.attach(wire);
  try {
    await run();
  } finally {
    meter.detach(wire);
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
      // An answer accepts the request: a stranger may send five messages.
      if (sent === 0) await ben.send({ recipientUuid: ada.uuid, message: 'a'.repeat(100) });
    }
    const marker = await metered(() => ben.mark(groupOf(ada, ben), upTo));
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
    const writes = dollars('DynamoDB writes', {
      ...usage,
      clientToken: false,
      reads: 0,
      changes: 0,
    });
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

  it('has typing in a line of its own, which is more than the messages’ writes', () => {
    const typed = { ...usage, typing: 2 };
    const typing = dollars('Typing', typed);
    expect(typing.amount).toBe(2 * usage.messages);
    expect(typing.onDemand).toBeGreaterThan(dollars('DynamoDB writes', typed).onDemand);
    expect(dollars('Typing').onDemand).toBe(0);
    expect(costCommand(['--typing', '0']).usage.typing).toBe(0);
  });

  it('counts changes: their reads, writes and pushes', () => {
    const changing = { ...usage, changes: 0.5 };
    const changes = 0.5 * usage.messages;
    const more = (what: string) => dollars(what, changing).amount - dollars(what).amount;
    expect(more('DynamoDB writes')).toBe(6 * changes);
    expect(more('DynamoDB reads')).toBe(2 * changes);
    expect(more('AppSync pushes')).toBe(2 * changes);
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

describe('the lines for what a stage has', () => {
  it('counts each backup as a full copy: 100 GB for 35 nights is $350', () => {
    const nothing = { ...usage, messages: 0, storedGB: 100 };
    expect(withOptions('Backups', {}, nothing)!.onDemand).toBeCloseTo(350, 2);
    expect(withOptions('Backups', { backups: 'weekly' }, nothing)!.onDemand).toBeCloseTo(50, 2);
    expect(withOptions('Backups', { backups: 'none' }, nothing)!.onDemand).toBe(0);
    expect(withOptions('Point-in-time', {}, nothing)!.onDemand).toBeCloseTo(20, 2);
  });

  it('counts of what is stored only what a limit of retention keeps: its months, and none from before', () => {
    const busy = { ...usage, messages: 1_000_000, textBytes: 200, storedGB: 100 };
    const stored = (messageRetentionDays: number) =>
      withOptions('DynamoDB storage', { messageRetentionDays }, busy)!.amount;
    const month = stored(0) - 100;
    expect(month).toBeGreaterThan(0);
    expect(stored(365)).toBeCloseTo(12 * month, 6);
    expect(stored(73)).toBeCloseTo(2.4 * month, 6);
    expect(stored(7.3)).toBeCloseTo(0.24 * month, 6);
    expect(stored(3650)).toBeLessThanOrEqual(stored(0));
  });

  it('says what the sweep costs where there is one', () => {
    const text = (...args: string[]) => billText(costCommand(args));
    expect(text()).not.toContain('sweep');
    expect(text('--retention-days', '30')).toContain('The sweep of their previews');
  });

  it('counts X-Ray: the first request of each second, and one in twenty of the others', () => {
    const quiet = { ...usage, messages: 1_000, users: 0 };
    expect(dollars('X-Ray', quiet).amount).toBe(1_000);
    const busy = { ...usage, messages: 2_628_000 + 2_000_000, users: 0 };
    expect(dollars('X-Ray', busy).amount).toBeCloseTo(2_628_000 + 100_000, 6);
    expect(dollars('X-Ray', busy).onDemand).toBeCloseTo(13.64, 2);
    expect(dollars('X-Ray', quiet, true).onDemand).toBe(0);
  });

  it("counts CloudTrail: a data event a request, and again for the product's own table access", () => {
    const used = { ...usage, messages: 1_000_000, users: 0 };
    const audit = withOptions('CloudTrail', {}, used)!;
    expect(audit.amount).toBe(1_000_000);
    expect(audit.onDemand).toBeGreaterThan(1); // $1 for the events, and their log
    expect(withOptions('CloudTrail', { auditOwnRoles: true }, used)!.amount).toBe(2_000_000);
    expect(withOptions('CloudTrail', { audit: false }, used)!.onDemand).toBe(0);
  });

  it('counts cache, canary and enhanced metrics where the stage has them', () => {
    for (const what of ['Profile cache', 'Canary']) expect(dollars(what), what).toBeUndefined();
    expect(withOptions('Profile cache', { profileCache: true })!.onDemand).toBeCloseTo(32.12, 2);
    const canary = withOptions('Canary', { canaryMinutes: 5 })!;
    expect(canary.amount).toBe(8_760);
    expect(canary.onDemand).toBeLessThan(2);
    // Each data source of the table and each resolver, with 3 metrics each, at $0.30.
    const metrics = 3 * (Object.keys(dataSources).length - 1 + Object.keys(pipelines).length);
    expect(withOptions('Enhanced', {})!.onDemand).toBeCloseTo(metrics * 0.3, 2);
    expect(withOptions('Enhanced', { enhancedMetrics: false })).toBeUndefined();
  });

  it('has the settings of the production stage as its defaults', () => {
    const settings = readSettings(cdkContext, 'production');
    expect(productionOptions).toEqual({
      backups: settings.backupSchedule,
      backupRetentionDays: settings.backupRetentionDays,
      audit: settings.stacks.includes('audit'),
      auditOwnRoles: settings.auditOwnRoles,
      enhancedMetrics: settings.enhancedMetrics,
      profileCache: settings.profileCache,
      canaryMinutes: settings.canaryMinutes,
      messageRetentionDays: settings.messageRetentionDays ?? 0,
    });
  });

  it('has the alarms, data sources, resolvers and firewall rules of the templates', () => {
    const alarmMetrics = (template: Template) =>
      resources(template, 'AWS::CloudWatch::Alarm').reduce((count, { Properties }) => {
        const metrics: readonly { readonly MetricStat?: unknown; readonly Expression?: string }[] =
          Properties.Metrics ?? [{ MetricStat: {} }];
        // An alarm on an anomaly is charged for three metrics: its own and both edges of its band.
        const band = metrics.some(({ Expression }) => Expression?.startsWith('ANOMALY')) ? 2 : 0;
        return count + metrics.filter(({ MetricStat }) => MetricStat).length + band;
      }, 0);
    const { templates } = synthesised({ stage: 'production' });
    const production = templates['messages-production']!;
    const plain = synthesiseProduct({ stage: 'production', enhancedMetrics: 'false' });
    expect({
      product: alarmMetrics(plain),
      enhanced: alarmMetrics(production) - alarmMetrics(plain),
      audit: alarmMetrics(templates['messages-production-audit']!),
    }).toEqual({
      product: monitoring.alarmMetrics.product,
      enhanced: monitoring.alarmMetrics.enhanced,
      audit: monitoring.alarmMetrics.audit,
    });
    const measured = (type: string) =>
      resources(production, type).filter(
        ({ Properties }) => Properties.MetricsConfig === 'ENABLED',
      );
    expect(measured('AWS::AppSync::DataSource')).toHaveLength(monitoring.dataSources);
    expect(measured('AWS::AppSync::Resolver')).toHaveLength(monitoring.resolvers);
    expect(
      resources(production, 'AWS::WAFv2::WebACL').map(({ Properties }) => Properties.Rules.length),
    ).toEqual([firewallRules.api, firewallRules.signIn]);
  });
});

describe('the growth page', () => {
  const { users: _users, messages: _messages, ...person } = costCommand([]).usage;

  it('is what the model computes: npm run docs:growth writes it', async () => {
    const page = await readFile(new URL('../../docs/growth.md', import.meta.url), 'utf8');
    expect(page).toBe(await growthText());
  });

  it('names the write brake first, at 500 messages a second of 8 units', () => {
    const onlySent = { ...person, changes: 0, reads: 0 };
    const { demands, messagesPerSecond } = growth(onlySent, 1_000_000, 1_000);
    expect(demands[0]!.quota).toBe('writeBrake');
    expect(demands[0]!.perSecond).toBeCloseTo(messagesPerSecond * 8, 6);
    expect(demands[0]!.share).toBeCloseTo(messagesPerSecond / 500, 6);
  });

  it('counts what people change and mark as read too: 6 units and 1', () => {
    const { demands, messagesPerSecond } = growth(
      { ...person, changes: 0.5, reads: 2_000 },
      1_000_000,
      1_000,
    );
    const { perSecond } = demands.find(({ quota }) => quota === 'writeBrake')!;
    expect(perSecond / messagesPerSecond).toBeCloseTo(8 + 0.5 * 6 + 2, 6);
  });

  it('grows in proportion, and asks for a token of each connected client every 15 minutes', () => {
    const [small, large] = [growth(person, 10_000, 1_000), growth(person, 100_000, 1_000)];
    expect(large.messagesPerSecond).toBeCloseTo(small.messagesPerSecond * 10, 6);
    const refreshes = small.demands.find(({ quota }) => quota === 'refreshes')!;
    expect(refreshes.perSecond).toBeCloseTo(small.connections / 900, 6);
  });
});

describe('npm run cost -- --attacker', () => {
  const line = (what: string) => attackLines().find((each) => each.what.startsWith(what))!;

  it('shows each attack before and after the limits, and no limit makes one dearer', () => {
    expect(costCommand(['--attacker']).show).toBe('attacker');
    for (const { what, before, after } of attackLines()) {
      expect(attackText()).toContain(what);
      if (what !== 'requests without a token') expect(after, what).toBeLessThanOrEqual(before);
    }
  });

  it('bounds sign-ups, sends, failing conditions and pages of one token below $10 an hour, of many below $20', () => {
    for (const what of ['sign-ups', 'sends of', 'sends that', 'the largest']) {
      expect(line(what).after, what).toBeLessThan(10);
      expect(line(what).manyTokens, what).toBeLessThan(20);
    }
    expect(line('sign-ups').before).toBeGreaterThan(2_000);
  });

  it('says what many tokens of one person escape: the limit by token, and the brake on reads', () => {
    // By the two limits of the firewall, 600 and 10,000 requests in five minutes.
    expect(line('sign-ups').manyTokens).toBe(line('sign-ups').after);
    const { after, manyTokens } = largestPagesPerSecond();
    expect(manyTokens / after).toBeCloseTo(10_000 / 600, 6);
    expect(after).toBeLessThan(brake / 4);
    expect(manyTokens).toBeGreaterThan(brake);
    expect(attackText()).toContain('many tokens');
  });

  it('says that pushes to own sockets are not limited: over $600 an hour at 100 Mbit/s', () => {
    const { before, after } = line('pushes');
    expect(after).toBe(before);
    expect(after).toBeGreaterThan(600);
    expect(smallestPushBytes()).toBeLessThan(150);
  });
});

describe('what one person does with their account', () => {
  it('is in the bill: a rename of 500 conversations and an erasure of 10,000 messages, or other numbers', () => {
    const rename = renameUnits(500);
    const load = { conversations: 500, messages: 40, own: 20, textBytes: 200 };
    const erasure = erasureUnits(load);
    const row = (text: string, what: string) =>
      text
        .split('\n')
        .find((line) => line.includes(what))!
        .trim()
        .split(/ {2,}/)
        .slice(1);
    const shown = (units: typeof rename) => [
      ...[units.write, units.read, units.calls].map((amount) =>
        amount.toLocaleString('en-US', { maximumFractionDigits: 0 }),
      ),
      unitsCost(units).toFixed(4),
    ];
    const text = billText(costCommand([]));
    expect(row(text, 'another name')).toEqual(shown(rename));
    expect(row(text, '10,000 messages erased')).toEqual(shown(erasure));
    const other = billText(costCommand(['--conversations', '10', '--erased', '30']));
    expect(row(other, 'another name')).toEqual(shown(renameUnits(10)));
    expect(row(other, '30 messages erased')).toEqual(
      shown(erasureUnits({ conversations: 10, messages: 6, own: 3, textBytes: 200 })),
    );
  });

  it('costs cents: 2 units and 1 more for each name, and 1 for each erased message', () => {
    expect(renameUnits(1_000).write - renameUnits(500).write).toBe(500 * 3 + 20 * 6);
    const erased = (own: number) =>
      erasureUnits({ conversations: 1, messages: own, own, textBytes: 200 }).write;
    expect(erased(20_000) - erased(10_000)).toBe(10_000 + 400 * 3);
    expect(unitsCost(renameUnits(500))).toBeLessThan(0.01);
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
    expect(() => costCommand(['--backups', 'hourly'])).toThrow('write nightly, weekly or none');
  });
});
