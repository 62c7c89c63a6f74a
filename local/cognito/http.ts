import { randomUUID } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { CognitoError } from './errors.js';
import { adminOperations } from './operations/admin.js';
import { operations } from './operations/index.js';
import type { Operation } from './operations/operation.js';
import type { Pool } from './pool.js';
import type { Log } from './types.js';

const TARGET = 'AWSCognitoIdentityProviderService.';
const BODY_LIMIT = 131_072;

/**
 * The user pools API over HTTP: `POST /` of AWS's JSON protocol 1.1, the pool's JWKS and OpenID
 * configuration. CORS allows every origin, as Cognito does.
 */
export function httpPlugin(pool: Pool): FastifyPluginAsync {
  return async (app) => {
    serveOperations(app, pool, operations);
    app.addHook('onRequest', async (_request, reply) => {
      reply.headers({
        'access-control-allow-origin': '*',
        'access-control-expose-headers':
          'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
      });
    });

    app.options('/', async (request, reply) =>
      reply
        .headers({
          'access-control-allow-methods': 'POST, OPTIONS',
          'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
          'access-control-max-age': '172800',
        })
        .send(),
    );

    const { userPoolId, jwks } = pool.keys;
    app.get(`/${userPoolId}/.well-known/jwks.json`, async () => jwks);
    app.get(`/${userPoolId}/.well-known/openid-configuration`, async (request) => ({
      issuer: pool.tokens.issuer,
      jwks_uri: `${addressOf(request)}${app.prefix}/${userPoolId}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code', 'token'],
      scopes_supported: ['openid', 'email', 'phone', 'profile'],
      subject_types_supported: ['public'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    }));
  };
}

/**
 * The administrators' actions that the product's own functions call. Without CORS. Register them at
 * a secret address.
 */
export const adminPlugin =
  (pool: Pool): FastifyPluginAsync =>
  async (app) =>
    serveOperations(app, pool, adminOperations);

/** `POST /` of AWS's JSON protocol 1.1. */
function serveOperations(
  app: FastifyInstance,
  pool: Pool,
  actions: ReadonlyMap<string, Operation>,
): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });

  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-amzn-RequestId', randomUUID());
  });

  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) =>
    sendError(reply, toCognitoError(error, pool.log)),
  );

  app.post('/', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const run = actions.get(targetOf(request));
    if (!run) {
      throw new CognitoError(
        'UnknownOperationException',
        'This user pool does not have this action',
      );
    }
    const answer = await run(pool, readBody(request.body));
    return reply
      .header('content-type', 'application/x-amz-json-1.1')
      .header('cache-control', 'no-store')
      .send(toBody(answer));
  });
}

/** The address that the client connected to. Not from the `Host` header, which the client chooses. */
function addressOf({ socket }: FastifyRequest): string {
  const { localAddress = '', localPort } = socket;
  return `http://${isIPv6(localAddress) ? `[${localAddress}]` : localAddress}:${localPort}`;
}

function targetOf({ headers }: FastifyRequest): string {
  const target = headers['x-amz-target'];
  return typeof target === 'string' && target.startsWith(TARGET) ? target.slice(TARGET.length) : '';
}

/** A member that is null counts as absent. */
function readBody(body: unknown): unknown {
  try {
    return JSON.parse(String(body), (_key, value: unknown) => (value === null ? undefined : value));
  } catch {
    throw new CognitoError('SerializationException', 'The body is not JSON');
  }
}

function toCognitoError(error: Error & { statusCode?: number }, log: Log): CognitoError {
  if (error instanceof CognitoError) return error;
  const { statusCode = 500 } = error;
  if (statusCode === 413) {
    return new CognitoError('RequestEntityTooLargeException', 'The body is too large', 413);
  }
  if (statusCode >= 400 && statusCode < 500) {
    return new CognitoError('SerializationException', 'The request cannot be read');
  }
  log.error(`Cognito: ${error.stack ?? error.message}`);
  return new CognitoError('InternalErrorException', 'Something went wrong in the user pool', 500);
}

/** Sent as bytes: fastify would add a charset to a text, and AWS sends none. */
const toBody = (value: object): Buffer => Buffer.from(JSON.stringify(value));

function sendError(reply: FastifyReply, { name, message, statusCode }: CognitoError) {
  return reply
    .status(statusCode)
    .headers({
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-ErrorType': `${name}:`,
      // A message may quote what a user typed. A header takes printable ASCII only.
      'x-amzn-ErrorMessage': message.replaceAll(/[^\x20-\x7e]/g, '?'),
    })
    .send(toBody({ __type: name, message }));
}
