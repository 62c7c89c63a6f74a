import { util } from '@aws-appsync/utils';
import { cutoff, expiryAt } from './cutoff.js';
import { isGiven } from './isGiven.js';
import type { MessageItem } from './items.js';

/**
 * How long messages are kept. DynamoDB deletes an item days after its time to live (developer guide,
 * "Using time to live"), so a read never goes by what is still stored: an id has the time of its
 * message, and that decides.
 */
type Environment = Record<string, string>;

/** The stage's setting `messageRetentionDays`; undefined: for ever. */
const daysOf = (env: Environment): number | undefined =>
  isGiven(env.MESSAGE_RETENTION_DAYS) ? JSON.parse(env.MESSAGE_RETENTION_DAYS) : undefined;

/** The ids of the messages that are kept are greater than this text. */
export function keptAfter(env: Environment): string {
  const days = daysOf(env);
  return days ? cutoff(util.time.nowEpochMilliSeconds(), days) : '0';
}

/** Whether a message of this id is past its time, stored or not: for everybody it is not there. */
export const isPast = (env: Environment, uuid: string): boolean => uuid < keptAfter(env);

/** Those of the messages that are kept. */
export function keptOf(env: Environment, messages: MessageItem[]): MessageItem[] {
  const from = keptAfter(env);
  return messages.filter(({ sk }) => sk > from);
}

/** What a new message is stored with, so that DynamoDB deletes it; nothing where it is kept for ever. */
export function expiryOf(env: Environment, uuid: string): { expiresAt?: number } {
  const days = daysOf(env);
  return days ? { expiresAt: expiryAt(uuid, days) } : {};
}
