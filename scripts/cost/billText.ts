import { accountText } from './accountUnits.js';
import { awsChat, awsChatBill } from './awsChat.js';
import type { CostCommand } from './costCommand.js';
import { bill } from './costModel.js';
import { sendUnits, sweepUnits } from './costUnits.js';
import { daysOfMonth, type Line } from './costWatch.js';
import { cost, prices } from './prices.js';

const dollars = (amount: number): string => amount.toFixed(2).padStart(12);
const total = (lines: readonly Line[], mode: 'onDemand' | 'provisioned'): number =>
  lines.reduce((sum, line) => sum + line[mode], 0);

/** The bill as text. */
export function billText({ usage: used, account, options, free }: CostCommand): string {
  const lines = bill(used, { free, options });
  const count = (amount: number) =>
    amount.toLocaleString('en-US', { maximumFractionDigits: amount < 100 ? 2 : 0 });
  const row = (what: string, amount: string, a: string, b: string) =>
    `${what.padEnd(40)}${amount.padStart(26)}${a}${b}`;
  const { index, table } = sendUnits(used);
  return [
    `A month of ${count(used.messages)} messages between ${count(used.users)} people, in US dollars`,
    '',
    row('', '', 'on demand'.padStart(12), 'provisioned'.padStart(12)),
    ...lines.map(({ what, amount, unit, onDemand, provisioned }) =>
      row(what, `${count(amount)} ${unit}`, dollars(onDemand), dollars(provisioned)),
    ),
    row('Total', '', dollars(total(lines, 'onDemand')), dollars(total(lines, 'provisioned'))),
    '',
    `A message is ${table} units of the table and ${index} of the index, in one request. Provisioned: as`,
    'if auto scaling followed the load at 70 % use. Not in it: the logs of errors, and e-mail.',
    ...(options.messageRetentionDays > 0 ? sweepText() : []),
    '',
    accountText({ ...account, textBytes: used.textBytes }),
    '',
    awsExampleText(),
  ].join('\n');
}

/** What the sweep costs: it depends on how many conversations there are. */
function sweepText(): string[] {
  const { readAMillion, write } = sweepUnits;
  const looked = cost('onDemandRead', readAMillion * daysOfMonth).toFixed(2);
  const emptied = cost('onDemandWrite', 1_000_000 * write).toFixed(2);
  return [
    '',
    'DynamoDB deletes messages that are past for nothing. The sweep of their previews is not in the bill:',
    `$${looked} for each million conversation rows, and $${emptied} for each million rows that it empties.`,
  ];
}

function awsExampleText(): string {
  const aws = awsChatBill();
  const sum = Object.values(aws).reduce((a, b) => a + b, 0);
  const messages = awsChat.users * awsChat.sent;
  const units = (clientToken: boolean) => {
    const { table, index } = sendUnits({ textBytes: 200, clientToken });
    return table + index;
  };
  const writes = (clientToken: boolean) => cost('onDemandWrite', messages * units(clientToken));
  const row = (what: string, amount: number) => `  ${what.padEnd(64)}${dollars(amount)}`;
  return [
    "AWS's own chat example (aws.amazon.com/appsync/pricing): 2,500 people, each 1,000 messages sent,",
    '1,000 received, 1,500 minutes connected',
    row("AWS's bill: operations, pushes, connections, traffic", sum),
    row(`with this design's table, ${units(false)} write units a message`, sum + writes(false)),
    row(`  and a client token with each message, ${units(true)} units`, sum + writes(true)),
    row(
      '  and a push to the sender too, for their other devices',
      sum + writes(true) + cost('update', messages),
    ),
  ].join('\n');
}

/** The prices as text. */
export const pricesText = (): string =>
  Object.values(prices)
    .map(
      ({ usd, per, unit, source, date }) =>
        `$${usd} for ${per === 1 ? '' : `${per.toLocaleString('en-US')} `}${unit}`.padEnd(60) +
        `${source}, ${date}`,
    )
    .join('\n');
