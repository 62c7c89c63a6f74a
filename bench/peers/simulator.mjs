/**
 * @aws-amplify/amplify-appsync-simulator with the API's schema and, in VTL, the part of its resolvers
 * that the simulator supports. It has no transactions, so `createMessage` puts the message and no
 * rows, unless the comparison asks for a try.
 */
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { createRequire } from 'node:module';
import { serveParent, settings } from './lib.mjs';

// It listens on every interface and has no option for that.
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (port, ...rest) {
  return listen.call(this, port, ...(typeof port === 'number' ? ['127.0.0.1'] : []), ...rest);
};

const { AmplifyAppSyncSimulator } = createRequire(import.meta.url)(
  '@aws-amplify/amplify-appsync-simulator',
);

const fields = (id) => `
  #set($ms = 0)
  #foreach($digit in [0..9])
    #set($next = $digit + 1)
    #set($ms = $ms * 32 + $digits.indexOf(${id}.substring($digit, $next)))
  #end
  #set($members = $ctx.args.group.split("_"))
`;

const message = (id, userUuid, displayName, handle, text, group) => `{
  "uuid": $util.toJson(${id}),
  "messageGroupUuid": $util.toJson(${group}),
  "userUuid": $util.toJson(${userUuid}),
  "displayName": $util.toJson(${displayName}),
  "handle": $util.toJson(${handle}),
  "recipientUuid": #if($members[0] == ${userUuid}) $util.toJson($members[1]) #else $util.toJson($members[0]) #end,
  "message": $util.toJson(${text}),
  "createdAt": $util.toJson($util.time.epochMilliSecondsToISO8601($ms))
}`;

const decode = (id, group) => fields(id).replace('$ctx.args.group', group);
const digits = '#set($digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ")';

const listMessages = {
  kind: 'UNIT',
  typeName: 'Query',
  fieldName: 'messages',
  dataSourceName: 'table',
  requestMappingTemplate: `{
    "version": "2018-05-29",
    "operation": "Query",
    "query": {
      "expression": "pk = :pk",
      "expressionValues": { ":pk": $util.dynamodb.toDynamoDBJson("MSG#$ctx.args.messageGroupUuid") }
    },
    "scanIndexForward": false,
    "limit": $ctx.args.limit,
    "nextToken": $util.toJson($ctx.args.nextToken)
  }`,
  responseMappingTemplate: `${digits}{ "items": [ #foreach($item in $ctx.result.items)
    ${decode('$item.sk', '$ctx.args.messageGroupUuid')}
    ${message('$item.sk', '$item.userUuid', '$item.displayName', '$item.handle', '$item.message', '$ctx.args.messageGroupUuid')}
    #if($foreach.hasNext),#end #end ], "nextToken": $util.toJson($ctx.result.nextToken) }`,
};

const attributes = `{
  "userUuid": $util.dynamodb.toDynamoDBJson($ctx.identity.sub),
  "displayName": $util.dynamodb.toDynamoDBJson($ctx.identity.claims.display_name),
  "handle": $util.dynamodb.toDynamoDBJson($ctx.identity.claims.handle),
  "message": $util.dynamodb.toDynamoDBJson($ctx.args.input.message)
}`;
const key = (partition, sort) => `{
  "pk": $util.dynamodb.toDynamoDBJson("${partition}"),
  "sk": $util.dynamodb.toDynamoDBJson(${sort})
}`;
const messageKey = key('MSG#$ctx.args.input.messageGroupUuid', '$id');

const put = `#set($id = $util.autoUlid()){
  "version": "2018-05-29",
  "operation": "PutItem",
  "key": ${messageKey},
  "attributeValues": ${attributes}
}`;
const transaction = `#set($id = $util.autoUlid()){
  "version": "2018-05-29",
  "operation": "TransactWriteItems",
  "transactItems": [
    { "table": "${settings.tableName}", "operation": "PutItem", "key": ${messageKey},
      "attributeValues": ${attributes} },
    { "table": "${settings.tableName}", "operation": "PutItem",
      "key": ${key('GRP#$ctx.identity.sub', '$ctx.args.input.messageGroupUuid')},
      "attributeValues": { "lastMessageUuid": $util.dynamodb.toDynamoDBJson($id) } }
  ]
}`;
const createMessage = {
  kind: 'UNIT',
  typeName: 'Mutation',
  fieldName: 'createMessage',
  dataSourceName: 'table',
  requestMappingTemplate: settings.transactions ? transaction : put,
  responseMappingTemplate: `#if($ctx.error) $util.error($ctx.error.message, $ctx.error.type) #end
    ${digits}${decode('$ctx.result.sk', '$ctx.args.input.messageGroupUuid')}
    ${message('$ctx.result.sk', '$ctx.result.userUuid', '$ctx.result.displayName', '$ctx.result.handle', '$ctx.result.message', '$ctx.args.input.messageGroupUuid')}`,
};

const onCreateMessage = {
  kind: 'UNIT',
  typeName: 'Subscription',
  fieldName: 'onCreateMessage',
  dataSourceName: 'none',
  requestMappingTemplate: '{ "version": "2018-05-29", "payload": {} }',
  responseMappingTemplate: 'null',
};

/** An APPSYNC_JS resolver, as CloudFormation writes it. */
const me = {
  kind: 'UNIT',
  typeName: 'Query',
  fieldName: 'me',
  dataSourceName: 'table',
  runtime: { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' },
  code: settings.bundle,
};

const userPools = {
  authenticationType: 'AMAZON_COGNITO_USER_POOLS',
  cognitoUserPoolConfig: {},
};
const simulator = new AmplifyAppSyncSimulator({ port: 0 });
simulator.init({
  schema: { content: readFileSync(settings.schema, 'utf8') },
  resolvers: [listMessages, createMessage, onCreateMessage, ...(settings.bundle ? [me] : [])],
  functions: [],
  mappingTemplates: [],
  dataSources: [
    {
      name: 'table',
      type: 'AMAZON_DYNAMODB',
      config: {
        endpoint: settings.endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
        tableName: settings.tableName,
      },
    },
    { name: 'none', type: 'NONE' },
  ],
  appSync: {
    name: 'messages',
    defaultAuthenticationType: userPools,
    additionalAuthenticationProviders: [],
  },
});
await simulator.start();
serveParent(Number(new URL(simulator.localhostUrl).port));
