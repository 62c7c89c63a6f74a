import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { messageGroupKey, messageKey } from '../../resolvers/lib/keys.js';
import { bundleDirectories } from '../../lib/bundle.js';
import type { Comparison, Contestant } from './comparison.js';
import { errorLine } from './peerServer.js';
import { openSocket, subscribe } from './subscription.js';

/** The result of a try. */
export interface Finding {
  readonly can: boolean;
  /** What the try showed, in a few words. */
  readonly seen: string;
}

export interface Capability {
  readonly name: string;
  try(contestant: Contestant, comparison: Comparison): Promise<Finding>;
}

const REQUIRED =
  'uuid messageGroupUuid userUuid displayName handle recipientUuid message createdAt';
const CREATE = `mutation ($input: CreateMessageInput!) { createMessage(input: $input) { ${REQUIRED} } }`;
const SUBSCRIBE = `subscription ($group: ID) {
  onCreateMessage(messageGroupUuid: $group) { ${REQUIRED} }
}`;
const LIST = `query ($group: ID!) { messages(messageGroupUuid: $group, limit: 1) { items { uuid } } }`;

interface Answer {
  readonly status: number;
  readonly data?: Record<string, Record<string, unknown> | null> | null;
  readonly errors?: { message: string; errorType?: string }[];
  readonly errorMessage?: string;
}

export const ask = async (
  url: string,
  token: string,
  query: string,
  variables: object,
): Promise<Answer> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return { status: response.status, ...(JSON.parse(text) as object) };
};

/** Sends a query that every server must answer; throws if it does not. */
const get = async (url: string, token: string, query: string, variables: object): Promise<void> => {
  const answer = await ask(url, token, query, variables);
  if (answer.errors || answer.errorMessage) throw new Error(`${url}: ${words(answer)}`);
};

const words = ({ errors, errorMessage, status }: Answer): string =>
  errors?.[0]?.message ?? errorMessage ?? `HTTP ${status}`;

export const sentence = (error: unknown): string =>
  error instanceof Error ? (errorLine(error.message).split('\n')[0] ?? '') : String(error);

const jsResolvers: Capability = {
  name: 'evaluates the APPSYNC_JS bundles that are deployed',
  async try({ kind, server }, comparison) {
    const file = join(bundleDirectories.resolvers, 'getMe.js');
    if (kind === 'host') {
      const { data } = await ask(server.url, comparison.ada.accessToken, '{ me { handle } }', {});
      return { can: data?.me?.handle === 'ada', seen: 'me answers by its bundle' };
    }
    if (kind === 'yoga') {
      const { request } = (await import(file)) as { request(context: object): unknown };
      try {
        request({ identity: { sub: comparison.ada.uuid } });
        return { can: true, seen: 'ran as a plain module' };
      } catch (error) {
        return { can: false, seen: `as a plain module: ${sentence(error)}` };
      }
    }
    try {
      const started = await comparison.start(kind, { bundle: readFileSync(file, 'utf8') });
      const { data, ...rest } = await ask(
        started.url,
        comparison.ada.accessToken,
        '{ me { handle } }',
        {},
      );
      await started.stop();
      return { can: data?.me?.handle === 'ada', seen: words(rest) };
    } catch (error) {
      return { can: false, seen: sentence(error) };
    }
  },
};

const transactions: Capability = {
  name: 'writes message and both rows in one transaction',
  async try({ kind }, comparison) {
    const { ada, bert, adaBert, dynamodb, tableName } = comparison;
    const server = await comparison.start(kind, { transactions: true });
    const input = { message: 'All or nothing', messageGroupUuid: adaBert };
    const answer = await ask(server.url, ada.accessToken, CREATE, { input });
    await server.stop();
    const uuid = answer.data?.createMessage?.uuid;
    if (typeof uuid !== 'string') return { can: false, seen: words(answer) };
    const keys = [
      messageKey(adaBert, uuid),
      messageGroupKey(ada.uuid, adaBert),
      messageGroupKey(bert.uuid, adaBert),
    ];
    const items = await Promise.all(
      keys.map(async ({ pk, sk }) => {
        const Key = { pk: { S: pk }, sk: { S: sk } };
        const command = new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true });
        return (await dynamodb.send(command)).Item;
      }),
    );
    const [message, ...rows] = items;
    const can = !!message && rows.every((row) => row?.lastMessageUuid?.S === uuid);
    return { can, seen: can ? 'message and both rows are there' : 'not all three are there' };
  },
};

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const verifiedTokens: Capability = {
  name: 'verifies tokens: refuses forged and expired ones',
  async try({ server }, { ada, adaBert }) {
    const [, payload = ''] = ada.accessToken.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const signature = ada.accessToken.split('.')[2]!;
    const header = { alg: 'RS256', typ: 'JWT' };
    const forgeries = {
      'alg none': `${part({ alg: 'none' })}.${payload}.forged`,
      'wrong signature': `${part(header)}.${part({ ...claims, jti: 'other' })}.${signature}`,
      expired: `${part(header)}.${part({ ...claims, exp: 1 })}.${signature}`,
    };
    const accepted: string[] = [];
    for (const [name, token] of Object.entries(forgeries)) {
      const { data } = await ask(server.url, token, LIST, { group: adaBert });
      if (data?.messages) accepted.push(name);
    }
    const good = await ask(server.url, ada.accessToken, LIST, { group: adaBert });
    if (!good.data?.messages)
      throw new Error(`${server.name} refuses a good token: ${words(good)}`);
    return accepted.length > 0
      ? { can: false, seen: `accepted: ${accepted.join(', ')}` }
      : { can: true, seen: 'all refused, the good one accepted' };
  },
};

