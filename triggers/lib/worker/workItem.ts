import { workKey } from '../../../resolvers/lib/keys.js';
import { worker } from '../../../resolvers/worker.js';
import {
  type Attributes,
  deleteItem,
  getItem,
  timeText,
  updateItem,
  type WorkTable,
} from './table.js';

/**
 * Where the work of one person is:
 *
 * - `FIRST`: the rows are gone through for the first time;
 * - `WAITING`: that is done, and the schedule will ask for the last look;
 * - `LAST`: the rows are gone through once more, and then the item is removed.
 */
type WorkStage = 'FIRST' | 'WAITING' | 'LAST';

/** A work item: something on a person's profile has changed, and their rows must follow. */
export interface WorkItem {
  readonly userUuid: string;
  /** Names the change of the profile. A later change has another one. */
  readonly change: string;
  readonly stage: WorkStage;
  /** The last row that was looked at. */
  readonly cursor?: string;
  /** The names have changed: the other people's rows get them. */
  readonly namesToo: boolean;
}

/** The person's work item, read consistently; undefined when there is none. */
export async function readWork(table: WorkTable, userUuid: string): Promise<WorkItem | undefined> {
  const item = await getItem(table, workKey(userUuid));
  if (!item) return undefined;
  return {
    userUuid,
    change: item.change?.S ?? '',
    stage: (item.stage?.S ?? 'FIRST') as WorkStage,
    cursor: item.cursor?.S,
    namesToo: item.namesToo?.BOOL ?? false,
  };
}

/**
 * Write where the work has got to. This change of the item invokes the worker again; `turns` makes
 * sure that it is one, for a write that changes nothing is not in the stream (DynamoDB developer
 * guide, "Change data capture for DynamoDB Streams").
 *
 * @returns false when another call or a later change of the profile has moved the item meanwhile
 */
export function moveWork(
  table: WorkTable,
  item: WorkItem,
  { stage, cursor }: { stage: WorkStage; cursor?: string },
): Promise<boolean> {
  const due = table.now() + worker.lastLookMinutes * 60_000;
  return updateItem(table, workKey(item.userUuid), {
    UpdateExpression: `SET stage = :stage, lastMessageUuid = :due${
      cursor === undefined ? ' REMOVE #cursor' : ', #cursor = :cursor'
    } ADD turns :one`,
    ConditionExpression: unmoved(item),
    ExpressionAttributeNames: { '#cursor': 'cursor' },
    ExpressionAttributeValues: {
      ...unmovedValues(item),
      ':stage': { S: stage },
      ':due': { S: timeText(due) },
      ':one': { N: '1' },
      ...(cursor === undefined ? {} : { ':cursor': { S: cursor } }),
    },
  });
}

/** Remove the item: its work is done. @returns false when it has been moved meanwhile */
export function removeWork(table: WorkTable, item: WorkItem): Promise<boolean> {
  return deleteItem(table, workKey(item.userUuid), {
    ConditionExpression: unmoved(item),
    ExpressionAttributeNames: { '#cursor': 'cursor' },
    ExpressionAttributeValues: unmovedValues(item),
  });
}

/** The item is as it was read. */
const unmoved = ({ cursor }: WorkItem): string =>
  `change = :change AND stage = :was AND ${
    cursor === undefined ? 'attribute_not_exists(#cursor)' : '#cursor = :from'
  }`;

const unmovedValues = ({ change, stage, cursor }: WorkItem): Attributes => ({
  ':change': { S: change },
  ':was': { S: stage },
  ...(cursor === undefined ? {} : { ':from': { S: cursor } }),
});
