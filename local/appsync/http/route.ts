import { randomUUID } from 'node:crypto';

import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';

import { authorize } from '../auth/authorize.js';
import { UnauthorizedError } from '../auth/errors.js';
import type { GraphQLEngine, GraphQLRequest } from '../graphql/engine.js';
import { BadRequestError, MalformedRequestError } from '../graphql/errors.js';
import { internalFailure } from '../graphql/limits.js';
import type { EngineLog } from '../graphql/log.js';
import type { Authorizer } from '../types.js';
import { parseBody, parseQueryString } from './body.js';
import { allowOrigin, answerPreflight } from './cors.js';
import { headersOf } from './headers.js';

export interface GraphQLRouteOptions {
  readonly engine: Pick<GraphQLEngine, 'execute'>;
  readonly authorizers: readonly Authorizer[];
  readonly log: EngineLog;
  readonly path?: string;
  /** Default 1 MiB. AppSync's own limit on a request's size is not known. */
  readonly maxBodyBytes?: number;
}

/**
 * AppSync's GraphQL endpoint as a fastify plugin: POST with a JSON body, GET with the same in the
 * query string (graphql-over-http issue 81), and the preflight. That any content type will do and
 * that authorization is looked at first is assumed.
 *
 * 200: the GraphQL answer, also with errors. 400 `MalformedHttpRequestException`: the request is no
 * GraphQL. 401 `UnauthorizedException`. 413 for a body that is too long. 500 `InternalFailure`: the
 * host's own fault, logged and not shown. Errors carry `x-amzn-ErrorType`, all answers
 * `x-amzn-RequestId`.
 */
export function createGraphQLRoute({
  engine,
  authorizers,
  log,
  path = '/graphql',
  maxBodyBytes = 1_048_576,
}: GraphQLRouteOptions): FastifyPluginAsync {
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    app.addHook('onRequest', async (request, reply) => {
      reply.header('x-amzn-RequestId', randomUUID());
      allowOrigin(reply);
      // Fastify would look at it before the body is read, and refuse what is no media type.
      request.raw.headers['content-type'] = 'application/octet-stream';
    });
    app.setErrorHandler((error, _request, reply) => sendError(error, reply, log));

    const answer = async (
      request: FastifyRequest,
      reply: FastifyReply,
      read: () => GraphQLRequest,
    ) => {
      const headers = headersOf(request.raw.rawHeaders);
      const caller = await authorize(authorizers, headers, request.ip);
      const { responseHeaders, ...body } = await engine.execute(read(), caller, headers);
      return reply
        .headers({ ...responseHeaders, ...consumed })
        .code(200)
        .type(contentType)
        .send(JSON.stringify(body));
    };
    app.post(path, { bodyLimit: maxBodyBytes }, (request, reply) =>
      answer(request, reply, () => parseBody(request.body as Buffer | undefined)),
    );
    app.get(path, (request, reply) =>
      answer(request, reply, () =>
        parseQueryString(request.query as Readonly<Record<string, unknown>>),
      ),
    );
    app.options(path, answerPreflight);
  };
}

/** On AppSync larger for requests that take long; here every one is of the first size (monitoring). */
const consumed = { 'x-amzn-appsync-tokensconsumed': '1' };

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
    // AppSync's own wording for a body that is too long is not known.
    return {
      statusCode,
      errorType: 'RequestEntityTooLargeException',
      message: 'Request body is too long.',
    };
  }
  if (statusCode >= 400 && statusCode < 500) {
    return new MalformedRequestError('Unable to parse GraphQL query.');
  }
  log.error({ err: error }, 'a GraphQL request failed');
  return { statusCode: 500, ...internalFailure };
}