const subscriptionArguments: Capability = {
  name: 'subscription arguments narrow what is pushed',
  async try({ server }, { ada, adaBert, adaCarl }) {
    const { socket, next } = await subscribe(server, ada.accessToken, SUBSCRIBE, {
      group: adaBert,
    });
    for (const messageGroupUuid of [adaCarl, adaBert]) {
      const input = { message: 'To one of two', messageGroupUuid };
      await get(server.url, ada.accessToken, CREATE, { input });
    }
    const { data } = await next();
    socket.terminate();
    const can = data?.onCreateMessage?.messageGroupUuid === adaBert;
    return { can, seen: can ? 'only what was asked for came' : 'another conversation came too' };
  },
};

const selectionSet: Capability = {
  name: "pushes no more than the mutation's selection",
  async try({ kind, server }, { ada, adaBert }) {
    // Our API rejects a mutation that selects less than its subscribers need; this field is extra.
    const [field, selection, recipient] =
      kind === 'host'
        ? (['recipientDisplayName', REQUIRED, { recipientHandle: 'bert' }] as const)
        : (['displayName', 'uuid messageGroupUuid', { messageGroupUuid: adaBert }] as const);
    const query = `subscription { onCreateMessage { uuid ${field} } }`;
    const { socket, next } = await subscribe(server, ada.accessToken, query);
    const seen: unknown[] = [];
    for (const selected of [selection, `${selection} ${field}`]) {
      const mutation = `mutation ($input: CreateMessageInput!) {
        createMessage(input: $input) { ${selected} }
      }`;
      await get(server.url, ada.accessToken, mutation, { input: { message: 'Hi', ...recipient } });
      const { data } = await next();
      seen.push(data?.onCreateMessage?.[field] ?? null);
    }
    socket.terminate();
    if (seen[1] === null) throw new Error(`${server.name} pushed no ${field} although selected`);
    return seen[0] === null
      ? { can: true, seen: 'a field that was not selected came as null' }
      : { can: false, seen: 'a field that was not selected came' };
  },
};

const amplifyHandshake: Capability = {
  name: "takes today's Amplify handshake",
  async try({ server }, { ada }) {
    try {
      (await openSocket(server, ada.accessToken, 'appsync-protocol')).terminate();
      return { can: true, seen: 'connection_ack' };
    } catch (error) {
      return { can: false, seen: sentence(error) };
    }
  },
};

const malformedFrame: Capability = {
  name: 'survives a malformed frame',
  async try({ kind }, comparison) {
    const { ada, adaBert } = comparison;
    const server = await comparison.start(kind);
    const socket = await openSocket(server, ada.accessToken, server.dialect);
    socket.on('error', () => {});
    const reacted = Promise.race([once(socket, 'message'), once(socket, 'close')]);
    socket.send('{not json');
    await reacted;
    socket.terminate();
    try {
      const { data } = await ask(server.url, ada.accessToken, LIST, { group: adaBert });
      return { can: !!data?.messages, seen: 'answers as before' };
    } catch {
      return { can: false, seen: `the process ended: ${sentence(new Error(await server.ended))}` };
    } finally {
      await server.stop();
    }
  },
};

export const capabilities: readonly Capability[] = [
  jsResolvers,
  transactions,
  verifiedTokens,
  subscriptionArguments,
  selectionSet,
  amplifyHandshake,
  malformedFrame,
];
