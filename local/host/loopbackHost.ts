import type { IncomingMessage, RequestListener } from 'node:http';
import type { Duplex } from 'node:stream';

/** A loopback name, with or without a port. */
const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/**
 * Whether a `Host` header names this machine by a loopback name.
 * A browser sends the name in its address bar. In a DNS rebinding attack, a hostile page's own name
 * resolves to 127.0.0.1, so the browser sees one origin. Only the name in the header shows the
 * attack.
 */
export const isLoopbackHost = (host: string | undefined): boolean =>
  host !== undefined && LOOPBACK_HOST.test(host);

const MESSAGE = 'This host answers only to localhost, 127.0.0.1 and [::1]';

/** Answers a request for another host name: 421 Misdirected Request (RFC 9110, 15.5.20). */
export const refuseRequest: RequestListener = (_request, response) => {
  response.writeHead(421, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ message: MESSAGE }));
};

/** As `refuseRequest`, for a WebSocket handshake. */
export function refuseUpgrade(_request: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  socket.end('HTTP/1.1 421 Misdirected Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
