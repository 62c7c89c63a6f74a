/** What `npm run cost -- --attacker` prints. */
import {
  attackLines,
  brake,
  largestPagesPerSecond,
  subscriptionsFor100Mbit,
  tokensForAddress,
} from './attackModel.js';

const dollars = (amount: number): string => amount.toFixed(2).padStart(12);
const count = (amount: number): string => amount.toLocaleString('en-US');

/** What an attacker can cost, as text. */
export function attackText(): string {
  const row = (who: string, what: string, ...dollars: string[]) =>
    `${who.padEnd(12)}${what.padEnd(42)}${dollars.join('')}`;
  const pages = largestPagesPerSecond();
  const header = ['before', 'after', 'many tokens'].map((title) => title.padStart(12));
  return [
    'What one attacker, at one address and with one account, can make the owner pay in an hour, in US',
    'dollars. Before: ten aliases in a request, one rate limit by address, no firewall at the user pool.',
    `Many tokens: the person refreshes for ${tokensForAddress} in five minutes, and the limit by address is left.`,
    '',
    row('', '', ...header),
    ...attackLines().map(({ who, what, before, after, manyTokens }) =>
      row(who, what, ...[before, after, manyTokens].map(dollars)),
    ),
    '',
    `The largest pages ask for ${count(pages.after)} read units a second, with many tokens for ${count(pages.manyTokens)}.`,
    `The brake allows ${count(brake)} to all people together.`,
    '',
    'Each further address counts again. Pushes to own sockets are not limited:',
    `${count(Math.ceil(subscriptionsFor100Mbit()))} subscriptions of one person receive 100 Mbit/s.`,
  ].join('\n');
}
