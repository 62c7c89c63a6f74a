import { areas } from './areas.js';
import { sourcesOf, testOf, type Area, type Row, type Source } from './row.js';

const kinds = ['recorded', 'measured', 'observed', 'documented', 'assumed'] as const;
type Kind = (typeof kinds)[number];

/** The text of `docs/fidelity.md`. */
export function fidelityDocument(): string {
  return [
    '# How true the host is',
    'What the local host does, where it was learnt that AWS does so, and the test that holds it. AWS is the judge: what is not known about it says so here.',
    kindsTable(),
    'A row with several has them for its several parts; _assumed_ among them means that a part of it, such as a wording, is not known. `npm run verify:aws` asks AppSync itself, for the day there is an account.',
    'Generated from `test/fidelity/rows` by `npm run docs:fidelity`; `test/fidelity` fails when the two differ, or when a row names a test that is not there. The lines of a table of tests are named as the table has them, `%s` where a row is about all of them.',
    ...areas.map(areaText),
  ]
    .join('\n\n')
    .concat('\n');
}

/** A row counts once, for the best that is known of it. */
function kindsTable(): string {
  const rows = areas.flatMap((area) => area.rows);
  const count = (kind: Kind) => rows.filter((row) => bestOf(row) === kind).length;
  const meaning: Readonly<Record<Kind, string>> = {
    recorded: "an answer of AWS's own EvaluateCode, kept by a public repository",
    measured: 'measured on a real API by the author of a public repository',
    observed: 'an answer or frame of the service that a user of AppSync showed in public',
    documented: "AWS's documentation, by page; a specification or a library, by its name",
    assumed: 'not known about AWS; the row says what the host does',
  };
  return table(
    ['learnt', 'rows', 'meaning'],
    kinds.map((kind) => [kind, String(count(kind)), meaning[kind]]),
  );
}

const kindOf = (source: Source) => source.split(': ')[0] as Kind;

const bestOf = (row: Row) => {
  const own = sourcesOf(row).map(kindOf);
  return kinds.find((kind) => own.includes(kind));
};

const areaText = ({ title, code, rows }: Area): string =>
  [
    `## ${title}`,
    `\`${code}\``,
    table(
      ['row', 'what the host does', 'learnt', 'test'],
      rows.map((row) => [
        `\`${row.id}\``,
        row.says,
        sourcesOf(row).map(sourceText).join('; '),
        testText(row),
      ]),
    ),
  ].join('\n\n');

function testText(row: Row): string {
  const { file, name } = testOf(row);
  return `[${file.replace('test/', '')}](../${file}) ${code(name)}`;
}

/** Where a source can be read. */
function sourceText(source: Source): string {
  const kind = kindOf(source);
  const what = source.slice(kind.length + 2);
  if (kind === 'assumed') return kind;
  if (kind === 'documented' && /^[a-z0-9-]+$/u.test(what)) {
    return `${kind}: [${what}](https://docs.aws.amazon.com/appsync/latest/devguide/${what}.html)`;
  }
  if (kind === 'documented') return `${kind}: ${what}`;
  const [, page = what, , issue] = /^([\w.-]+\/[\w.-]+)(#(\d+))?$/u.exec(what) ?? [];
  const url = page === what && what.startsWith('https://') ? what : `https://github.com/${page}`;
  return `${kind}: [${what.replace('https://', '')}](${url}${issue ? `/issues/${issue}` : ''})`;
}

/** Code that may hold backticks itself. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/gu)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** The formatter, let at it, would pad every cell of a column to the widest. */
const table = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  [
    '<!-- oxfmt-ignore -->',
    ...[head, head.map(() => '---'), ...lines].map(
      (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
    ),
  ].join('\n');
