import { workKey } from './lib/keys.js';
import { userPool } from './userPool.js';

/**
 * The profile worker as it is deployed, as pure data: what calls it, and how much it does in one call.
 * CDK, the one-machine host and the worker itself read it.
 */
export const worker = {
  /**
   * Which records of the table's stream call it: work items that are put or changed, and so no
   * message ever does. A rule in Lambda's filter syntax (Lambda developer guide, "Control which
   * events Lambda sends to your function").
   */
  filter: {
    eventName: ['INSERT', 'MODIFY'],
    dynamodb: { Keys: { pk: { S: [{ prefix: workKey('').pk }] }, sk: { S: [workKey('').sk] } } },
  },
  /** Records of one call. A call does one step of one person's work. */
  recordsOfACall: 1,
  /** How often a record is tried again before it becomes a dead letter. */
  retries: 3,
  timeoutSeconds: 30,
  /** Rows that one step looks at. */
  rowsOfAPage: 25,
  /** How often the mark of one row is tried while sends hold the row. */
  triesOfARow: 20,
  /** How often due work is looked for. */
  scheduleMinutes: 5,
  /** Due work items of one Query. */
  touchesOfAPage: 100,
  /**
   * How long after the first look the last one is: for as long a token that was out before the change
   * may live, and much longer than any request.
   */
  lastLookMinutes: userPool.tokens.accessMinutes,
  /** The metric that tells how long the oldest open report has waited, in seconds. */
  oldestReportMetric: 'OldestOpenReport',
} as const;
