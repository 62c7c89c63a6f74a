import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { followStream, type StreamRecord } from '../dynamodb/followStream.js';
import { type FilterRule, matches } from './eventFilter.js';

interface StreamSourceOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly tableName: string;
  /** A record must fit one of them. None: every record comes. */
  readonly filters: readonly FilterRule[];
  /** How often a record is tried again on which the function failed. */
  readonly retries: number;
  readonly handler: (event: DynamoDBStreamEvent) => Promise<unknown>;
  /** Told of a record that the function failed on every time: Lambda would put it into a queue. */
  readonly onDeadLetter: (error: unknown) => void;
  /** Told when the stream cannot be read; it is tried again. */
  readonly onError: (error: unknown) => void;
}

/**
 * What Lambda's event source mapping does for a table's stream, with one record a call: the filter,
 * records in order, the same record again when the function fails.
 */
export function startStreamSource(options: StreamSourceOptions): { stop(): Promise<void> } {
  const { filters, retries, handler, onDeadLetter, onError, ...stream } = options;
  return followStream({
    ...stream,
    onError,
    async onRecord(streamRecord) {
      const record = toLambdaRecord(streamRecord);
      if (filters.length > 0 && !filters.some((one) => matches(one, record))) return;
      for (let tries = 0; tries <= retries; tries += 1) {
        try {
          return void (await handler({ Records: [structuredClone(record)] }));
        } catch (error) {
          if (tries === retries) onDeadLetter(error);
        }
      }
    },
  });
}

/** As Lambda hands it over: times are epoch seconds. */
const toLambdaRecord = (record: StreamRecord): DynamoDBRecord => ({
  ...(record as DynamoDBRecord),
  dynamodb: {
    ...(record.dynamodb as NonNullable<DynamoDBRecord['dynamodb']>),
    ApproximateCreationDateTime:
      (record.dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0) / 1_000,
  },
});
