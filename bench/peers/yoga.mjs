/**
 * The same API as a developer would write it with graphql-yoga and graphql-ws: the schema, and
 * hand-written resolvers that use the SDK on the same table and verify tokens of the same pool.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { DynamoDBClient, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { useServer } from 'graphql-ws/use/ws';
import { createPubSub, createSchema, createYoga, filter, pipe } from 'graphql-yoga';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { decodeTime, monotonicFactory } from 'ulid';
import { WebSocketServer } from 'ws';
import { definitions, serveParent, settings } from './lib.mjs';

const { tableName: TableName, issuer, jwksUrl, endpoint } = settings;
const keys = createRemoteJWKSet(new URL(jwksUrl));
const dynamodb = new DynamoDBClient({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const pubSub = createPubSub();
const nextUuid = monotonicFactory();

const callerOf = async (token) => {
  const { payload } = await jwtVerify(token ?? '', keys, { issuer, algorithms: ['RS256'] });
  if (payload.token_use !== 'access') throw new Error('Not an access token');
  return { sub: payload.sub, handle: payload.handle, displayName: payload.display_name };
};

const checkMember = (group, { sub }) => {
  if (!group.split('_').includes(sub)) throw new Error('You are not in this conversation');
};

const toMessage = (group, item) => ({
  uuid: item.sk.S,
  messageGroupUuid: group,
  userUuid: item.userUuid.S,
  displayName: item.displayName.S,
  handle: item.handle.S,
  recipientUuid: group.split('_').find((uuid) => uuid !== item.userUuid.S),
  message: item.message.S,
  createdAt: new Date(decodeTime(item.sk.S)).toISOString(),
});

const updateRow = (user, group, uuid, message, more = '') => ({
  Update: {
    TableName,
    Key: { pk: { S: `GRP#${user}` }, sk: { S: group } },
    UpdateExpression: `SET lastMessage = :preview, lastMessageUuid = :uuid${more}`,
    ConditionExpression: 'lastMessageUuid < :uuid',
    ExpressionAttributeValues: {
      ':preview': { S: message.slice(0, 120) },
      ':uuid': { S: uuid },
      ...(more && { ':one': { N: '1' } }),
    },
  },
});

const resolvers = {
  Query: {
    messages: async (_, { messageGroupUuid: group, limit, nextToken }, { caller }) => {
      checkMember(group, caller);
      const { Items, LastEvaluatedKey } = await dynamodb.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: `MSG#${group}` } },
          ScanIndexForward: false,
          Limit: limit,
          ExclusiveStartKey: nextToken && JSON.parse(nextToken),
        }),
      );
      return {
        items: Items.map((item) => toMessage(group, item)),
        nextToken: LastEvaluatedKey && JSON.stringify(LastEvaluatedKey),
      };
    },
  },
  Mutation: {
    createMessage: async (_, { input }, { caller }) => {
      const { message, messageGroupUuid: group } = input;
      checkMember(group, caller);
      const uuid = nextUuid();
      const other = group.split('_').find((one) => one !== caller.sub);
      const Item = {
        pk: { S: `MSG#${group}` },
        sk: { S: uuid },
        userUuid: { S: caller.sub },
        displayName: { S: caller.displayName },
        handle: { S: caller.handle },
        message: { S: message },
      };
      await dynamodb.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName, Item } },
            updateRow(caller.sub, group, uuid, message),
            updateRow(other, group, uuid, message, ' ADD unreadCount :one'),
          ],
        }),
      );
      const created = toMessage(group, Item);
      pubSub.publish('message', created);
      return created;
    },
  },
  Subscription: {
    onCreateMessage: {
      subscribe: (_, { messageGroupUuid }, { caller }) =>
        pipe(
          pubSub.subscribe('message'),
          filter(
            (message) =>
              [message.userUuid, message.recipientUuid].includes(caller.sub) &&
              (!messageGroupUuid || message.messageGroupUuid === messageGroupUuid),
          ),
        ),
      resolve: (message) => message,
    },
  },
};

const schema = createSchema({
  typeDefs: [definitions, readFileSync(settings.schema, 'utf8')],
  resolvers,
});
const yoga = createYoga({
  schema,
  logging: false,
  maskedErrors: false,
  graphiql: false,
  context: async ({ request, caller }) => ({
    caller: caller ?? (await callerOf(request.headers.get('authorization'))),
  }),
});
const server = createServer(yoga);
useServer(
  {
    schema,
    context: async ({ connectionParams }) => ({
      caller: await callerOf(connectionParams?.authorization),
    }),
  },
  new WebSocketServer({ server, path: '/graphql/realtime' }),
);
server.listen(0, '127.0.0.1', () => serveParent(server.address().port));
