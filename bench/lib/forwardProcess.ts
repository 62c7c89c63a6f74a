/**
 * A bare HTTP server in a process of its own that hands each body to DynamoDB: the least that a
 * server in between takes. Arguments: the endpoint and the region; the path is the operation.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createWire } from '../../local/dynamodb/index.js';

const [, , endpoint = '', region = ''] = process.argv;
const wire = createWire({ endpoint, region });
const server = createServer((request, response) => {
  void text(request)
    .then((body) => wire.send(request.url!.slice(1) as never, JSON.parse(body) as never))
    .then((answer) => response.end(JSON.stringify({ data: answer })));
});
server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
