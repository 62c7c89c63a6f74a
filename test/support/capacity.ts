/**
 * What a DynamoDB request costs on AWS, worked out from the request and the items before and after
 * it. DynamoDB Local's own figures for transactions and indexes differ from AWS's.
 *
 * The rules, and where they come from:
 * - [AWS-RW] "DynamoDB read and write operations", Amazon DynamoDB developer guide
 *   (read-write-operations): units, rounding, what a failed condition costs.
 * - [AWS-SIZE] "DynamoDB item sizes and formats", the same (CapacityUnitCalculations).
 * - [AWS-TX] "Amazon DynamoDB Transactions: How it works" (transaction-apis): two units where one
 *   item costs one.
 * - [DYNOXIDE] nubo-db/dynoxide, tests/transactional_index_consumed_capacity.rs: measured on
 *   DynamoDB in eu-west-2 on 2026-08-13. The factor of a transaction goes for the table and not for
 *   its indexes; an index is charged by the change of its own entry.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export const RULES =
  'AWS developer guide (read-write-operations, transaction-apis, CapacityUnitCalculations); ' +
  'index writes in transactions as measured on AWS on 2026-08-13 ' +
  '(nubo-db/dynoxide, tests/transactional_index_consumed_capacity.rs)';

export type Item = Record<string, AttributeValue>;

export interface IndexShape {
  readonly name: string;
  /** Partition key and, where it has one, sort key. */
  readonly keys: readonly string[];
  /** `ALL`, or the attributes that are projected beside the keys. */
  readonly projection: 'ALL' | readonly string[];
}

export interface TableShape {
  /** Partition key and, where it has one, sort key. */
  readonly keys: readonly string[];
  readonly indexes: readonly IndexShape[];
}

/** One item that a request writes or checks: its images before and after, where there was one. */
export interface ItemChange {
  readonly before?: Item;
  readonly after?: Item;
}

export interface WriteUnits {
  readonly table: number;
  /** All indexes together. */
  readonly indexes: number;
}

const WRITE_UNIT = 1024;
const READ_UNIT = 4096;

const utf8 = (text: string): number => Buffer.byteLength(text, 'utf8');

/** "Approximately": one byte, one more for two significant digits, one for a sign [AWS-SIZE]. */
const numberSize = (text: string): number => {
  const mantissa = text.replace(/e.*$/i, '');
  const digits = mantissa.replace(/[-+.]/g, '').replace(/^0+|0+$/g, '');
  return 1 + Math.ceil(digits.length / 2) + (text.startsWith('-') ? 1 : 0);
};

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const valueSize = (value: AttributeValue): number => {
  if (value.S !== undefined) return utf8(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return value.B.byteLength;
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  if (value.SS) return sum(value.SS.map(utf8));
  if (value.NS) return sum(value.NS.map(numberSize));
  if (value.BS) return sum(value.BS.map((bytes) => bytes.byteLength));
  if (value.L) return 3 + sum(value.L.map((element) => 1 + valueSize(element)));
  if (value.M) return 3 + Object.keys(value.M).length + itemSize(value.M);
  throw new Error('An attribute value of no known type');
};

/** Bytes of an item: its names and its values [AWS-SIZE]. */
export const itemSize = (item: Item): number =>
  sum(Object.entries(item).map(([name, value]) => utf8(name) + valueSize(value)));

const units = (bytes: number, unit: number): number => Math.max(1, Math.ceil(bytes / unit));

const writeUnitsOf = (image: Item | undefined): number =>
  image ? units(itemSize(image), WRITE_UNIT) : 0;

/** An item's entry in an index; undefined where it lacks one of the index's keys. */
const entryOf = (
  item: Item | undefined,
  index: IndexShape,
  table: TableShape,
): Item | undefined => {
  if (!item || index.keys.some((key) => !item[key])) return undefined;
  if (index.projection === 'ALL') return item;
  const names = new Set([...table.keys, ...index.keys, ...index.projection]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
};

/** Sets have no order; everything else is compared as it is written. */
const canonical = (image: Item): string =>
  JSON.stringify(
    Object.entries(image)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { SS, NS, ...value }]) => [name, value, SS?.toSorted(), NS?.toSorted()]),
  );

/** An entry that stays as it was costs nothing; one whose key moves is deleted and put [DYNOXIDE]. */
const indexUnits = (
  { before, after }: ItemChange,
  index: IndexShape,
  table: TableShape,
): number => {
  const [old, new_] = [entryOf(before, index, table), entryOf(after, index, table)];
  if (!old || !new_) return writeUnitsOf(old) + writeUnitsOf(new_);
  if (canonical(old) === canonical(new_)) return 0;
  const keyOf = (entry: Item) => JSON.stringify(index.keys.map((key) => entry[key]));
  return keyOf(old) === keyOf(new_)
    ? Math.max(writeUnitsOf(old), writeUnitsOf(new_))
    : writeUnitsOf(old) + writeUnitsOf(new_);
};

/**
 * Write units of one item's put, update, delete or condition check: the larger of its two images,
 * at least one, twice in a transaction [AWS-RW, AWS-TX]; and what each index needs [DYNOXIDE].
 */
export const writeUnits = (
  change: ItemChange,
  { table, transaction }: { table: TableShape; transaction: boolean },
): WriteUnits => {
  const image = Math.max(1, writeUnitsOf(change.before), writeUnitsOf(change.after));
  return {
    table: image * (transaction ? 2 : 1),
    indexes: sum(table.indexes.map((index) => indexUnits(change, index, table))),
  };
};

/**
 * Write units of one item's write whose condition failed, or that a cancelled transaction took back:
 * those of the larger of the item that is there and the item that was to be put, and none in an
 * index [AWS-RW]. The item that an update would have made is not known, so for an update this is a
 * lower bound. That a cancelled transaction costs twice this is assumed.
 */
export const failedWriteUnits = (
  change: ItemChange,
  { transaction }: { transaction: boolean },
): WriteUnits => ({
  table:
    Math.max(1, writeUnitsOf(change.before), writeUnitsOf(change.after)) * (transaction ? 2 : 1),
  indexes: 0,
});

export type Consistency = 'EVENTUAL' | 'STRONG' | 'TRANSACTION';

const READ_FACTOR: Record<Consistency, number> = { EVENTUAL: 0.5, STRONG: 1, TRANSACTION: 2 };

/** Read units of a GetItem, or of one item of a batch; an item that is not there costs as a small one [AWS-RW]. */
export const getUnits = (item: Item | undefined, consistency: Consistency): number =>
  units(item ? itemSize(item) : 0, READ_UNIT) * READ_FACTOR[consistency];

/** Read units of a Query or Scan: the sum of the items is rounded, not each of them [AWS-RW]. */
export const queryUnits = (items: readonly Item[], consistency: Consistency): number =>
  units(sum(items.map(itemSize)), READ_UNIT) * READ_FACTOR[consistency];
