/** What one statement of PartiQL does, and to which table or index. */
interface PartiQLStatement {
  /** IAM's name, without `dynamodb:`. */
  readonly action: string;
  readonly tableName: string;
  readonly indexName?: string | undefined;
}

const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\w+|--|\/\*|\S/g;

/**
 * Reads as much of a statement as IAM is asked about (DynamoDB developer guide, "PartiQL - a
 * SQL-compatible query language for DynamoDB" and "IAM security policies with PartiQL"). `EXISTS`, as
 * part of a transaction, reads; that it needs `PartiQLSelect` is assumed.
 *
 * @returns undefined for anything else: comments, several statements, several tables
 */
export function readStatement(text: string): PartiQLStatement | undefined {
  const parts = text.match(tokens) ?? [];
  const words = parts.map((part) => part.toUpperCase());
  const count = (word: string): number => words.filter((one) => one === word).length;
  if ([';', '--', '/*', "'", '"'].some((sign) => words.includes(sign))) return undefined;
  const [first, second, third] = words;
  if (first === 'SELECT' || (first === 'EXISTS' && second === '(' && third === 'SELECT')) {
    if (count('SELECT') !== 1 || count('FROM') !== 1) return undefined;
    return statementAt(parts, words.indexOf('FROM') + 1, 'PartiQLSelect');
  }
  if (count('SELECT') > 0) return undefined;
  if (first === 'INSERT' && second === 'INTO') return statementAt(parts, 2, 'PartiQLInsert');
  if (first === 'UPDATE') return statementAt(parts, 1, 'PartiQLUpdate');
  if (first === 'DELETE' && second === 'FROM') return statementAt(parts, 2, 'PartiQLDelete');
  return undefined;
}

/** `"Table"`, `Table`, `"Table"."Index"`. */
function statementAt(
  parts: readonly string[],
  at: number,
  action: string,
): PartiQLStatement | undefined {
  const tableName = nameOf(parts[at]);
  const next = parts[at + 1];
  if (tableName === undefined || next === ',') return undefined;
  if (next !== '.') return { action, tableName };
  const indexName = nameOf(parts[at + 2]);
  return indexName === undefined || parts[at + 3] === ',' || parts[at + 3] === '.'
    ? undefined
    : { action, tableName, indexName };
}

function nameOf(part: string | undefined): string | undefined {
  if (part === undefined) return undefined;
  if (part.startsWith('"')) return part.slice(1, -1).replaceAll('""', '"');
  return /^\w+$/.test(part) ? part : undefined;
}
