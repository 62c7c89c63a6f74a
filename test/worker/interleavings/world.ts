import { randomUUID } from 'node:crypto';
import { BatchWriteItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Host } from '../../../local/messaging/host.js';
import { workKey } from '../../../resolvers/lib/keys.js';
import { toKey, type WorkTable } from '../../../triggers/lib/worker/table.js';
import { AnsweredWithErrors, Person } from '../../support/person.js';
import { type Item, allItems } from '../../support/tables.js';

/** What may be answered: anything that refuses, and nothing that fails. */
const REFUSALS = [
  ...[
    'AccountSuspended',
    'AlreadyReported',
    'AwaitingAcceptance',
    'HandleTaken',
    'MessageDeleted',
    'MessageNotFound',
  ],
  ...['MessageGroupNotFound', 'ProfileNotFound', 'RecipientBlocked', 'RecipientNotFound'],
  ...['RecipientUnavailable', 'TooManyHandleChanges', 'AlreadyDecided', 'Forbidden', 'Conflict'],
];

/** @returns whether it was done; false where it was refused */
export async function isDone(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (!(error instanceof AnsweredWithErrors)) throw error;
    const { errorType, message } = error.errors[0]!;
    if (REFUSALS.includes(errorType!)) return false;
    throw new Error(`${errorType}: ${message}`, { cause: error });
  }
}

/** What the model knows of one person. */
export interface Known {
  readonly uuid: string;
  handle: string;
  displayName: string;
  /** All that they ever had. */
  readonly names: string[];
  readonly handles: string[];
  suspendedUntil?: string;
  /** The report by which. */
  suspendedBy?: string;
  hidesReceipts?: boolean;
  deleted?: 'KEEP' | 'ERASE';
}

export interface Sent {
  readonly uuid: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Accounts are used again: to make one takes longer than all else. */
export class Accounts {
  readonly #spare: { email: string; uuid: string; handle: string; displayName: string }[] = [];
  constructor(readonly host: Host) {}

  /** A person whose names no one else has, with a fresh token. The trigger makes their profile. */
  async person(): Promise<Person> {
    const account = this.#spare.pop() ?? (await this.#make());
    const token = await this.host.cognito.accessTokenOf(account.email);
    const { email, ...names } = account;
    return new Person({
      ...names,
      url: this.host.url,
      username: email,
      password: '',
      accessToken: token,
      idToken: '',
    });
  }

  give({ uuid, handle, displayName, username: email }: Person): void {
    this.#spare.push({ uuid, handle, displayName, email });
  }

  async #make() {
    const handle = newHandle();
    const displayName = newName();
    const email = `${randomUUID()}@example.com`;
    const { sub } = await this.host.cognito.seedUser({
      password: 'Correct-Horse-7',
      attributes: { preferred_username: handle, name: displayName, email },
    });
    return { uuid: sub, handle, displayName, email };
  }
}

export const newHandle = (): string => `h${randomUUID().replaceAll('-', '').slice(0, 12)}`;
export const newName = (): string => `Name ${randomUUID().slice(0, 13)}`;

export const stageOf = async (
  { dynamoDb, tableName }: WorkTable,
  uuid: string,
): Promise<string | undefined> => {
  const command = new GetItemCommand({
    TableName: tableName,
    Key: toKey(workKey(uuid)),
    ConsistentRead: true,
  });
  return (await dynamoDb.send(command)).Item?.stage?.S;
};

/** Empties a table, but for the items that `keeps` says. */
export async function empty(
  { dynamoDb, tableName }: Pick<WorkTable, 'dynamoDb' | 'tableName'>,
  keyNames: readonly string[],
  keeps: (item: Item) => boolean,
): Promise<void> {
  const items = (await allItems(dynamoDb, tableName)).filter((item) => !keeps(item));
  for (let at = 0; at < items.length; at += 25) {
    const requests = items.slice(at, at + 25).map((item) => ({
      DeleteRequest: { Key: Object.fromEntries(keyNames.map((name) => [name, item[name]!])) },
    }));
    await dynamoDb.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: requests } }));
  }
}
