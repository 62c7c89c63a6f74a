/**
 * AWS's prices in US dollars, in us-east-1. Every price has its source and the date when it was read:
 * change the three together. `freeTier` has the free tiers.
 */
interface Price {
  readonly usd: number;
  /** Units for that price. */
  readonly per: number;
  readonly unit: string;
  readonly source: string;
  /** When the source was read or, for a price list, published. */
  readonly date: string;
}

const million = 1_000_000;
const dynamoDBPriceList = { source: 'AWS price list API, AmazonDynamoDB', date: '2026-09-13' };
const dynamoDBPage = { source: 'aws.amazon.com/dynamodb/pricing', date: '2026-08-21' };
const appSyncPage = { source: 'aws.amazon.com/appsync/pricing', date: '2026-11-23' };
const cognitoPage = {
  source: 'aws.amazon.com/cognito/pricing, by public repositories',
  date: '2026-11-23',
};
const lambdaPriceList = { source: 'AWS price list API, AWSLambda', date: '2026-09-13' };
const cloudTrailPage = { source: 'aws.amazon.com/cloudtrail/pricing', date: '2026-11-24' };
const xrayPage = { source: 'aws.amazon.com/xray/pricing', date: '2026-11-29' };
const wafPage = {
  source: 'aws.amazon.com/waf/pricing, by two reports of 2026',
  date: '2026-11-24',
};
const cloudWatchPage = {
  source: 'aws.amazon.com/cloudwatch/pricing, by three reports of 2026',
  date: '2026-11-29',
};
/** Not read again for this project. Check before a decision rests on it. */
const fromMemory = { source: "from memory of AWS's pricing pages", date: '2026-11-29' };

export const prices = {
  onDemandWrite: { usd: 0.625, per: million, unit: 'write request units', ...dynamoDBPriceList },
  onDemandRead: { usd: 0.125, per: million, unit: 'read request units', ...dynamoDBPriceList },
  provisionedWrite: { usd: 0.00065, per: 1, unit: 'WCU-hours', ...dynamoDBPage },
  provisionedRead: { usd: 0.00013, per: 1, unit: 'RCU-hours', ...dynamoDBPage },
  storage: { usd: 0.25, per: 1, unit: 'GB-months', ...dynamoDBPage },
  pointInTimeRecovery: { usd: 0.2, per: 1, unit: 'GB-months', ...dynamoDBPage },
  backup: { usd: 0.1, per: 1, unit: 'GB-months', ...dynamoDBPage },
  operation: { usd: 4, per: million, unit: 'queries and mutations', ...appSyncPage },
  update: { usd: 2, per: million, unit: 'real-time updates of up to 5 kB', ...appSyncPage },
  connection: { usd: 0.08, per: million, unit: 'connection-minutes', ...appSyncPage },
  egress: { usd: 0.09, per: 1, unit: 'GB', ...appSyncPage },
  user: { usd: 0.015, per: 1, unit: 'monthly active users (Essentials)', ...cognitoPage },
  invocation: { usd: 0.2, per: million, unit: 'Lambda invocations', ...lambdaPriceList },
  webAcl: { usd: 5, per: 1, unit: 'web ACLs', ...wafPage },
  firewallRule: { usd: 1, per: 1, unit: 'rules', ...wafPage },
  inspection: { usd: 0.6, per: million, unit: 'inspected requests', ...wafPage },
  auditEvent: { usd: 0.1, per: 100_000, unit: 'data events', ...cloudTrailPage },
  trace: { usd: 5, per: million, unit: 'recorded traces', ...xrayPage },
  customMetric: { usd: 0.3, per: 1, unit: 'custom metrics', ...cloudWatchPage },
  alarmMetric: { usd: 0.1, per: 1, unit: 'metrics of alarms', ...cloudWatchPage },
  logIngestion: { usd: 0.5, per: 1, unit: 'GB of logs', ...cloudWatchPage },
  lambdaSecond: {
    usd: 0.0000133334,
    per: 1,
    unit: 'GB-seconds of Lambda (arm64)',
    ...lambdaPriceList,
  },
  key: { usd: 1, per: 1, unit: 'keys', ...fromMemory },
  secret: { usd: 0.4, per: 1, unit: 'secrets', ...fromMemory },
  mail: { usd: 0.1, per: 1_000, unit: 'e-mails (SES)', ...fromMemory },
  apiCacheHour: { usd: 0.044, per: 1, unit: 'hours of a small AppSync cache', ...fromMemory },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof prices;

/** A month's free share that has no end date, in the price's units. */
export const freeTier = {
  storage: 25,
  /** WCU and RCU of provisioned capacity; on-demand has none. */
  provisionedCapacity: 25,
  user: 10_000,
  trace: 100_000,
} as const;

/** The price of an amount, in dollars. */
export const cost = (name: PriceName, amount: number): number =>
  (amount / prices[name].per) * prices[name].usd;
