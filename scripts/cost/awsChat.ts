import { cost } from './prices.js';

const GB = 1024 ** 3;

/** The chat of AWS's own example (aws.amazon.com/appsync/pricing): each person's month. */
export const awsChat = {
  users: 2_500,
  sent: 1_000,
  received: 1_000,
  minutesOnline: 1_500,
  bytes: 1024,
} as const;

/** AWS's bill for its example: without a database and sign-in. */
export function awsChatBill(): Record<'operations' | 'pushes' | 'connections' | 'traffic', number> {
  const { users, sent, received, minutesOnline, bytes } = awsChat;
  return {
    operations: cost('operation', users * sent),
    pushes: cost('update', users * received),
    connections: cost('connection', users * minutesOnline),
    traffic: cost('egress', (users * received * bytes) / GB),
  };
}
