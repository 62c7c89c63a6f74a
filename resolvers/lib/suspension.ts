import { util } from '@aws-appsync/utils';
import type { Suspension } from '../../generated/schema.js';

/** The part of a profile that a moderator's decision writes. */
interface SuspendedItem {
  /** ISO 8601, UTC, with milliseconds: such texts sort by time. Rows have the same attribute. */
  suspendedUntil?: string;
  suspensionStatement?: string;
}

/** The suspension that is in force now; null when there is none. It ends by itself. */
export function suspensionOf(
  { suspendedUntil, suspensionStatement }: SuspendedItem,
  contact: string | undefined,
): Suspension | null {
  if (!suspendedUntil || suspendedUntil <= util.time.nowISO8601()) return null;
  return { until: suspendedUntil, statement: suspensionStatement ?? '', contact };
}
