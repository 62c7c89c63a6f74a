import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { isLoopbackHost, refuseRequest, refuseUpgrade } from './loopbackHost.js';

/** The port is taken or not permitted. The message says what to do. */
export class PortError extends Error {
  override readonly name = 'PortError';
}

type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** A server that listens from the first moment, and answers 503 until `serve` is called. */
export interface HttpServer {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Sets what answers requests from now on. */
  serve(listener: RequestListener, onUpgrade: UpgradeListener): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

const starting: RequestListener = (_request, response) => {
  response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
  response.end('{"status":"starting"}');
};

/**
 * Listens on 127.0.0.1 only, and refuses every request whose `Host` is not a loopback name.
 * Rejects with a `PortError`.
 * @param port 0: a free one
 */
export async function openHttpServer(port: number): Promise<HttpServer> {
  let listener = starting;
  let onUpgrade: UpgradeListener = (_request, socket) => socket.destroy();
  const server = createServer((request, response) => {
    const serve = isLoopbackHost(request.headers.host) ? listener : refuseRequest;
    serve(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    const serve = isLoopbackHost(request.headers.host) ? onUpgrade : refuseUpgrade;
    serve(request, socket, head);
  });
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw portError(port, error);
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve(newListener, newOnUpgrade) {
      listener = newListener;
      onUpgrade = newOnUpgrade;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function portError(port: number, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new PortError(
      `Port ${port} is taken. Stop the program that listens there, or choose another port with --port N`,
    );
  }
  if (code === 'EACCES') {
    return new PortError(`Port ${port} needs rights that you do not have. Choose one above 1023.`);
  }
  return error;
}
