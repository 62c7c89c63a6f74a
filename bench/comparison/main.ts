import '../../local/host/environment.js';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from '../../lib/bundle.js';
import type { BenchmarkContext } from '../lib/benchmark.js';
import { capabilities, type Capability, type Finding, sentence } from './capabilities.js';
import { type Comparison, type Contestant, openComparison } from './comparison.js';
import { installPeers } from './peerServer.js';
import { measureSpeed } from './speed.js';

/**
 * `npm run bench:peers`: tries what this host and its peers can do, and measures how fast.
 * `--appsync-local-server DIR` adds that one, from a checkout that is built.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    'appsync-local-server': { type: 'string' },
  },
});
const localServer = values['appsync-local-server'];
const ends: (() => Promise<unknown> | void)[] = [];
const context: BenchmarkContext = {
  quick: values.quick,
  progress: (text) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  },
  cleanUp: (end) => void ends.push(end),
};

const ANSWER_TIMEOUT = 20_000; // ms

/** A server that does not answer in time cannot do it. */
const orSilence = (finding: Promise<Finding>): Promise<Finding> => {
  let timer: NodeJS.Timeout;
  const silence = new Promise<Finding>((resolve) => {
    const seen = `no answer in ${ANSWER_TIMEOUT / 1000} s`;
    timer = setTimeout(() => resolve({ can: false, seen }), ANSWER_TIMEOUT);
  });
  return Promise.race([finding, silence]).finally(() => clearTimeout(timer));
};

/** A peer that fails on the way to a try cannot do it; this host must come through. */
const tried = (
  capability: Capability,
  contestant: Contestant,
  comparison: Comparison,
): Promise<Finding> => {
  const finding = capability.try(contestant, comparison);
  if (contestant.kind === 'host') return finding;
  return finding.catch((error: unknown) => ({ can: false, seen: sentence(error) }));
};

const print = (head: readonly string[], rows: readonly (readonly string[])[]): void => {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  console.log(
    [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n'),
  );
};

try {
  installPeers();
  await bundle();
  const comparison = await openComparison(context, localServer && resolve(localServer));
  const names = comparison.contestants.map(({ server }) => server.name);

  const findings: string[][] = [];
  for (const capability of capabilities) {
    const cells: string[] = [];
    for (const contestant of comparison.contestants) {
      context.progress(`${capability.name}: ${contestant.server.name}`);
      const { can, seen } = await orSilence(tried(capability, contestant, comparison));
      cells.push(`${can ? 'yes' : 'NO'}: ${seen}`);
    }
    findings.push([capability.name, ...cells]);
  }
  const speed = await measureSpeed(comparison, context);
  context.progress('');
  console.log('\n## What each can do (tried)\n');
  print(['', ...names], findings);
  console.log('\n## How fast\n');
  print(
    ['', ...names],
    speed.map(({ measure, values: cells }) => [measure, ...cells]),
  );
  console.log(
    '\nOne table, one schema, the same tokens, in turn. createMessage: a transaction of three items here and on yoga; one PutItem on the simulator and on appsync-local-server, whose transactions do not work. Yoga’s and appsync-local-server’s resolvers are written for them; this host runs what is deployed.',
  );
} finally {
  for (const end of ends.reverse()) await end();
}
