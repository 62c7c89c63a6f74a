/**
 * A bare `ws` server, for `fanOut` to compare with. On each text from its parent it sends that text
 * to every socket the given number of times and answers with its start time, by `now()`.
 */
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { now } from './statistics.js';

export interface Broadcast {
  readonly text: string;
  readonly timesEach: number;
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.once('listening', () => process.send!((server.address() as AddressInfo).port));
process.on('message', ({ text, timesEach }: Broadcast) => {
  const began = now();
  for (const socket of server.clients) {
    for (let at = 0; at < timesEach; at += 1) socket.send(text);
  }
  process.send!(began);
});
process.once('disconnect', () => process.exit());
