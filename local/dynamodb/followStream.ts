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

export interface FollowStreamOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly tableName: string;
  /** Called with one record after the other; the next one waits until it resolves. Must not reject. */
  readonly onRecord: (record: StreamRecord) => Promise<void>;
  /** Told when the stream cannot be read; it is tried again until `stop`. */
  readonly onError: (error: unknown) => void;
}

/** As often as Lambda asks a stream ("How Lambda processes records", four times a second). */
const POLL = 250; // ms
/** After an error: DynamoDB is away, or its tables are being made. */
const RETRY = 1_000; // ms

/**
 * Reads the stream of a table from its oldest record on, and goes on with what comes, as an event
 * source mapping with TRIM_HORIZON does. An item's records come in the order of its changes. After an
 * error it begins at the oldest record again, so a record may come twice.
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

/** A shard is read when its parent has been read to its end: that keeps each item's order. */
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
    // A shard that takes the place of another one comes when that one ends.
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

/** Ends early, and in order, when the signal aborts. The timer keeps no process alive. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(end, milliseconds);
    timer.unref();
    signal.addEventListener('abort', end, { once: true });
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}
