import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';

const NOT_BUILT = 'The web client is not built. Run: npm run build:client\n';

/**
 * What a browser takes from a header only, or better from there: that no other site frames the pages
 * (a policy in a `<meta>` cannot say so, CSP Level 3, 3.3), that nothing is taken for another type
 * than it says, and that no site that a link leads to is told a conversation's address.
 */
const SECURITY_HEADERS = {
  'content-security-policy': "frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/**
 * The built web client at `/` and the explorer at `/graphiql`. The client's own paths
 * (`/messages/…`) are its page; whoever asks for something else that is not there gets a 404.
 * @param directory what `npm run build:client` has made; where it is missing, the pages say so.
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
      // A browser that goes somewhere says that it wants a page; a handle may have dots as a file has.
      const wantsPage = request.method === 'GET' && request.headers.accept?.includes('text/html');
      if (wantsPage) return reply.sendFile('index.html');
      return reply.code(404).type('text/plain').send('Not found\n');
    });
  };
