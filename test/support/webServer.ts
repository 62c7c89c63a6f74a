import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll } from 'vitest';

/** A request as it came. */
export interface Received {
  readonly method: string;
  readonly url: string;
  /** As they were spelled, in their order. */
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (response: ServerResponse, request: Received) => void;

/** HTTP servers on the loopback device for one test file, ended with it. */
export function useWebServers() {
  const ends: (() => void)[] = [];
  afterAll(() => ends.splice(0).forEach((end) => end()));
  return {
    /** Starts a server that keeps what it receives. Default: it answers with an empty 200. */
    async start(answer: Answer = (response) => response.end(), encoding: BufferEncoding = 'utf8') {
      const received: Received[] = [];
      const server = createServer((request, response) => {
        request.setEncoding(encoding);
        void text(request).then((body) => {
          const { method = '', url = '', rawHeaders, headers } = request;
          const one = { method, url, rawHeaders, headers, body };
          received.push(one);
          answer(response, one);
        });
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      ends.push(() => {
        server.close();
        server.closeAllConnections();
      });
      const { port } = server.address() as AddressInfo;
      return { host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}`, received, server };
    },
  };
}
