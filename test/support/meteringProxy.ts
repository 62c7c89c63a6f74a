import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from '../../local/dynamodb/index.js';
import { CapacityMeter } from './capacityMeter.js';

export interface MeteringProxy {
  /** What a host is given as its DynamoDB: `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  /** Holds every request to items that came by. */
  readonly meter: CapacityMeter;
  stop(): Promise<void>;
}

/** DynamoDB's refusal, on its way through `CapacityMeter.measure`. */
class Refusal extends Error {
  constructor(
    override readonly name: string,
    readonly answer: Answer,
  ) {
    super(name);
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Headers that are about one connection. The signature is not checked by DynamoDB Local. */
const OF_THE_HOP = ['host', 'connection', 'content-length', 'transfer-encoding'];

const ITEM_OPERATION = /Item|Query|Scan/;

/**
 * Is between a host and its DynamoDB and meters the real requests on the wire, whichever code
 * sends them. Binary attributes are not supported: on the wire they are base64.
 */
export const startMeteringProxy = async (options: {
  /** The real DynamoDB. */
  readonly endpoint: string;
  readonly region?: string;
}): Promise<MeteringProxy> => {
  const { endpoint, region = 'us-east-1' } = options;
  const reader = connect({ endpoint, region });
  const meter = new CapacityMeter({ reader });

  const forward = async (request: IncomingMessage, body: Buffer): Promise<Answer> => {
    const headers = new Headers(
      Object.entries(request.headers).filter(([name]) => !OF_THE_HOP.includes(name)) as [
        string,
        string,
      ][],
    );
    const response = await fetch(endpoint, {
      method: request.method,
      headers,
      body: new Uint8Array(body),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const body = await bodyOf(request);
    const [, operation = ''] = String(request.headers['x-amz-target']).split('.');
    if (!ITEM_OPERATION.test(operation)) return forward(request, body);
    try {
      return await meter.measure(operation, JSON.parse(body.toString()) as object, async () => {
        const result = await forward(request, body);
        const output = JSON.parse(result.body) as { __type?: string };
        if (result.status !== 200) throw new Refusal(output.__type?.split('#')[1] ?? '', result);
        return { result, output };
      });
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  };

  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    meter,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      reader.destroy();
    },
  };
};
