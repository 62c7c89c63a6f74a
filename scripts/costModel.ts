/**
 * What a month costs, worked out from how the API is used. The units of an operation follow from
 * its requests by DynamoDB's rules (developer guide, "Read and write operations", "Transactions: how
 * it works"; index entries in a transaction count once, measured by nubo-db/dynoxide on 2026-08-13);
 * test/infra/cost.test.ts holds them to what the resolvers' own requests come to.
 */
import { limits } from '../resolvers/limits.js';
import { userPool } from '../resolvers/userPool.js';
import { cost, freeTier } from './prices.js';

export interface Usage {
  /** Messages sent in the month. */
  readonly messages: number;
  /** People who signed in at least once in the month. */
  readonly users: number;
  /** UTF-8 bytes of a message's text. */
  readonly textBytes: number;
  /** Whether senders send a `clientToken`, so that they can retry safely. */
  readonly clientToken: boolean;
  /** Devices of a person that are connected at once; each gets a push of each message. */
  readonly devices: number;
  /** Minutes that each of a person's devices is connected in the month. */
  readonly minutesOnline: number;
  /** Pages of conversations that a person loads in the month. */
  readonly lists: number;
  /** Pages of messages that a person loads in the month. */
  readonly pages: number;
  /** Times a person's client sets a read marker in the month. */
  readonly reads: number;
  /** GB of messages that are there from before. */
  readonly storedGB: number;
}

export interface Line {
  readonly what: string;
  readonly amount: number;
  readonly unit: string;
  readonly onDemand: number;
  readonly provisioned: number;
}

const KB = 1024;
const GB = 1024 ** 3;
const secondsOfMonth = 730 * 3600;
/** Bytes of a message's item beside its text: keys, names, sender. */
const messageOverhead = 265;
/** Bytes of a conversation row beside its preview. */
const rowOverhead = 290;
const previewUnits = limits.preview.maxUnits;
/** Bytes of a push or of one item of a page beside the text. */
const jsonOverhead = 450;
/** Share of provisioned capacity that auto scaling aims at (infra/constructs/MessagesTable.ts). */
const utilization = 0.7;
/** A client refreshes its access token when it expires. */
const tokensPerMinute = 1 / userPool.tokens.accessMinutes;
const firewallRules = 5;

/** Write units of one message into an existing conversation. */
export function sendUnits({ textBytes, clientToken }: Pick<Usage, 'textBytes' | 'clientToken'>): {
  readonly table: number;
  readonly index: number;
} {
  const units = (bytes: number) => Math.ceil(bytes / KB);
  // No UTF-16 unit takes more than three bytes of UTF-8.
  const row = units(rowOverhead + Math.min(textBytes, previewUnits * 3));
  const message = units(messageOverhead + textBytes);
  return {
    table: 2 * (message + 2 * row + (clientToken ? 1 : 0)),
    index: 2 * (2 * row), // each row's entry moves: the old one goes, the new one comes
  };
}

/** Write units of a read marker: the row, and its entry in the index in place. */
export const readMarkerUnits = { table: 1, index: 1 } as const;
/** Read units of a page of 20 of ordinary length, of either kind. */
export const pageUnits = 1;
/** Read units of the profile for a token's claims. */
const profileUnits = 0.5;

/**
 * The lines of a month's bill.
 * @param free deduct the free tiers that have no end date.
 */
export function bill(usage: Usage, { free = false } = {}): Line[] {
  const { messages, users, textBytes, devices } = usage;
  const lists = users * usage.lists;
  const pages = users * usage.pages;
  const reads = users * usage.reads;
  const minutes = users * devices * usage.minutesOnline;
  const tokens = minutes * tokensPerMinute;

  const send = sendUnits(usage);
  const written =
    messages * (send.table + send.index) + reads * (readMarkerUnits.table + readMarkerUnits.index);
  const read = (lists + pages) * pageUnits + tokens * profileUnits;
  const operations = messages + lists + pages + reads;
  // To the recipient's devices and the sender's own; a marker to the reader's own.
  const updates = messages * 2 * devices + reads * devices;
  const bytes = (updates + (lists + pages) * 20) * (textBytes + jsonOverhead);
  const stored = usage.storedGB + (messages * (messageOverhead + textBytes + 100)) / GB;

  const same = (what: string, amount: number, unit: string, dollars: number): Line => ({
    what,
    amount,
    unit,
    onDemand: dollars,
    provisioned: dollars,
  });
  const beyond = (amount: number, share: number) => Math.max(0, amount - (free ? share : 0));
  const provisioned = (name: 'provisionedWrite' | 'provisionedRead', units: number) =>
    cost(name, beyond(units / secondsOfMonth / utilization, freeTier.provisionedCapacity) * 730);

  return [
    {
      what: `DynamoDB writes, ${send.table + send.index} units a message`,
      amount: written,
      unit: 'units',
      onDemand: cost('onDemandWrite', written),
      provisioned: provisioned('provisionedWrite', written),
    },
    {
      what: 'DynamoDB reads',
      amount: read,
      unit: 'units',
      onDemand: cost('onDemandRead', read),
      provisioned: provisioned('provisionedRead', read),
    },
    same('DynamoDB storage', stored, 'GB', cost('storage', beyond(stored, freeTier.storage))),
    same(
      'Recovery and nightly backup',
      stored,
      'GB',
      cost('pointInTimeRecovery', stored) + cost('backup', stored),
    ),
    same('AppSync operations', operations, 'operations', cost('operation', operations)),
    same('AppSync pushes', updates, 'updates', cost('update', updates)),
    same('AppSync connections', minutes, 'minutes', cost('connection', minutes)),
    same('Cognito', users, 'users', cost('user', beyond(users, freeTier.user))),
    same('Trigger for tokens', tokens, 'calls', cost('invocation', tokens)),
    same(
      'Firewall',
      operations,
      'requests',
      cost('webAcl', 1) + cost('firewallRule', firewallRules) + cost('inspection', operations),
    ),
    same('Audit of requests', operations, 'events', cost('auditEvent', operations)),
    same('Traffic out', bytes / GB, 'GB', cost('egress', bytes / GB)),
  ];
}

/** The chat of AWS's own example (aws.amazon.com/appsync/pricing): what each person does in a month. */
export const awsChat = {
  users: 2_500,
  sent: 1_000,
  received: 1_000,
  minutesOnline: 1_500,
  bytes: KB,
} as const;

/** AWS's bill for its example: no database, no sign-in. */
export function awsChatBill(): Record<'operations' | 'pushes' | 'connections' | 'traffic', number> {
  const { users, sent, received, minutesOnline, bytes } = awsChat;
  return {
    operations: cost('operation', users * sent),
    pushes: cost('update', users * received),
    connections: cost('connection', users * minutesOnline),
    traffic: cost('egress', (users * received * bytes) / GB),
  };
}
