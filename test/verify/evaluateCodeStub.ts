import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { z } from 'zod';

/** The body of a request, within the limits of the API reference. */
const requestSchema = z.strictObject({
  runtime: z.strictObject({ name: z.literal('APPSYNC_JS'), runtimeVersion: z.literal('1.0.0') }),
  code: z.string().min(1).max(32_768),
  context: z.string().min(2).max(28_000),
  function: z.enum(['request', 'response']).optional(),
});
export type EvaluateCodeRequest = z.infer<typeof requestSchema>;

/** A response of the API reference; `status` is 200 by default. */
export interface EvaluateCodeResponse {
  readonly status?: number;
  readonly errorType?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A server in the place of AppSync's control plane: EvaluateCode over HTTP, as in the API reference. */
export interface EvaluateCodeStub {
  readonly url: string;
  /** Well-formed requests, in order. */
  readonly asked: EvaluateCodeRequest[];
  close(): Promise<void>;
}

/** Answers signed, well-formed requests with `answer`; rejects others as AWS does. */
export async function openEvaluateCodeStub(
  answer: (request: EvaluateCodeRequest) => EvaluateCodeResponse,
): Promise<EvaluateCodeStub> {
  const asked: EvaluateCodeRequest[] = [];
  const respond = async (request: IncomingMessage): Promise<EvaluateCodeResponse> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.method !== 'POST' || request.url !== '/v1/dataplane-evaluatecode') {
      return refusal(404, 'UnknownOperationException', 'there is no such operation');
    }
    const signature =
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/appsync\/aws4_request, /;
    if (!signature.test(request.headers.authorization ?? '')) {
      return refusal(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
    }
    const body = requestSchema.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
    if (!body.success) return refusal(400, 'BadRequestException', body.error.message);
    asked.push(body.data);
    return answer(body.data);
  };
  const server = createServer((request, response) => {
    void respond(request).then(({ status = 200, errorType, body }) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(errorType === undefined ? {} : { 'x-amzn-errortype': errorType }),
      });
      response.end(JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export const refusal = (
  status: number,
  errorType: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): EvaluateCodeResponse => ({ status, errorType, body: { message, ...more } });
