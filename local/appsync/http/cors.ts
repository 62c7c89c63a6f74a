import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * What AppSync lets a browser read, as headers of its APIs in public notes have it; Amplify needs
 * `x-amzn-ErrorType` to tell what went wrong.
 */
const exposedHeaders =
  'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,x-amz-schema-version';

/** On every answer, errors too. */
export function allowOrigin(reply: FastifyReply): void {
  reply.header('access-control-allow-origin', '*');
  reply.header('access-control-expose-headers', exposedHeaders);
}

/** A preflight: what is asked for is allowed, for two days. */
export function answerPreflight(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  allowOrigin(reply);
  const asked = request.headers['access-control-request-headers'];
  if (asked !== undefined) reply.header('access-control-allow-headers', asked);
  reply.header('access-control-allow-methods', 'POST, GET, OPTIONS');
  reply.header('access-control-max-age', '172800');
  return reply.code(200).send();
}
