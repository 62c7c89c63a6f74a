import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { chooseEngine, connect, type Engine } from '../../local/dynamodb/index.js';
import type { BenchmarkContext } from './benchmark.js';
import { type GraphQLClient, graphqlClient } from './graphqlClient.js';
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
