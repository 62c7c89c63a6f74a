import { describe, expect, it } from 'vitest';
import { createTable } from '../../local/dynamodb/index.js';
import { silentLog } from '../../local/host/log.js';
import { openDynamoDB } from '../../local/host/openDynamoDB.js';
import { table } from '../../resolvers/table.js';
import { useWebServers } from '../support/webServer.js';

const servers = useWebServers();
const region = 'us-east-1';

/** A DynamoDB whose tables never become ACTIVE. `onLook` is called when a table is described. */
const slowDynamoDB = (onLook: () => void) =>
  servers.start((response, { headers }) => {
    const description = { TableStatus: 'CREATING' };
    if (headers['x-amz-target'] === 'DynamoDB_20120810.CreateTable') {
      return response.end(JSON.stringify({ TableDescription: description }));
    }
    onLook();
    response.end(JSON.stringify({ Table: description }));
  });

describe('A start that is given up while a table is made', () => {
  it('ends at once with the reason of its signal', async () => {
    const stopping = new AbortController();
    const reason = new Error('enough');
    const { url } = await slowDynamoDB(() => stopping.abort(reason));
    const opening = openDynamoDB({
      endpoint: url,
      region,
      createTables: (client) => createTable(client, 'messages', table),
      log: silentLog(),
      signal: stopping.signal,
    });
    await expect(opening).rejects.toBe(reason);
  });
});
