/** The part of the bill that pays for watching a stage: audit, alarms, metrics, traces, canary. */
import { dataSources, pipelines } from '../../resolvers/manifest.js';
import { cost, freeTier } from './prices.js';

/** The settings of the stage that have a price (docs/operations.md). */
export interface StageOptions {
  readonly backups: 'nightly' | 'weekly' | 'none';
  readonly backupRetentionDays: number;
  readonly audit: boolean;
  readonly auditOwnRoles: boolean;
  readonly enhancedMetrics: boolean;
  readonly profileCache: boolean;
  /** 0: no canary. */
  readonly canaryMinutes: number;
  /** 0: messages are kept for ever. */
  readonly messageRetentionDays: number;
}

/** The production stage of cdk.json; test/infra/cost.test.ts compares the two. */
export const productionOptions: StageOptions = {
  backups: 'nightly',
  backupRetentionDays: 35,
  audit: true,
  auditOwnRoles: false,
  enhancedMetrics: true,
  profileCache: false,
  canaryMinutes: 0,
  messageRetentionDays: 0,
};

export interface Line {
  readonly what: string;
  readonly amount: number;
  readonly unit: string;
  readonly onDemand: number;
  readonly provisioned: number;
}

export const GB = 1024 ** 3;
export const hoursOfMonth = 730;
export const daysOfMonth = hoursOfMonth / 24;
export const secondsOfMonth = hoursOfMonth * 3600;
/** Bytes of a CloudTrail event in its log group. */
export const auditEventBytes = 1_500;
/** X-Ray's default: each second's first request, and one in twenty of the others. */
export const sampledShare = 0.05;
/** What a stage has whatever people do; test/infra/cost.test.ts counts it in the templates. */
export const monitoring = {
  alarmMetrics: { product: 49, audit: 8, enhanced: 52, canary: 1 },
  customMetrics: { dataSource: 3, resolver: 3 },
  dataSources: Object.values(dataSources).filter(({ type }) => type !== 'NONE').length,
  resolvers: Object.keys(pipelines).length,
} as const;

/** A line that costs the same on demand and provisioned. */
export const same = (what: string, amount: number, unit: string, dollars: number): Line => ({
  what,
  amount,
  unit,
  onDemand: dollars,
  provisioned: dollars,
});

/** An amount beyond its free share, where free shares are deducted. */
export type Beyond = (amount: number, share: number) => number;

/**
 * The lines of a month.
 * @param use operations of the API, and requests to DynamoDB.
 */
export function watchLines(
  { operations, tableRequests }: { readonly operations: number; readonly tableRequests: number },
  beyond: Beyond,
  options: StageOptions,
): Line[] {
  const first = Math.min(operations, secondsOfMonth);
  const traces = first + (operations - first) * sampledShare;
  const events = options.audit ? operations + (options.auditOwnRoles ? tableRequests : 0) : 0;
  const { alarmMetrics, customMetrics, dataSources, resolvers } = monitoring;
  const alarms =
    alarmMetrics.product +
    (options.audit ? alarmMetrics.audit : 0) +
    (options.enhancedMetrics ? alarmMetrics.enhanced : 0) +
    (options.canaryMinutes > 0 ? alarmMetrics.canary : 0);
  const metrics = dataSources * customMetrics.dataSource + resolvers * customMetrics.resolver;
  const runs = options.canaryMinutes > 0 ? (hoursOfMonth * 60) / options.canaryMinutes : 0;
  const lines = [
    same('X-Ray', traces, 'traces', cost('trace', beyond(traces, freeTier.trace))),
    same(
      'CloudTrail: audit of requests',
      events,
      'events',
      cost('auditEvent', events) + cost('logIngestion', (events * auditEventBytes) / GB),
    ),
    same('Alarms', alarms, 'metrics', cost('alarmMetric', alarms)),
    same('Keys', options.audit ? 2 : 1, 'keys', cost('key', options.audit ? 2 : 1)),
  ];
  if (options.enhancedMetrics) {
    lines.push(same('Enhanced metrics', metrics, 'metrics', cost('customMetric', metrics)));
  }
  if (options.profileCache) {
    lines.push(same('Profile cache', hoursOfMonth, 'hours', cost('apiCacheHour', hoursOfMonth)));
  }
  if (runs > 0) {
    // A run takes ten seconds of half a GB.
    lines.push(same('Canary', runs, 'runs', cost('secret', 1) + cost('lambdaSecond', runs * 5)));
  }
  return lines;
}
