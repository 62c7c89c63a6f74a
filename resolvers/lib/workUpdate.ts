import { queues } from './keys.js';

/**
 * An update of an item before it is marshalled: resolvers do that with AppSync's `util`, Lambda functions
 * with their SDK.
 */
export interface PlainUpdate {
  expression: string;
  names?: Record<string, string>;
  values: Record<string, string | boolean>;
}

interface WorkAsked {
  /** Names the change of the profile: a ULID. */
  change: string;
  /** When the schedule looks for it: ISO 8601, UTC. */
  due: string;
  /** The other people's rows get the person's names. */
  namesToo?: boolean;
}

/** Asks the worker for what follows from a change of a profile: the update of the person's work item. */
export const workUpdate = ({ change, due, namesToo = false }: WorkAsked): PlainUpdate => ({
  expression: `SET change = :change, stage = :first, folder = :work, lastMessageUuid = :due${
    namesToo ? ', namesToo = :yes' : ''
  } REMOVE #cursor`,
  names: { '#cursor': 'cursor' },
  values: {
    ':change': change,
    ':first': 'FIRST',
    ':work': queues.work,
    ':due': due,
    ...(namesToo ? { ':yes': true } : {}),
  },
});

/**
 * Marks a profile as that of a deleted account. The first choice counts: a conversation that the worker
 * has gone through cannot be gone through again.
 *
 * @param deletedAt ISO 8601, UTC
 */
export const deletionUpdate = (deletedAt: string, erases: boolean): PlainUpdate => ({
  expression:
    'SET deletedAt = if_not_exists(deletedAt, :now), erases = if_not_exists(erases, :erases)',
  values: { ':now': deletedAt, ':erases': erases },
});
