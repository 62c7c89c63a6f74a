import { describe, expect, it } from 'vitest';
import {
  connectionReducer,
  initialConnection,
  reconnectDelay,
  statusOf,
  type Connection,
  type ConnectionEvent,
} from '../../client/src/messaging/connection';

const after = (connection: Connection, ...events: ConnectionEvent[]): Connection =>
  events.reduce(connectionReducer, connection);
const messages: ConnectionEvent = { type: 'acknowledged', topic: 'onCreateMessage' };
const reads: ConnectionEvent = { type: 'acknowledged', topic: 'onMarkMessageGroupRead' };
const changes: readonly ConnectionEvent[] = [
  { type: 'acknowledged', topic: 'onUpdateMessage' },
  { type: 'acknowledged', topic: 'onUpdateMessageGroup' },
];
const socket = (state: string): ConnectionEvent => ({ type: 'socket', state });
const start = initialConnection(true);
const live = after(start, socket('Connecting'), messages, socket('Connected'), reads, ...changes);

describe('The connection', () => {
  it('is live only once all subscriptions are acknowledged', () => {
    expect(statusOf(start)).toBe('connecting');
    expect(statusOf(after(start, socket('Connected'), messages))).toBe('connecting');
    expect(statusOf(live)).toBe('live');
    expect(live.session).toBe(1);
  });

  it('stays live while Amplify says Connecting, as it does on an open socket', () => {
    expect(after(live, socket('Connecting'))).toBe(live);
  });

  it.each(['ConnectionDisrupted', 'ConnectionDisruptedPendingNetwork', 'Disconnected'])(
    'is reconnecting after %s, until all are acknowledged again',
    (state) => {
      const lost = after(live, socket(state));
      expect(statusOf(lost)).toBe('reconnecting');
      expect(statusOf(after(lost, socket('Connecting'), reads))).toBe('reconnecting');
      const again = after(
        lost,
        socket('Connecting'),
        reads,
        socket('Connected'),
        messages,
        ...changes,
      );
      expect(statusOf(again)).toBe('live');
      expect(again.session).toBe(2);
    },
  );

  it('is offline when the browser knows of no network, whatever the socket says', () => {
    const offline = after(live, { type: 'network', online: false });
    expect(statusOf(offline)).toBe('offline');
    expect(statusOf(after(offline, socket('Connected')))).toBe('offline');
  });

  it('begins a session when the network is back, though the socket did not report its loss', () => {
    const back = after(live, { type: 'network', online: false }, { type: 'network', online: true });
    expect(statusOf(back)).toBe('live');
    expect(back.session).toBe(2);
  });

  it('begins a session when a subscription is acknowledged a second time', () => {
    expect(after(live, messages).session).toBe(2);
  });

  it('is not live when one of the subscriptions has ended', () => {
    expect(statusOf(after(live, { type: 'ended', topic: 'onCreateMessage' }))).toBe('reconnecting');
  });

  it('is refused once a subscription was denied, whatever comes, but offline where it is that', () => {
    const refused = after(live, { type: 'ended', topic: 'onMarkMessageGroupRead', refused: true });
    expect(statusOf(refused)).toBe('refused');
    expect(statusOf(after(refused, socket('ConnectionDisrupted'), messages))).toBe('refused');
    const offline = after(refused, { type: 'network', online: false });
    expect(statusOf(offline)).toBe('offline');
    expect(statusOf(after(offline, { type: 'network', online: true }))).toBe('refused');
  });

  it('forgets its attempts once it is live', () => {
    const tried = after(
      live,
      socket('ConnectionDisrupted'),
      { type: 'attempt' },
      { type: 'attempt' },
    );
    expect(tried.attempts).toBe(2);
    expect(after(tried, messages, reads, ...changes).attempts).toBe(0);
  });

  it('tries again after half a second, then ever later, but within 15 seconds', () => {
    expect(reconnectDelay(0, () => 1)).toBe(500);
    expect(reconnectDelay(0, () => 0)).toBe(250);
    expect(reconnectDelay(3, () => 1)).toBe(4_000);
    expect(reconnectDelay(40, () => 1)).toBe(15_000);
  });
});
