import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The response headers that a browser may read, as public captures of AppSync show them. Amplify
 * needs `x-amzn-ErrorType` to recognize an error.
 */
const exposedHeaders =
  'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,x-amz-schema-version';

/** For every response, including errors. */
export function allowOrigin(reply: FastifyReply): void {
  reply.header('access-control-allow-origin', '*');
  reply.header('access-control-expose-headers', exposedHeaders);
}

/** Answers a preflight: allows every requested header, for two days. */
export function answerPreflight(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  allowOrigin(reply);
  const requested = request.headers['access-control-request-headers'];
  if (requested !== undefined) reply.header('access-control-allow-headers', requested);
  reply.header('access-control-allow-methods', 'POST, GET, OPTIONS');
  reply.header('access-control-max-age', '172800');
  return reply.code(200).send();
}
