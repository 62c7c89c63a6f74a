import { accessDenied } from './failure.js';

/** The permissions of a data source's role. */
export interface Access {
  /** IAM actions without `dynamodb:`. Default: all, on all tables. */
  readonly actions?: readonly string[] | undefined;
  /** Allows writes only inside TransactWriteItems (condition `dynamodb:EnclosingOperation`). */
  readonly transactionOnly?: boolean | undefined;
  /** The table of the policy. */
  readonly tableName: string;
  readonly region: string;
}

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);

export type Authorize = (
  action: string,
  tableName: string,
  enclosingOperation?: 'TransactWriteItems' | 'TransactGetItems',
) => void;

/** Returns a check that throws IAM's error, before DynamoDB gets the request. */
export const createAuthorize = (access: Access): Authorize => {
  const { actions, transactionOnly = false, tableName: ownTable, region } = access;
  if (actions === undefined) return () => undefined;
  return (action, tableName, enclosingOperation) => {
    const granted = actions.includes(action) && tableName === ownTable;
    const alone = enclosingOperation !== 'TransactWriteItems';
    if (!granted || (transactionOnly && writes.has(action) && alone)) {
      throw accessDenied(action, `arn:aws:dynamodb:${region}:000000000000:table/${tableName}`);
    }
  };
};
