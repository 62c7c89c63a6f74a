import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { chooseEngine, connect, type Engine } from '../../local/dynamodb/index.js';
import type { BenchmarkContext } from './benchmark.js';
import { type GraphQLClient, graphqlClient } from './graphqlClient.js';
import { operations } from '../../test/support/operations.js';
import type { Message } from '../../generated/schema.js';
import type { RemotePerson } from './hostProcess.js';
import { type RemoteHost, startRemoteHost } from './remoteHost.js';

export interface Person extends RemotePerson, GraphQLClient {}

/** A DynamoDB, a host on it in a process of its own, and the table between them. */
export interface Setting {
  readonly host: RemoteHost;
  readonly endpoint: string;
  readonly tableName: string;
  /** Speaks to DynamoDB itself, past the host. */
  readonly dynamodb: DynamoDBClient;
  newPerson(handle: string): Promise<Person>;
}

/** Everything ends with the benchmark. */
export const openSetting = async (
  context: BenchmarkContext,
  engine: Engine = chooseEngine().engine,
): Promise<Setting> => {
  const local = await engine.start({});
  context.cleanUp(() => local.stop());
  const { endpoint } = local;
  const tableName = 'benchmark';
  const host = await startRemoteHost({ dynamodbEndpoint: endpoint, tableName });
  context.cleanUp(() => host.stop());
  const dynamodb = connect({ endpoint, region: 'us-east-1' });
  context.cleanUp(() => dynamodb.destroy());
  return {
    host,
    endpoint,
    tableName,
    dynamodb,
    newPerson: async (handle) => {
      const person = await host.ask('person', handle);
      const headers = { authorization: person.accessToken };
      const client = graphqlClient(`${host.url}/graphql`, headers);
      context.cleanUp(() => client.close());
      return { ...person, ...client };
    },
  };
};

/**
 * The second person answers the first: then each may send as often as they like. A stranger may send
 * five messages.
 */
export const answer = async (person: Person, messageGroupUuid: string): Promise<Message> => {
  const input = { messageGroupUuid, message: 'An answer accepts.' };
  const { createMessage } = await person.ask<{ createMessage: Message }>(operations.createMessage, {
    input,
  });
  return createMessage;
};

/** Lets two people write to each other. Resolves with their conversation's id. */
export const acquaint = async (one: Person, other: Person, handle: string): Promise<string> => {
  const input = { recipientHandle: handle, message: 'Hello' };
  const { createMessage } = await one.ask<{ createMessage: Message }>(operations.createMessage, {
    input,
  });
  await answer(other, createMessage.messageGroupUuid);
  return createMessage.messageGroupUuid;
};
