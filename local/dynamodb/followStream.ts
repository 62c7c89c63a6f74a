import { setTimeout } from 'node:timers/promises';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import { clientOptions } from './connect.js';

export type { StreamRecord };

interface FollowStreamOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly tableName: string;
  /** Called with each record in turn; the next one waits until it resolves. Must not reject. */
  readonly onRecord: (record: StreamRecord) => Promise<void>;
  /** Called when the stream cannot be read. The reader tries again until `stop`. */
  readonly onError: (error: unknown) => void;
}

/** How often Lambda polls a stream ("How Lambda processes records", four times a second). */
const POLL = 250; // ms
/** The pause after an error: DynamoDB restarts, or its tables are being made. */
const RETRY = 1_000; // ms

/**
 * Reads the stream of a table from its oldest record on, and then each new record, as an event
 * source mapping with TRIM_HORIZON does. The records of one item come in the order of its changes.
 * After an error it starts again at the oldest record, so a record may come twice.
 */
export function followStream(options: FollowStreamOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const following = (async () => {
    while (!signal.aborted) {
      try {
        await followOnce(options, signal);
      } catch (error) {
        if (!signal.aborted) options.onError(error);
      }
      await pause(RETRY, signal);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await following;
    },
  };
}

async function followOnce(options: FollowStreamOptions, signal: AbortSignal): Promise<void> {
  const table = new DynamoDBClient(clientOptions(options));
  const client = new DynamoDBStreamsClient(clientOptions(options));
  try {
    const { Table } = await table.send(new DescribeTableCommand({ TableName: options.tableName }), {
      abortSignal: signal,
    });
    if (!Table?.LatestStreamArn) throw new Error(`The table ${options.tableName} has no stream`);
    await readShards(client, Table.LatestStreamArn, options, signal);
  } finally {
    table.destroy();
    client.destroy();
  }
}

/** A shard is read after its parent has been read to the end. That keeps each item's order. */
async function readShards(
  client: DynamoDBStreamsClient,
  StreamArn: string,
  { onRecord }: FollowStreamOptions,
  signal: AbortSignal,
): Promise<void> {
  const finished = new Set<string>();
  const iterators = new Map<string, string>();
  let shards: readonly Shard[] = [];
  while (!signal.aborted) {
    // A replacing shard appears when the shard before it ends.
    if (iterators.size === 0) shards = await listShards(client, StreamArn, signal);
    const known = new Set(shards.map(({ ShardId }) => ShardId));
    const open = shards.filter(
      ({ ShardId, ParentShardId }) =>
        !finished.has(ShardId!) && !(known.has(ParentShardId) && !finished.has(ParentShardId!)),
    );
    let count = 0;
    for (const { ShardId } of open) {
      const id = ShardId!;
      const iterator = iterators.get(id) ?? (await firstIterator(client, StreamArn, id, signal));
      const { Records: records = [], NextShardIterator: next } = await client.send(
        new GetRecordsCommand({ ShardIterator: iterator }),
        { abortSignal: signal },
      );
      for (const record of records) {
        if (signal.aborted) return;
        await onRecord(record);
      }
      count += records.length;
      if (next) {
        iterators.set(id, next);
      } else {
        iterators.delete(id);
        finished.add(id);
        count += 1; // its children are read at once
      }
    }
    if (count === 0) await pause(POLL, signal);
  }
}

async function firstIterator(
  client: DynamoDBStreamsClient,
  StreamArn: string,
  ShardId: string,
  signal: AbortSignal,
): Promise<string> {
  const command = new GetShardIteratorCommand({
    StreamArn,
    ShardId,
    ShardIteratorType: 'TRIM_HORIZON',
  });
  const { ShardIterator } = await client.send(command, { abortSignal: signal });
  return ShardIterator!;
}

async function listShards(
  client: DynamoDBStreamsClient,
  StreamArn: string,
  signal: AbortSignal,
): Promise<Shard[]> {
  const shards: Shard[] = [];
  let from: string | undefined;
  do {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({ StreamArn, ExclusiveStartShardId: from }),
      { abortSignal: signal },
    );
    shards.push(...(StreamDescription?.Shards ?? []));
    from = StreamDescription?.LastEvaluatedShardId;
  } while (from);
  return shards;
}

/** Resolves early when the signal aborts. The timer keeps no process alive. */
const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  setTimeout(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
