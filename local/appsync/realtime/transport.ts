/**
 * The socket of a connection, reduced to what the protocol needs. Only `wsTransport.ts` knows the
 * WebSocket library.
 */
export interface Socket {
  /** Bytes that were sent and are not on the network yet. */
  readonly bufferedAmount: number;
  /** Sends one text frame. Does nothing when the socket is closing. Never throws. */
  send(frame: string): void;
  /** Sends a close frame and closes. */
  close(code: CloseCode, reason: string): void;
  /** Drops the socket at once, including unsent bytes. */
  terminate(): void;
}

/** Receives the events of a socket. */
export interface SocketListener {
  /** @param text the message; undefined for a binary one */
  onMessage(text: string | undefined): void;
  onClose(): void;
}

/**
 * Close codes of the host, as RFC 6455 defines them. Which ones AppSync uses is not known.
 * See docs/protocol.md#close-codes.
 */
export const CloseCode = {
  NORMAL: 1000,
  GOING_AWAY: 1001,
  POLICY_VIOLATION: 1008,
} as const;
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];
