/**
 * What one attacker can make the owner pay in an hour, before and after the limits of the firewalls
 * and of the API. One address, one signed-in person. Nothing was measured in an account.
 */
import {
  requestsPerAddress,
  requestsPerToken,
  signInCallsPerAddress,
} from '../../infra/firewallLimits.js';
import { limits } from '../../resolvers/manifest.js';
import { jsonOverhead } from './costModel.js';
import { largestPageUnits, sendUnits } from './costUnits.js';
import { auditEventBytes, GB, sampledShare } from './costWatch.js';
import { cost } from './prices.js';
import { quotas } from './quotas.js';

const hour = 3_600;
/** Five-minute windows in an hour. */
const windows = 12;
/** 1,024 characters of four bytes. */
const longestText = 4_096;
const largestPage = 100;

/** The limits that decide. */
interface Limits {
  /** Fields with a resolver in one request. */
  readonly fields: number;
  /** Requests of one signed-in person in an hour. */
  readonly requests: number;
  /** Sign-ups of one address in an hour. */
  readonly signUps: number;
  /** Requests without a token of one address in an hour. */
  readonly anonymous: number;
}

/** Ten aliases, a limit by address alone, and no firewall before the user pool. */
const before: Limits = {
  fields: 10,
  requests: 3_000 * windows,
  signUps: quotas.signUps.perSecond * hour,
  anonymous: 3_000 * windows,
};

const after: Limits = {
  fields: limits.resolverCount,
  requests: requestsPerToken * windows,
  signUps: signInCallsPerAddress.SignUp * windows,
  anonymous: requestsPerAddress * windows,
};

/** Each refresh and each sign-in gives another token, so only the limit by address is left. */
const manyTokens: Limits = { ...after, requests: requestsPerAddress * windows };

/** Tokens that a person needs, to be limited by the address alone. */
export const tokensForAddress = Math.ceil(requestsPerAddress / requestsPerToken);

interface AttackLine {
  readonly who: 'outsider' | 'signed in';
  readonly what: string;
  /** Dollars an hour. */
  readonly before: number;
  readonly after: number;
  /** As `after`, where the person uses one token after the other. */
  readonly manyTokens: number;
}

/** Units a second, of writes and of reads each, that the production stage allows to everyone together. */
export const brake = quotas.writeBrake.perSecond;

const braked = (units: number): number => Math.min(units, brake * hour);

const perRequest = (requests: number): number => {
  const traced = Math.min(requests, hour);
  return (
    cost('operation', requests) +
    cost('inspection', requests) +
    cost('auditEvent', requests) +
    cost('logIngestion', (requests * auditEventBytes) / GB) +
    cost('trace', traced + (requests - traced) * sampledShare)
  );
};

const signUps = ({ signUps: accounts }: Limits): number =>
  // Each is a user of the month to Cognito, a call of a trigger with a read, and an e-mail.
  cost('user', accounts) +
  cost('invocation', accounts) +
  cost('onDemandRead', accounts / 2) +
  cost('mail', accounts);

const anonymous = ({ anonymous: requests }: Limits): number => cost('inspection', requests);

const failing = ({ fields, requests }: Limits): number => {
  // DynamoDB charges a transaction that a condition cancels like one that succeeds.
  const { table, index } = sendUnits({ textBytes: longestText, clientToken: true });
  const tries = fields * requests;
  return (
    perRequest(requests) + cost('onDemandWrite', braked(tries * table) + braked(tries * index))
  );
};

const sends = (of: Limits): number => failing(of) + cost('update', of.fields * of.requests * 2);

const reads = ({ fields, requests }: Limits): number => {
  const pages = fields * requests;
  const bytes = pages * largestPage * (longestText + jsonOverhead);
  return (
    perRequest(requests) +
    cost('onDemandRead', braked(pages * largestPageUnits(largestPage, longestText))) +
    cost('egress', bytes / GB)
  );
};

/** Read units a second that the largest pages ask for. Beyond the brake, the reads of others fail too. */
export function largestPagesPerSecond(): { readonly after: number; readonly manyTokens: number } {
  const units = ({ fields, requests }: Limits) =>
    (fields * requests * largestPageUnits(largestPage, longestText)) / hour;
  return { after: units(after), manyTokens: units(manyTokens) };
}

/** Every kind of attack, in dollars an hour. */
export function attackLines(): AttackLine[] {
  const line = (
    who: AttackLine['who'],
    what: string,
    dollars: (of: Limits) => number,
  ): AttackLine => ({
    who,
    what,
    before: dollars(before),
    after: dollars(after),
    manyTokens: dollars(manyTokens),
  });
  return [
    line('outsider', 'sign-ups', signUps),
    line('outsider', 'requests without a token', anonymous),
    line('signed in', 'sends of the longest message', sends),
    line('signed in', 'sends that fail a condition', failing),
    line('signed in', 'the largest pages', reads),
    { who: 'signed in', what: 'pushes to own sockets, at 100 Mbit/s', ...pushes() },
  ];
}

/**
 * The smallest push: a subscription with a one-character id that selects one field, in one WebSocket
 * frame and one TLS 1.3 record. AppSync charges it like 5 kB.
 */
export function smallestPushBytes(): number {
  const frame = JSON.stringify({
    id: '1',
    type: 'data',
    payload: { data: { onCreateMessage: { uuid: '0'.repeat(26) } } },
  });
  return frame.length + 2 + 22;
}

/** Pushes to subscriptions of one's own. No limit of AppSync or WAF reaches them. */
function pushes(): Pick<AttackLine, 'before' | 'after' | 'manyTokens'> {
  const dollars = cost('update', (100_000_000 / 8 / smallestPushBytes()) * hour);
  return { before: dollars, after: dollars, manyTokens: dollars };
}

/** Subscriptions that one person needs for 100 Mbit/s of pushes, when sends are limited. */
export const subscriptionsFor100Mbit = (): number =>
  100_000_000 / 8 / smallestPushBytes() / ((after.fields * after.requests) / hour);
