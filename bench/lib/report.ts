import type { Row } from './benchmark.js';

const cells = ({ measure, value, beside = '', ratio = '', wanted }: Row): string[] => [
  measure,
  value,
  beside,
  ratio,
  wanted ? wanted.bound : '',
  wanted ? (wanted.kept ? 'yes' : 'NO') : '',
];

/** The rows as a Markdown table with straight columns. */
export const tableOf = (rows: readonly Row[]): string => {
  const head = ['', 'measured', 'beside it', 'ratio', 'wanted', 'kept'];
  const all = [head, ...rows.map(cells)];
  const widths = head.map((_, at) => Math.max(3, ...all.map((row) => row[at]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(head), rule, ...rows.map((row) => line(cells(row)))].join('\n');
};
