/** `npm run docs:growth`: writes docs/growth.md from the cost model. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { formatMarkdown } from '../../lib/markdown.js';
import { awsChat } from './awsChat.js';
import { costCommand } from './costCommand.js';
import { amounts } from './costModel.js';
import { sendUnits } from './costUnits.js';
import { type Growth, growth, peakFactor, reconnectSeconds } from './growthModel.js';
import { quotas } from './quotas.js';

/** The month of one person: AWS's chat example, and the defaults of `npm run cost`. */
const { usage: person } = costCommand([]);

const populations = [10_000, 1_000_000, 100_000_000] as const;

const count = (amount: number): string =>
  amount.toLocaleString('en-US', { maximumFractionDigits: amount < 10 ? 1 : 0 });

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** With what people change and mark as read for each message. */
const unitsOfMessage = (): string => {
  const { written } = amounts({ ...person, users: 1, messages: awsChat.sent });
  return count(written.table / awsChat.sent);
};

function section(of: Growth): string {
  const [first] = of.demands;
  const binds = of.demands.filter(({ share }) => share > 1);
  const verdict =
    binds.length === 0
      ? `No quota binds. The nearest is ${quotas[first!.quota].of}, at ${count(first!.share * 100)} %.`
      : `What binds first: ${quotas[first!.quota].of}, at ${count(first!.share)} times the quota.`;
  return `## ${count(of.users)} people

${count(of.messagesPerSecond)} messages a second at the peak, ${count(of.connections)} connections, $${count(of.bill)} a month. ${verdict}

${table(
  ['quota', 'default, per second', 'asked for', 'share'],
  of.demands.map(({ quota, perSecond, share }) => [
    quotas[quota].of,
    count(quotas[quota].perSecond),
    count(perSecond),
    `${count(share * 100)} %`,
  ]),
)}

Cells at default quotas, with the brake raised: ${count(of.cells)}.`;
}

/** The text of docs/growth.md. */
export function growthText(): Promise<string> {
  const pages = populations.map((users) => growth(person, users, awsChat.sent));
  return formatMarkdown(
    `# Growth

Which limit binds first as people come. The figures are computed: \`npm run docs:growth\` writes this page
from \`scripts/cost/growthModel.ts\`, and a test compares it. Nothing was measured in an account.

Each person sends ${count(awsChat.sent)} messages a month, as in AWS's chat example, and is connected for
${count(awsChat.minutesOnline)} minutes. Reactions, edits and read markers are those of \`npm run cost\`: with them, a message
takes ${unitsOfMessage()} write units of the table, ${sendUnits(person).table} of them its own.

The busiest second asks for ${peakFactor} times the average. After an interruption,
all connected clients reconnect within ${reconnectSeconds} seconds. Both are assumptions.

A cell is a copy of the product: an API, a table and a user pool, in an account or region of its own. A
conversation lives in one cell, so two people of different cells need a rule which one; this product has
none. Raising quotas comes first.

${pages.map(section).join('\n\n')}

## The quotas

${table(
  ['per second', 'of', 'bounds', 'source', 'read'],
  Object.values(quotas).map(({ perSecond, of, binds, source, date }) => [
    count(perSecond),
    of,
    binds,
    source,
    date,
  ]),
)}
`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(new URL('../../docs/growth.md', import.meta.url), await growthText());
}
