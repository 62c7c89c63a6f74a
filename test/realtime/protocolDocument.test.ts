import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { APPSYNC_LIMITS } from '../../local/appsync/realtime/limits.js';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const document = read('docs/protocol.md');

/** The anchors that GitHub makes from headings. */
const anchors = [...document.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
  heading.toLowerCase().replaceAll(' ', '-'),
);

describe('docs/protocol.md', () => {
  it('has every section that the code and the document itself refer to', () => {
    const folder = 'local/appsync/realtime';
    const code = readdirSync(new URL(`../../${folder}`, import.meta.url)).map((name) =>
      read(`${folder}/${name}`),
    );
    const fromCode = code.flatMap((text) => [...text.matchAll(/docs\/protocol\.md#([\w-]+)/g)]);
    const fromDocument = [...document.matchAll(/\]\(#([\w-]+)\)/g)];
    expect(fromCode.length).toBeGreaterThan(10);
    for (const [, anchor] of [...fromCode, ...fromDocument]) expect(anchors).toContain(anchor);
  });

  it('states every limit with its value', () => {
    const rows = [...document.matchAll(/^\| `(\w+)` +\| ([\d,]+)[^|]*\|/gm)].map(
      ([, name = '', value = '']) => [name, Number(value.replaceAll(',', ''))],
    );
    expect(Object.fromEntries(rows)).toEqual(APPSYNC_LIMITS);
  });

  it('shows frames that are JSON objects', () => {
    const examples = [...document.matchAll(/^```json\n(.*?)^```/gms)].map(([, json = '']) => json);
    expect(examples.length).toBeGreaterThan(8);
    for (const json of examples) expect(JSON.parse(json)).toBeTypeOf('object');
  });
});
