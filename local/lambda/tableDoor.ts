import { createHeaders, JSON_TYPE, TARGET, type Wire } from '../dynamodb/wire/index.js';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { createCheck } from '../appsync/datasources/dynamodb/access.js';
import { UnreadableStatement } from '../appsync/datasources/dynamodb/iamRequests.js';
import { deniedText } from '../iam/context.js';
import { SignatureError } from '../iam/signature.js';
import type { Log } from '../host/log.js';
import { createSpeakers, type OnDenied, type Speaker } from './speaker.js';

interface TableDoorOptions<One extends Speaker> {
  readonly speakers: readonly One[];
  /** DynamoDB itself. */
  readonly endpoint: string;
  readonly wire: Wire;
  readonly region: string;
  readonly onDenied: OnDenied<One>;
  readonly log: Log;
}

/** DynamoDB's own limit of a request. */
const BODY_LIMIT = 16 * 1_024 * 1_024;

/** An answer in DynamoDB's form. */
class Refusal extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * DynamoDB as functions reach it, by AWS's JSON protocol 1.0: the signature says which function
 * speaks, the policies say what its role allows, and only that goes to DynamoDB. What is sent there is
 * what was judged, written again: a body that has a member twice has one meaning here.
 */
export function tableDoor<One extends Speaker>(options: TableDoorOptions<One>): FastifyPluginAsync {
  const { speakers, region, endpoint, wire, onDenied, log } = options;
  const checks = new Map(
    speakers.map((speaker) => [
      speaker,
      speaker.role && createCheck(speaker.role, { wire, region }),
    ]),
  );
  const { greet, identify } = createSpeakers(speakers, 'dynamodb', region);
  // As the host itself sends it: an engine may keep tables by who asks.
  const headersOf = createHeaders({ endpoint, region });
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { headers, raw, ip } = request;
    const body = (request.body as Buffer | undefined)?.toString('utf8') ?? '';
    const speaker = await identify(headers, raw.url ?? '', body);
    const target = String(headers['x-amz-target']);
    if (!target.startsWith(TARGET)) {
      throw new Refusal('UnknownOperationException', 'The action is not one of DynamoDB');
    }
    const operation = target.slice(TARGET.length);
    const input = readBody(body);
    const denied = await checks.get(speaker)?.(operation, input, ip).catch(unreadable);
    if (denied) {
      onDenied(speaker, denied);
      const { question, explicit } = denied;
      throw new Refusal('AccessDeniedException', deniedText(speaker.session, question, explicit));
    }
    const sent = JSON.stringify(input);
    const asked = { method: 'POST', headers: await headersOf(target, sent), body: sent };
    return sendBack(await fetch(endpoint, asked), reply);
  };
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    app.addHook('onRequest', async ({ headers }) => greet(headers));
    app.setErrorHandler((error: Error, _request, reply) => refuse(error, reply, log));
    app.post('/', { bodyLimit: BODY_LIMIT }, answer);
  };
}

function readBody(body: string): object {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // No JSON: refused as what is no object.
  }
  throw new Refusal('SerializationException', 'The body is no JSON object');
}

/** What cannot be judged is not sent. */
function unreadable(error: unknown): never {
  if (error instanceof UnreadableStatement) {
    throw new Refusal('ValidationException', "Statement wasn't well formed, can't be processed");
  }
  if (error instanceof TypeError) {
    throw new Refusal('SerializationException', 'The request has not the form of its action');
  }
  throw error;
}

async function sendBack(response: Response, reply: FastifyReply): Promise<FastifyReply> {
  for (const name of ['content-type', 'x-amzn-requestid']) {
    const value = response.headers.get(name);
    if (value !== null) reply.header(name, value);
  }
  return reply.code(response.status).send(Buffer.from(await response.arrayBuffer()));
}

function refuse(
  error: Error & { readonly statusCode?: number },
  reply: FastifyReply,
  log: Log,
): FastifyReply {
  if (error instanceof SignatureError) return sendError(reply, 400, error.code, error.message);
  if (error instanceof Refusal) return sendError(reply, 400, error.type, error.message);
  if (error.statusCode === 413) {
    return sendError(reply, 413, 'RequestEntityTooLargeException', 'The body is too large');
  }
  log.error({ err: error }, 'a request of a function could not be passed on to DynamoDB');
  return sendError(reply, 500, 'InternalServerError', 'DynamoDB does not answer');
}

/** The form was seen for a missing permission (sebdah/dynamic-dynamodb issue 321). */
const sendError = (reply: FastifyReply, statusCode: number, type: string, message: string) =>
  reply
    .code(statusCode)
    .header('content-type', JSON_TYPE)
    .send(
      Buffer.from(JSON.stringify({ __type: `com.amazon.coral.service#${type}`, Message: message })),
    );
