import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';

import type { Socket, SocketListener } from './transport.js';

/**
 * Completes an upgrade.
 * @param protocol the sub-protocol to answer; undefined for none
 * @param listen receives the socket and returns its listener
 */
type Accept = (
  upgrade: { request: IncomingMessage; socket: Duplex; head: Buffer },
  protocol: string | undefined,
  listen: (socket: Socket) => SocketListener,
) => void;

/** WebSockets by `ws`. No compression: it would need more memory per socket than everything else. */
export function createWsTransport({ frameBytes }: { frameBytes: number }): Accept {
  const protocols = new WeakMap<IncomingMessage, string>();
  const together = writesTogether();
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: frameBytes,
    // One frame in a turn, however many arrive at once.
    allowSynchronousEvents: false,
    handleProtocols: (_offered, request) => protocols.get(request) ?? false,
  });
  return ({ request, socket, head }, protocol, listen) => {
    if (protocol !== undefined) protocols.set(request, protocol);
    server.handleUpgrade(request, socket, head, (webSocket) => {
      const listener = listen(wrap(webSocket, () => together(socket)));
      webSocket.on('message', (data: RawData, isBinary: boolean) =>
        listener.onMessage(isBinary ? undefined : data.toString()),
      );
      webSocket.on('close', () => listener.onClose());
      // `ws` closes the socket itself, with the code that fits (1002, 1007, 1009).
      webSocket.on('error', () => {});
    });
  };
}

/** Sockets whose frames wait for the end of the turn at most; then others wait for the network too long. */
const MAX_WAITING = 64;

/**
 * Returns a function that holds what is written to a socket until the end of this turn: several frames
 * for one client cost one write. A write is most of what a frame costs.
 */
function writesTogether(): (socket: Duplex) => void {
  const waiting = new Set<Duplex>();
  const write = (): void => {
    for (const socket of waiting) socket.uncork();
    waiting.clear();
  };
  return (socket) => {
    if (waiting.has(socket)) return;
    if (waiting.size === MAX_WAITING) write();
    if (waiting.size === 0) process.nextTick(write);
    socket.cork();
    waiting.add(socket);
  };
}

function wrap(webSocket: WebSocket, writeTogether: () => void): Socket {
  return {
    get bufferedAmount() {
      return webSocket.bufferedAmount;
    },
    send(frame) {
      if (webSocket.readyState !== webSocket.OPEN) return;
      writeTogether();
      webSocket.send(frame);
    },
    close: (code, reason) => webSocket.close(code, reason),
    terminate: () => webSocket.terminate(),
  };
}
