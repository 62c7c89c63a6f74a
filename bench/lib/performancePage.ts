import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { formatMarkdown } from '../../lib/markdown.js';
import { root } from '../../test/support/npmStart.js';

const page = `${root}docs/performance.md`;

const head = `# Performance

\`npm run bench -- --write\` makes this page. Each section is one benchmark, with the day and the machine of
its last run: \`npm run bench -- --write send\` measures one of them again. Compare ratios, not times: both
sides of a ratio ran in turn on the same machine. \`npm run bench:peers\` compares the host with other
servers ([ADR 3](adr/0003-own-local-host.md)).
`;

/** Writes a benchmark's section of docs/performance.md, in place of its last one if there is one. */
export async function writeSection(title: string, text: string): Promise<void> {
  const before = await readFile(page, 'utf8').catch(() => head);
  const changed = withSection(before, title, `${machine()}\n\n${text}`);
  await writeFile(page, await formatMarkdown(changed));
}

/** A page of Markdown with the text of one section replaced; a new section comes last. */
export function withSection(text: string, title: string, section: string): string {
  const [first = '', ...sections] = text.split(/^## /m);
  const isIt = (one: string): boolean => one.startsWith(`${title}\n`);
  const written = `${title}\n\n${section}`;
  const all = sections.some(isIt)
    ? sections.map((one) => (isIt(one) ? written : one))
    : [...sections, written];
  const parts = [first, ...all.map((one) => `## ${one}`)];
  return `${parts.map((part) => part.trim()).join('\n\n')}\n`;
}

function machine(): string {
  const processors = cpus();
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, Node ${process.version}, ${processors.length} × ${processors[0]?.model.trim()}`;
}
