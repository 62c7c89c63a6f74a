import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Item = Record<string, { readonly S?: string }>;

interface Operation {
  readonly TableName: string;
  readonly Item?: Item;
  readonly Key?: Item;
}

/** An item that a transaction wrote and that reads do not show yet. */
interface HiddenItem {
  readonly key: string;
  /** As it was before the transaction; undefined where there was none. */
  readonly before: Item | undefined;
}

export interface LateProxyOptions {
  /** The real DynamoDB. */
  readonly endpoint: string;
  /** The names of the key attributes of its tables. */
  readonly keyNames?: readonly string[];
}

export interface LateProxy {
  /** The DynamoDB of the host under test: `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  /** While true, the items of each committed transaction stay hidden until they are shown. */
  hiding: boolean;
  /** How many committed items are hidden. */
  readonly hidden: number;
  /** Shows one hidden item: the oldest is 0. */
  show(index?: number): void;
  showAll(): void;
  stop(): Promise<void>;
}

/**
 * A DynamoDB that shows the items of a committed transaction one by one, late and in any order, to
 * Query, Scan and BatchGetItem: reads that are not transactions may see only a part of a transaction
 * that is being committed (DynamoDB Developer Guide, "transaction isolation", read-committed). The
 * transaction itself, and every condition, sees the table as it is.
 */
export async function startLateProxy({
  endpoint,
  keyNames = ['pk', 'sk'],
}: LateProxyOptions): Promise<LateProxy> {
  const hidden: HiddenItem[] = [];
  const state = { hiding: false };
  const keyOf = (table: string, item: Item) =>
    JSON.stringify([table, ...keyNames.map((name) => item[name]?.S)]);

  const itemsBefore = async (operations: readonly Operation[], headers: Headers) => {
    const found: HiddenItem[] = [];
    for (const { TableName, Item: put, Key = put } of operations) {
      if (!Key) continue;
      const key = Object.fromEntries(keyNames.map((name) => [name, Key[name]]));
      const { body } = await send(endpoint, headers, 'GetItem', {
        TableName,
        Key: key,
        ConsistentRead: true,
      });
      const before = (JSON.parse(body) as { Item?: Item }).Item;
      found.push({ key: keyOf(TableName, Key), before });
    }
    return found;
  };

  /** The items of one read as they were before what is hidden. */
  const withoutHidden = (table: string, items: readonly Item[]): Item[] =>
    items.flatMap((item) => {
      const late = hidden.find(({ key }) => key === keyOf(table, item));
      if (!late) return [item];
      return late.before ? [late.before] : [];
    });

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const text = await bodyOf(request);
    const [, operation = ''] = String(request.headers['x-amz-target']).split('.');
    const headers = headersOf(request);
    const input = JSON.parse(text || '{}') as Record<string, unknown>;
    if (operation === 'TransactWriteItems' && state.hiding) {
      const operations = (input['TransactItems'] as Record<string, Operation>[]).flatMap((one) =>
        Object.entries(one).flatMap(([kind, what]) => (kind === 'ConditionCheck' ? [] : [what])),
      );
      const before = await itemsBefore(operations, headers);
      const done = await send(endpoint, headers, operation, input);
      if (done.status === 200) {
        // An item that is hidden already keeps what it showed until now.
        hidden.push(...before.filter(({ key }) => !hidden.some((one) => one.key === key)));
      }
      return done;
    }
    const done = await send(endpoint, headers, operation, input);
    if (hidden.length === 0 || done.status !== 200) return done;
    const output = JSON.parse(done.body) as { Items?: Item[]; Responses?: Record<string, Item[]> };
    if (operation === 'Query' || operation === 'Scan') {
      const items = withoutHidden(String(input['TableName']), output.Items ?? []);
      return { ...done, body: JSON.stringify({ ...output, Items: items, Count: items.length }) };
    }
    if (operation === 'BatchGetItem') {
      const responses = Object.entries(output.Responses ?? {}).map(
        ([table, items]) => [table, withoutHidden(table, items)] as const,
      );
      return {
        ...done,
        body: JSON.stringify({ ...output, Responses: Object.fromEntries(responses) }),
      };
    }
    return done;
  };

  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, body }) =>
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body),
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get hiding() {
      return state.hiding;
    },
    set hiding(hiding) {
      state.hiding = hiding;
    },
    get hidden() {
      return hidden.length;
    },
    show: (index = 0) => void hidden.splice(index, 1),
    showAll: () => void hidden.splice(0),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function send(
  endpoint: string,
  headers: Headers,
  operation: string,
  input: object,
): Promise<Answer> {
  headers.set('x-amz-target', `DynamoDB_20120810.${operation}`);
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
  return { status: response.status, body: await response.text() };
}

/** Headers of one connection, and a length that no longer holds. A local engine checks no signature. */
const OF_THE_HOP = ['host', 'connection', 'content-length', 'transfer-encoding'];

const headersOf = (request: IncomingMessage) =>
  new Headers(
    Object.entries(request.headers).filter(([name]) => !OF_THE_HOP.includes(name)) as [
      string,
      string,
    ][],
  );

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
