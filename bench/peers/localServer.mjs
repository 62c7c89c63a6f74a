/**
 * appsync-local-server, from a built checkout of it (`settings.checkout`): the API's schema and, in
 * APPSYNC_JS as it evaluates it, the resolvers that the comparison asks. It gives a resolver the answer of
 * the SDK in `ctx.prev.result`, where AppSync has items in `ctx.result`. Values go out as they are:
 * what `util.dynamodb.toMapValues` makes of them it would write as maps. Its `util.autoUlid` makes no
 * ULID, so the resolver has one of a package.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { definitions, serveParent, settings } from './lib.mjs';

const from = (file) => import(pathToFileURL(join(settings.checkout, 'dist', 'src', file)));

// It listens on every interface, has no option for that, and does not say on which port.
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function ({ port }) {
  this.once('listening', () => serveParent(this.address().port));
  // It takes a token behind `Bearer` only; AppSync takes both.
  this.prependListener('request', ({ headers }) => {
    const { authorization } = headers;
    if (authorization) headers.authorization = `Bearer ${authorization}`;
  });
  return listen.call(this, port, '127.0.0.1');
};

const toMessage = `import { util } from '@aws-appsync/utils';
import { ulid } from '${import.meta.resolve('ulid')}';
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeOf = (uuid) => uuid.slice(0, 10).split('').reduce((ms, one) => ms * 32 + digits.indexOf(one), 0);
const toMessage = (group, { sk, ...item }) => ({
  ...item,
  uuid: sk,
  messageGroupUuid: group,
  recipientUuid: group.split('_').find((uuid) => uuid !== item.userUuid),
  createdAt: util.time.epochMilliSecondsToISO8601(timeOf(sk)),
});
`;
const messages = `${toMessage}
export const request = ({ arguments: { messageGroupUuid, limit, nextToken } }) => ({
  operation: 'Query',
  query: { expression: 'pk = :pk', expressionValues: { ':pk': 'MSG#' + messageGroupUuid } },
  scanIndexForward: false,
  limit,
  nextToken,
});
export const response = (ctx) => ({
  items: ctx.prev.result.Items.map((item) => toMessage(ctx.arguments.messageGroupUuid, item)),
});
`;
const put = `{ operation: 'PutItem', key, attributeValues }`;
/** As AppSync's reference writes it. */
const transaction = `{
  operation: 'TransactWriteItems',
  transactItems: [{ table: '${settings.tableName}', operation: 'PutItem', key, attributeValues }],
}`;
const createMessage = `${toMessage}
export const request = ({ stash, identity, arguments: { input } }) => {
  const key = { pk: 'MSG#' + input.messageGroupUuid, sk: ulid() };
  const { sub: userUuid, claims } = identity;
  const { display_name: displayName, handle } = claims;
  const attributeValues = { userUuid, displayName, handle, message: input.message };
  stash.item = { ...key, ...attributeValues };
  return ${settings.transactions ? transaction : put};
};
export const response = ({ stash, arguments: { input } }) =>
  toMessage(input.messageGroupUuid, stash.item);
`;

const folder = mkdtempSync(join(tmpdir(), 'peer-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const write = (name, text) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const resolver = (type, field, text) => ({
  type,
  field,
  kind: 'Unit',
  dataSource: 'table',
  file: write(`${field}.mjs`, text),
});

const schema = `${definitions}
${readFileSync(settings.schema, 'utf8')}`;
await from('loader-hooks.js');
const { startServer } = await from('server.js');
await startServer({
  port: 0,
  schema: write('schema.graphql', schema),
  apiConfig: { auth: [{ type: 'AMAZON_COGNITO_USER_POOLS', userPoolId: 'local' }] },
  dataSources: [
    {
      type: 'DYNAMODB',
      name: 'table',
      config: {
        tableName: settings.tableName,
        region: 'us-east-1',
        endpoint: settings.endpoint,
        accessKeyId: 'local',
        secretAccessKey: 'local',
      },
    },
  ],
  resolvers: [
    resolver('Query', 'messages', messages),
    resolver('Mutation', 'createMessage', createMessage),
    ...(settings.bundle ? [resolver('Query', 'me', settings.bundle)] : []),
  ],
  configPath: join(folder, 'appsync-config.json'),
});
