/**
 * A pool in a process of its own, to be killed: `<data directory>`; says its address when it listens.
 */
import Fastify from 'fastify';
import { createCognito } from '../../local/cognito/cognito.js';

const [dataDirectory] = process.argv.slice(2);
const log = { info: () => undefined, error: () => undefined };
const cognito = await createCognito({ dataDirectory, log });
const app = Fastify();
await app.register(cognito.plugin, { prefix: '/cognito' });
const address = await app.listen({ host: '127.0.0.1', port: 0 });
console.log(JSON.stringify({ endpoint: `${address}/cognito`, client: cognito.userPoolClientId }));
