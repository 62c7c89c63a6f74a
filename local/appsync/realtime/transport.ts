/**
 * The socket under a connection, as far as the protocol needs one. Nothing but `wsTransport.ts`
 * knows which library it is.
 */
export interface Socket {
  /** Bytes that `send` took and the network has not taken yet. */
  readonly bufferedAmount: number;
  /** Sends one text frame; does nothing on a socket that is closing. Never throws. */
  send(frame: string): void;
  /** Says goodbye and closes. */
  close(code: CloseCode, reason: string): void;
  /** Drops the socket at once, unsent bytes with it. */
  terminate(): void;
}

/** Whom the transport tells what happens on a socket. */
export interface SocketListener {
  /** A message; undefined for a binary one. */
  onMessage(text: string | undefined): void;
  onClose(): void;
}

/**
 * Close codes of the host. Which ones AppSync uses is not known; these are RFC 6455's for the case.
 * See docs/protocol.md#close-codes.
 */
export const CloseCode = {
  NORMAL: 1000,
  GOING_AWAY: 1001,
  POLICY_VIOLATION: 1008,
} as const;
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];
