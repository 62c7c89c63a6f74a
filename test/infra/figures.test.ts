import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  attackLines,
  brake,
  largestPagesPerSecond,
  tokensForAddress,
} from '../../scripts/cost/attackModel.js';
import { costCommand } from '../../scripts/cost/costCommand.js';
import { bill, firewallRules } from '../../scripts/cost/costModel.js';
import { pageUnits, profileUnits, sweepUnits } from '../../scripts/cost/costUnits.js';
import {
  daysOfMonth,
  productionOptions,
  type StageOptions,
  monitoring,
} from '../../scripts/cost/costWatch.js';
import { cost } from '../../scripts/cost/prices.js';
import { quotas } from '../../scripts/cost/quotas.js';
import { readSettings } from '../../infra/settings.js';
import { cdkContext } from './synth.js';

const million = 1_000_000;
/** A month without messages, and with 100 GB from before. */
const idle = { ...costCommand([]).usage, messages: 0, users: 0, storedGB: 100 };
const line = (what: string, options: Partial<StageOptions> = {}): number =>
  bill(idle, { options: { ...productionOptions, ...options } }).find((each) =>
    each.what.startsWith(what),
  )!.onDemand;
const cacheMonth = line('Profile cache', { profileCache: true });
const alarms = (of: keyof typeof monitoring.alarmMetrics) =>
  cost('alarmMetric', monitoring.alarmMetrics[of]);

/** Where a figure stands, as a pattern with a group for each, and what the model computes for it. */
const figures: readonly (readonly [file: string, pattern: RegExp, computed: readonly number[]])[] =
  [
    ['operations.md', /\$([\d.]+) a key/, [cost('key', 1)]],
    ['operations.md', /\$([\d.]+) per 1,000 messages/, [cost('mail', 1_000)]],
    ['operations.md', /\$([\d.]+) a GB of log/, [cost('logIngestion', 1)]],
    ['operations.md', /\$([\d.]+) a GB of table/, [cost('pointInTimeRecovery', 1)]],
    ['operations.md', /full copy, \$([\d.]+) a GB/, [cost('backup', 1)]],
    [
      'operations.md',
      /100 GB cost \$(\d+) nightly and \$(\d+) weekly/,
      [line('Backups'), line('Backups', { backups: 'weekly' })],
    ],
    ['operations.md', /About \$(\d+) for the alarms of a stage/, [alarms('product')]],
    [
      'operations.md',
      /HTTP 200\. \$(\d+), and \$(\d+) for the alarms/,
      [line('Enhanced'), alarms('enhanced')],
    ],
    ['operations.md', /\$(\d+) at 5 minutes/, [line('Canary', { canaryMinutes: 5 })]],
    ['operations.md', /\$(\d+) per million and its log/, [cost('auditEvent', million)]],
    ['operations.md', /decision 6\S* \$(\d+)\./, [cacheMonth]],
    [
      'operations.md',
      /\$([\d.]+) a month for each million rows, and \$([\d.]+) for a million/,
      [
        cost('onDemandRead', sweepUnits.readAMillion * daysOfMonth),
        cost('onDemandWrite', million * sweepUnits.write),
      ],
    ],
    [
      'operations.md',
      /A branch stage costs about \$(\d+) a month/,
      [
        cost('webAcl', 2) +
          cost('firewallRule', firewallRules.api + firewallRules.signIn) +
          alarms('product'),
      ],
    ],
    [
      'security.md',
      /100 Mbit\/s of the smallest pushes costs \$(\d+) an hour/,
      [attackLines().find(({ what }) => what.startsWith('pushes'))!.after],
    ],
    ['security.md', /With (\d+) tokens in five minutes/, [tokensForAddress]],
    [
      'security.md',
      /can ask for ([\d,]+) read units a second .* allows ([\d,]+) to everyone/,
      [largestPagesPerSecond().manyTokens, brake],
    ],
    [
      'adr/0006-a-cache-for-profiles-only.md',
      /AppSync operation +\| \$([\d.]+) per million/,
      [cost('operation', million)],
    ],
    [
      'adr/0006-a-cache-for-profiles-only.md',
      /page of 20 messages or conversations +\| \$([\d.]+) per million/,
      [cost('onDemandRead', million * pageUnits)],
    ],
    [
      'adr/0006-a-cache-for-profiles-only.md',
      /profile by handle +\| \$([\d.]+) per million/,
      // Consistently read: twice the units.
      [cost('onDemandRead', million * profileUnits * 2)],
    ],
    ['adr/0006-a-cache-for-profiles-only.md', /smallest AppSync cache +\| \$(\d+) a/, [cacheMonth]],
    [
      'adr/0006-a-cache-for-profiles-only.md',
      /only from (\d+) million look-ups/,
      [cacheMonth / cost('onDemandRead', million * profileUnits * 2)],
    ],
  ];

describe('the figures of the docs', () => {
  it.each(figures)('%s: %s is what the cost model computes', (file, pattern, computed) => {
    const text = readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');
    const [, ...written] = pattern.exec(text.replaceAll(/\s+/g, ' ')) ?? [];
    const plain = written.map((figure) => figure.replaceAll(',', ''));
    expect(plain).toEqual(
      computed.map((amount, index) => amount.toFixed(plain[index]?.split('.')[1]?.length ?? 0)),
    );
  });

  it('on the write brake are the setting of the production stage', () => {
    const { capacity } = readSettings(cdkContext, 'production');
    expect(capacity).toMatchObject({ maxWriteRequestUnits: quotas.writeBrake.perSecond });
  });
});
