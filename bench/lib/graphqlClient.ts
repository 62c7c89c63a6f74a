import { Agent, request } from 'node:http';

/** One connection to one URL. It does as little as HTTP allows, so that the server is measured. */
export interface HttpClient {
  /** Resolves with the answer's body, whatever its status. */
  post(body: string): Promise<string>;
  close(): void;
}

export const httpClient = (url: string, headers: Record<string, string> = {}): HttpClient => {
  const agent = new Agent({ keepAlive: true });
  const common = { ...headers, 'content-type': 'application/json' };
  return {
    close: () => agent.destroy(),
    post: (body) =>
      new Promise((resolve, reject) => {
        const options = {
          agent,
          method: 'POST',
          headers: { ...common, 'content-length': Buffer.byteLength(body) },
        };
        const call = request(url, options, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => resolve(Buffer.concat(chunks).toString()));
        });
        call.once('error', reject);
        call.end(body);
      }),
  };
};

/** One person's connection to one API. */
export interface GraphQLClient {
  /** @throws Error on an answer with errors. */
  ask<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
  close(): void;
}

export const graphqlClient = (url: string, headers: Record<string, string>): GraphQLClient => {
  const { post, close } = httpClient(url, headers);
  return {
    close,
    ask: async (query, variables = {}) => {
      const text = await post(JSON.stringify({ query, variables }));
      const { data, errors } = JSON.parse(text) as { data: never; errors?: unknown };
      if (errors || !data) throw new Error(`${url} answered ${text}`);
      return data;
    },
  };
};
