import Fastify, { type FastifyBaseLogger, type FastifyPluginAsync, LogController } from 'fastify';
import type { AppSync } from '../appsync/appsync.js';
import type { Cognito } from '../cognito/cognito.js';
import type { HttpServer } from './httpServer.js';
import type { Log } from './log.js';

interface ServeOptions {
  readonly server: HttpServer;
  readonly api: AppSync;
  /** Served under `/cognito`. */
  readonly cognito?: Cognito | undefined;
  /** The clients' configuration: `/config.json`. */
  readonly config: object | Promise<object>;
  /** For `/health`: undefined while the host can serve, otherwise the reason why it cannot. */
  readonly trouble?: () => string | undefined | Promise<string | undefined>;
  /** Everything else. */
  readonly plugins?: readonly FastifyPluginAsync[];
  readonly log: Log;
}

/** Everything on one port: API, real time, user pool, configuration, health. */
export async function serve(options: ServeOptions): Promise<void> {
  const { server, api, cognito, config, plugins = [], log } = options;
  const { trouble = () => undefined } = options;
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // No line of the log needs its request, so there is no logger for each.
    childLoggerFactory: (logger) => logger,
  });
  app.get('/health', async (_request, reply) => {
    const status = await trouble();
    return reply.code(status === undefined ? 200 : 503).send({ status: status ?? 'ok' });
  });
  app.get('/config.json', () => config);
  await app.register(api.plugin);
  if (cognito) await app.register(cognito.plugin, { prefix: '/cognito' });
  for (const plugin of plugins) await app.register(plugin);
  await app.ready();
  server.serve(
    (request, response) => app.routing(request, response),
    (request, socket, head) => api.handleUpgrade(request, socket, head),
  );
}
