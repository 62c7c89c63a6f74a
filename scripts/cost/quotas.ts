/**
 * The service quotas that bound one stage in us-east-1: default value, what it bounds, and where it was
 * read. Change value, source and date together. Most can be raised in Service Quotas.
 */
interface Quota {
  readonly perSecond: number;
  readonly of: string;
  readonly binds: string;
  readonly source: string;
  readonly date: string;
}

const appSync = {
  source: 'AWS General Reference, "AWS AppSync endpoints and quotas"',
  date: '2026-04-13',
};
const dynamoDB = { source: 'DynamoDB developer guide, "Quotas"', date: '2026-04-13' };
const cognito = { source: 'Cognito developer guide, "Quotas"; AWS re:Post', date: '2026-11-29' };

export const quotas = {
  writeBrake: {
    perSecond: 4_000,
    of: 'write units of the table',
    binds: "sends. It is this product's own brake: `maxWriteRequestUnits`",
    source: 'cdk.json, stage production',
    date: '2026-11-29',
  },
  tableWrites: {
    perSecond: 40_000,
    of: 'write units of a table',
    binds: 'sends, when the brake is raised',
    ...dynamoDB,
  },
  partitionWrites: {
    perSecond: 1_000,
    of: 'write units of a partition',
    binds: "one conversation, or one person's inbox; never everyone",
    ...dynamoDB,
  },
  requestTokens: {
    perSecond: 10_000,
    of: 'request tokens of all APIs of the account',
    binds: 'operations. One takes one token up to 1,500 KB-seconds',
    source: 'AppSync developer guide, "Using token counts to optimize your requests"',
    date: '2026-11-29',
  },
  inboundMessages: {
    perSecond: 10_000,
    of: 'published messages of an API',
    binds: 'mutations with subscribers',
    ...appSync,
  },
  outboundMessages: {
    perSecond: 1_000_000,
    of: 'delivered messages of 5 kB of an API',
    binds: 'pushes',
    ...appSync,
  },
  connects: {
    perSecond: 2_000,
    of: 'new connections of an API',
    binds: 'reconnecting after an interruption',
    ...appSync,
  },
  refreshes: {
    perSecond: 120,
    of: 'sign-ins and token refreshes of all pools of the account',
    binds: 'connected clients: each gets a new token every 15 minutes',
    ...cognito,
  },
  signUps: {
    perSecond: 50,
    of: 'sign-ups of all pools of the account',
    binds: 'growth',
    ...cognito,
  },
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof quotas;
