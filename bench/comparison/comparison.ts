import { fileURLToPath } from 'node:url';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Message } from '../../generated/schema.js';
import { operations } from '../../test/support/operations.js';
import type { BenchmarkContext } from '../lib/benchmark.js';
import { answer, openSetting, type Person } from '../lib/setting.js';
import { type PeerName, type PeerSettings, type Server, startPeer } from './peerServer.js';

export type Kind = 'host' | PeerName;

export interface Contestant {
  readonly kind: Kind;
  readonly server: Server;
}

/** The servers, with one schema and one table, and three people whose tokens all of them receive. */
export interface Comparison {
  readonly contestants: readonly Contestant[];
  readonly ada: Person;
  readonly bert: Person;
  /** Existing conversations; the first has more than a page of messages. */
  readonly adaBert: string;
  readonly adaCarl: string;
  readonly dynamodb: DynamoDBClient;
  readonly tableName: string;
  /** Another server of this kind. The caller may break it and must stop it. */
  start(kind: Kind, more?: Pick<PeerSettings, 'transactions' | 'bundle'>): Promise<Server>;
}

/** @param localServer where appsync-local-server is checked out and built; left out: without it */
export const openComparison = async (
  context: BenchmarkContext,
  localServer: string | undefined,
): Promise<Comparison> => {
  const { host, endpoint, tableName, dynamodb, newPerson } = await openSetting(context);
  const [ada, bert] = [await newPerson('ada'), await newPerson('bert')];
  await newPerson('carl');
  const send = async (recipientHandle: string): Promise<string> => {
    const input = { recipientHandle, message: 'The small train goes at 9:40. '.repeat(6) };
    const data = await ada.ask<{ createMessage: Message }>(operations.createMessage, { input });
    return data.createMessage.messageGroupUuid;
  };
  const adaCarl = await send('carl');
  let adaBert = '';
  for (let sent = 0; sent < 40; sent += 1) {
    adaBert = await send('bert');
    if (sent === 0) await answer(bert, adaBert);
  }

  const { iss: issuer } = JSON.parse(
    Buffer.from(ada.accessToken.split('.')[1]!, 'base64url').toString(),
  ) as { iss: string };
  const settings: PeerSettings = {
    endpoint,
    tableName,
    schema: fileURLToPath(new URL('../../schema.graphql', import.meta.url)),
    issuer,
    checkout: localServer,
    jwksUrl: `${host.url}/cognito/${issuer.split('/').at(-1)!}/.well-known/jwks.json`,
  };
  const ours = (url: string, stop: () => Promise<void>): Server => ({
    name: 'this host',
    url,
    dialect: 'appsync-protocol',
    ended: new Promise(() => {}),
    stop,
  });
  const start: Comparison['start'] = async (kind, more) => {
    if (kind === 'host') return ours(host.url, () => Promise.resolve());
    const server = await startPeer(kind, { ...settings, ...more });
    context.cleanUp(() => server.stop());
    return server;
  };
  const contestants: Contestant[] = [];
  const kinds = [
    'host',
    'simulator',
    ...(localServer ? (['localServer'] as const) : []),
    'yoga',
  ] as const;
  for (const kind of kinds) {
    contestants.push({ kind, server: await start(kind) });
  }
  return { contestants, ada, bert, adaBert, adaCarl, dynamodb, tableName, start };
};
