import { randomUUID } from 'node:crypto';

import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';

import { authorize, confirmed } from '../auth/authorize.js';
import type { PendingCaller } from '../auth/caller.js';
import { UnauthorizedError } from '../auth/errors.js';
import type { GraphQLEngine } from '../graphql/engine.js';
import { BadRequestError, MalformedRequestError, unreadable } from '../graphql/errors.js';
import { internalFailure } from '../graphql/limits.js';
import type { EngineLog } from '../graphql/log.js';
import type { Authorizer, Caller, Headers } from '../types.js';
import { parseBody, parseQueryString } from './body.js';
import { allowOrigin, answerPreflight } from './cors.js';
import { headersOf } from './headers.js';

export interface GraphQLRouteOptions {
  readonly engine: Pick<GraphQLEngine, 'execute'>;
  readonly authorizers: readonly Authorizer[];
  readonly log: EngineLog;
}

const path = '/graphql';

/** AppSync's own limit on a request's size is not known. */
const bodyLimit = 1_048_576;

/**
 * AppSync's GraphQL endpoint as a fastify plugin: POST with a JSON body, GET with the same in the
 * query string (graphql-over-http issue 81), and the preflight. Assumed: every content type is
 * accepted, and authorization is checked before the body.
 *
 * 200: the GraphQL response, also with errors. 400 `MalformedHttpRequestException`: not a GraphQL
 * request. 401 `UnauthorizedException`. 413: the body is too long. 500 `InternalFailure`: a fault of
 * the host, logged and not shown. Errors have `x-amzn-ErrorType`, all responses `x-amzn-RequestId`.
 */
export function createGraphQLRoute({
  engine,
  authorizers,
  log,
}: GraphQLRouteOptions): FastifyPluginAsync {
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    app.addHook('onRequest', async (request, reply) => {
      reply.header('x-amzn-RequestId', randomUUID());
      allowOrigin(reply);
      // Fastify would reject an invalid media type before the body is read.
      request.raw.headers['content-type'] = 'application/octet-stream';
    });
    app.setErrorHandler((error, _request, reply) => sendError(error, reply, log));

    const callers = new WeakMap<
      FastifyRequest,
      { caller: Caller | PendingCaller; headers: Headers }
    >();
    /** Runs before the body is read, so that a sender without a credential cannot fill the memory. */
    const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
      const headers = headersOf(request.raw.rawHeaders);
      if (hasLongBody(request)) reply.header('connection', 'close');
      const caller = await authorize(authorizers, headers, request.ip);
      reply.removeHeader('connection');
      callers.set(request, { caller, headers });
    };
    const answer = async (request: FastifyRequest, reply: FastifyReply) => {
      const { caller: found, headers } = callers.get(request)!;
      const sent = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
      const caller = await confirmed(found, { path, body: sent });
      const asked = request.method === 'POST' ? parseBody(sent) : parseQueryString(request.query);
      const { responseHeaders, ...body } = await engine.execute(asked, caller, headers);
      return reply
        .headers({ ...responseHeaders, ...tokensConsumed })
        .code(200)
        .type(contentType)
        .send(JSON.stringify(body));
    };
    app.post(path, { bodyLimit, onRequest }, answer);
    app.get(path, { onRequest }, answer);
    app.options(path, answerPreflight);
  };
}

/** AppSync reports more for long requests (developer guide, monitoring); the host always reports 1. */
const tokensConsumed = { 'x-amzn-appsync-tokensconsumed': '1' };

/** The body that a refused request may still send on a connection that stays open, bytes. */
const discardedBodyBytes = 65_536;

/** Whether the connection must close after a refusal, because discarding the body would take long. */
const hasLongBody = ({ headers }: FastifyRequest): boolean =>
  'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > discardedBodyBytes;

const contentType = 'application/json;charset=UTF-8';

function sendError(error: unknown, reply: FastifyReply, log: EngineLog): FastifyReply {
  const { statusCode, errorType, message } = wireError(error, log);
  return reply
    .code(statusCode)
    .header('x-amzn-ErrorType', errorType)
    .type(contentType)
    .send(JSON.stringify({ errors: [{ errorType, message }] }));
}

function wireError(error: unknown, log: EngineLog) {
  if (
    error instanceof UnauthorizedError ||
    error instanceof MalformedRequestError ||
    error instanceof BadRequestError
  ) {
    return error;
  }
  const statusCode =
    error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (statusCode === 413) {
    // AppSync's message for a body that is too long is not known.
    return {
      statusCode,
      errorType: 'RequestEntityTooLargeException',
      message: 'Request body is too long.',
    };
  }
  if (statusCode >= 400 && statusCode < 500) return unreadable();
  log.error({ err: error }, 'GraphQL request failed');
  return { statusCode: 500, ...internalFailure };
}
