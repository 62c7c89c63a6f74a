import { Agent, request } from 'node:http';

/** One person's connection to one API. It does as little as HTTP allows, so that the server is measured. */
export interface GraphQLClient {
  /** @throws Error on an answer with errors. */
  ask<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
  close(): void;
}

export const graphqlClient = (url: string, headers: Record<string, string>): GraphQLClient => {
  const agent = new Agent({ keepAlive: true });
  return {
    close: () => agent.destroy(),
    ask: (query, variables = {}) =>
      new Promise((resolve, reject) => {
        const body = JSON.stringify({ query, variables });
        const options = {
          agent,
          method: 'POST',
          headers: {
            ...headers,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        };
        const call = request(url, options, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => {
            const text = Buffer.concat(chunks).toString();
            try {
              const { data, errors } = JSON.parse(text) as { data: never; errors?: unknown };
              if (errors || !data) throw new Error(`${url} answered ${text}`);
              resolve(data);
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
            }
          });
        });
        call.once('error', reject);
        call.end(body);
      }),
  };
};
