/** A subscription's life, as its caller sees it. */
export interface Observer {
  /** `start_ack`: from here on, nothing is missed. */
  acknowledged(): void;
  /** A `data` frame's payload. */
  next(payload: object): void;
  error(error: unknown): void;
  complete(): void;
}

interface SubscribeOptions {
  /** The GraphQL endpoint. */
  readonly endpoint: string;
  readonly accessToken: string;
  readonly query: string;
  readonly variables: unknown;
}

interface Frame {
  readonly type: string;
  readonly payload?: object;
}

/**
 * Where an endpoint's real time is: an AWS host has a sibling for it, any other domain the path
 * `/graphql/realtime` (AppSync developer guide, real-time-websocket-client).
 */
function realtimeUrl(endpoint: string): string {
  const url = new URL(endpoint);
  const aws = /^(\w{26})\.appsync-api\.(.+)$/.exec(url.hostname);
  if (aws) url.hostname = `${aws[1]}.appsync-realtime-api.${aws[2]}`;
  else url.pathname += '/realtime';
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
  return url.toString();
}

/** `header-` and the authorization as base64url without padding: for a sub-protocol. */
function headerProtocol(authorization: Readonly<Record<string, string>>): string {
  const bytes = new TextEncoder().encode(JSON.stringify(authorization));
  const base64 = btoa(String.fromCharCode(...bytes));
  return `header-${base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}

/**
 * Subscribes over a socket of its own, by AppSync's protocol.
 * @returns how to end it.
 */
export function subscribe(
  { endpoint, accessToken, query, variables }: SubscribeOptions,
  observer: Observer,
): () => void {
  const id = crypto.randomUUID();
  const authorization = { Authorization: accessToken, host: new URL(endpoint).host };
  const socket = new WebSocket(realtimeUrl(endpoint), [
    'graphql-ws',
    headerProtocol(authorization),
  ]);
  let over = false;
  const end = (notify: () => void): void => {
    if (over) return;
    over = true;
    notify();
    socket.close(1000);
  };
  const send = (frame: object): void => socket.send(JSON.stringify(frame));

  socket.onopen = () => send({ type: 'connection_init' });
  socket.onclose = ({ code, reason }) =>
    end(() => observer.error(new Error(`The connection was closed: ${code} ${reason}`.trim())));
  socket.onmessage = ({ data }: MessageEvent<string>) => {
    const frame = JSON.parse(data) as Frame;
    switch (frame.type) {
      case 'connection_ack':
        return send({
          id,
          type: 'start',
          payload: { data: JSON.stringify({ query, variables }), extensions: { authorization } },
        });
      case 'start_ack':
        return observer.acknowledged();
      case 'data':
        return observer.next(frame.payload ?? {});
      case 'complete':
        return end(() => observer.complete());
      case 'error':
      case 'connection_error':
        return end(() => observer.error(frame.payload));
    }
  };
  return () =>
    end(() => {
      if (socket.readyState === WebSocket.OPEN) send({ type: 'stop', id });
    });
}
