import { Agent, request } from 'node:http';

/** One connection to one URL. It does as little as HTTP allows, so that the server is measured. */
interface HttpClient {
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
