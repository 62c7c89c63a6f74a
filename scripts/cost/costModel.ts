/** A month's bill, computed from the use of the API and from the settings of the stage. */
import { userPool } from '../../resolvers/userPool.js';
import {
  changeUnits,
  messageOverhead,
  pageUnits,
  profileUnits,
  readMarkerUnits,
  type SentMessage,
  sendUnits,
  typingUnits,
} from './costUnits.js';
import {
  type Beyond,
  daysOfMonth,
  GB,
  hoursOfMonth,
  type Line,
  productionOptions,
  same,
  secondsOfMonth,
  type StageOptions,
  watchLines,
} from './costWatch.js';
import { cost, freeTier, type PriceName } from './prices.js';

/** What people do in a month. */
export interface Usage extends SentMessage {
  /** Messages sent. */
  readonly messages: number;
  /** People who signed in at least once. */
  readonly users: number;
  /** Devices of a person that are connected at once; each gets a push of each message. */
  readonly devices: number;
  /** Minutes that each of a person's devices is connected. */
  readonly minutesOnline: number;
  /** Pages of conversations that a person loads. */
  readonly lists: number;
  /** Pages of messages that a person loads. */
  readonly pages: number;
  /** Times that a person's client sets a read marker. */
  readonly reads: number;
  /** Part of the messages that get a reaction, are edited or unsent. */
  readonly changes: number;
  /** Requests for each message that tell that it is being typed. 0 where the stage has it off. */
  readonly typing: number;
  /** GB of messages from before. */
  readonly storedGB: number;
}

/** Bytes of a push, or of one item of a page, without the text. */
export const jsonOverhead = 450;
/** Part of provisioned capacity that auto scaling aims at (infra/constructs/MessagesTable.ts). */
const utilization = 0.7;
/** A client refreshes its access token when it expires. */
export const tokensPerMinute = 1 / userPool.tokens.accessMinutes;
/** Rules of the two firewalls; test/infra/cost.test.ts counts them. */
export const firewallRules = { api: 6, signIn: 6 } as const;
/** What a month's use comes to, in the services' own units. */
export function amounts(usage: Usage) {
  const { messages, users, textBytes, devices } = usage;
  const [lists, pages, reads] = [usage.lists, usage.pages, usage.reads].map((n) => n * users) as [
    number,
    number,
    number,
  ];
  const minutes = users * devices * usage.minutesOnline;
  const tokens = minutes * tokensPerMinute;
  const send = sendUnits(usage);
  const changes = messages * usage.changes;
  const written = (of: 'table' | 'index') =>
    messages * send[of] + changes * changeUnits[of] + reads * readMarkerUnits[of];
  // To the devices of both people.
  const updates = (messages + changes + reads) * 2 * devices;
  return {
    send,
    minutes,
    tokens,
    updates,
    operations: messages + changes + lists + pages + reads,
    typing: messages * usage.typing,
    /** Write units. */
    written: { table: written('table'), index: written('index') },
    read: (lists + pages) * pageUnits + changes * changeUnits.read + tokens * profileUnits,
    egressGB: ((updates + (lists + pages) * 20) * (textBytes + jsonOverhead)) / GB,
    /** Requests to DynamoDB. */
    tableRequests: messages + 2 * changes + lists + pages + reads + tokens,
  };
}

/**
 * What is stored at the month's end. Where messages are kept for so many days only, as many months like this
 * one are stored as there are months in them; DynamoDB deletes what is older for nothing.
 */
function storedGB(usage: Usage, { messageRetentionDays: days }: StageOptions): number {
  const ofMonth = (usage.messages * (messageOverhead + usage.textBytes + 100)) / GB;
  if (days === 0) return usage.storedGB + ofMonth;
  const months = days / daysOfMonth;
  return (
    ofMonth * Math.min(1, months) + Math.min(usage.storedGB, ofMonth * Math.max(0, months - 1))
  );
}

/**
 * The lines of a month's bill.
 * @param free deduct the free tiers that have no end date.
 */
export function bill(usage: Usage, { free = false, options = productionOptions } = {}): Line[] {
  const beyond = (amount: number, share: number) => Math.max(0, amount - (free ? share : 0));
  return [
    ...tableLines(usage, beyond, options),
    ...apiLines(usage, beyond),
    ...watchLines(watchedUse(usage), beyond, options),
  ];
}

/** What is traced and audited: every operation, typing too. */
function watchedUse(usage: Usage) {
  const { operations, typing, tableRequests } = amounts(usage);
  return { operations: operations + typing, tableRequests: tableRequests + typing };
}

function tableLines(usage: Usage, beyond: Beyond, options: StageOptions): Line[] {
  const { send, written, read } = amounts(usage);
  const stored = storedGB(usage, options);
  const provisioned = (name: 'provisionedWrite' | 'provisionedRead', units: number) =>
    cost(
      name,
      beyond(units / secondsOfMonth / utilization, freeTier.provisionedCapacity) * hoursOfMonth,
    );
  const line = (
    what: string,
    amount: number,
    onDemand: PriceName,
    capacity: 'provisionedWrite' | 'provisionedRead',
  ): Line => ({
    what,
    amount,
    unit: 'units',
    onDemand: cost(onDemand, amount),
    provisioned: provisioned(capacity, amount),
  });
  const copies = backupCopies(options);
  return [
    line(
      `DynamoDB writes, ${send.table + send.index} units a message`,
      written.table + written.index,
      'onDemandWrite',
      'provisionedWrite',
    ),
    line('DynamoDB reads', read, 'onDemandRead', 'provisionedRead'),
    same('DynamoDB storage', stored, 'GB', cost('storage', beyond(stored, freeTier.storage))),
    same('Point-in-time recovery', stored, 'GB', cost('pointInTimeRecovery', stored)),
    same(`Backups, ${copies} full copies`, stored * copies, 'GB', cost('backup', stored * copies)),
  ];
}

/** Backups that are kept at a time. Each is a full copy of the table. */
const backupCopies = ({ backups, backupRetentionDays }: StageOptions): number => {
  if (backups === 'none') return 0;
  return backups === 'weekly' ? Math.ceil(backupRetentionDays / 7) : backupRetentionDays;
};

function apiLines(usage: Usage, beyond: Beyond): Line[] {
  const { operations, typing, updates, minutes, tokens, egressGB } = amounts(usage);
  const rules = firewallRules.api + firewallRules.signIn;
  return [
    same('AppSync operations', operations, 'operations', cost('operation', operations)),
    same('AppSync pushes', updates, 'updates', cost('update', updates)),
    same('AppSync connections', minutes, 'minutes', cost('connection', minutes)),
    // To the one device that has the conversation open.
    same(
      'Typing: operations, pushes, reads',
      typing,
      'requests',
      cost('operation', typing) +
        cost('update', typing) +
        cost('onDemandRead', typing * typingUnits) +
        cost('inspection', typing),
    ),
    same('Cognito', usage.users, 'users', cost('user', beyond(usage.users, freeTier.user))),
    same('Trigger for tokens', tokens, 'calls', cost('invocation', tokens)),
    same(
      'Firewalls',
      operations + tokens,
      'requests',
      cost('webAcl', 2) + cost('firewallRule', rules) + cost('inspection', operations + tokens),
    ),
    same('Traffic out', egressGB, 'GB', cost('egress', egressGB)),
  ];
}
