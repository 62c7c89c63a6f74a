import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';

const NOT_BUILT = 'The web client is not built. Run: npm run build:client\n';

/**
 * Headers that a `<meta>` tag cannot set, or sets less well: other sites may not frame the pages
 * (CSP Level 3, 3.3), a file counts only as its declared type, and a linked site does not learn a
 * conversation's address.
 */
const SECURITY_HEADERS = {
  'content-security-policy': "frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/**
 * The built web client at `/` and the explorer at `/graphiql`. The client's own paths
 * (`/messages/…`) get its page; any other missing file is a 404.
 *
 * @param directory where `npm run build:client` writes; if it is missing, the pages say so
 */
export const webClient =
  (directory: string): FastifyPluginAsync =>
  async (app) => {
    app.addHook('onRequest', async (_request, reply) => void reply.headers(SECURITY_HEADERS));
    if (!existsSync(join(directory, 'index.html'))) {
      app.get('/*', (_request, reply) => reply.code(503).type('text/plain').send(NOT_BUILT));
      return;
    }
    await app.register(fastifyStatic, {
      root: directory,
      // Built files carry a hash in their names; pages do not.
      setHeaders: (response, path) => {
        const built = path.includes(`${join(directory, 'assets')}`);
        response.header(
          'cache-control',
          built ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
    app.get('/graphiql', (_request, reply) => reply.sendFile('graphiql/index.html'));
    app.setNotFoundHandler((request, reply) => {
      // A browser that navigates accepts HTML. The path alone is not enough: a handle may have
      // dots, as a file name has.
      const wantsPage = request.method === 'GET' && request.headers.accept?.includes('text/html');
      if (wantsPage) return reply.sendFile('index.html');
      return reply.code(404).type('text/plain').send('Not found\n');
    });
  };
