import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settingSchemas } from '../../infra/settingSchemas.js';
import { usage as costUsage } from '../../scripts/cost/costCommand.js';
import { usage as deleteAgainUsage } from '../../scripts/deleteAgain.js';
import { usage as deployUsage } from '../../scripts/deploy.js';
import { usage as expireOldUsage } from '../../scripts/expireOld.js';
import { usage as smokeUsage } from '../../scripts/smoke/main.js';
import { synthesiseEverything } from './allStacks.js';
import { resources } from './synth.js';

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const runbook = read('docs/operations.md');
const { templates } = synthesiseEverything('production');
const alarms = Object.values(templates)
  .flatMap((template) => resources(template, 'AWS::CloudWatch::Alarm'))
  .map(({ Properties }) => (Properties.AlarmName as string).replace('messages-production-', ''));

/** The table of the alarms: alarm, what to look at first, where it goes on. */
const rows = runbook
  .slice(runbook.indexOf('### Runbook'), runbook.indexOf('#### The API'))
  .split('\n')
  .flatMap((line) => {
    const [, name, first, then] = /^\| `([\w-]+)` +\| (.+?) +\| (.+?) +\|$/.exec(line) ?? [];
    return name ? [{ name, first: first!, then: then! }] : [];
  });

/** As GitHub makes the anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

/** The text under each heading, up to the next heading, by its anchor. */
const sections = new Map(
  runbook
    .split(/^#+ /m)
    .slice(1)
    .map((text) => [anchorOf(text.slice(0, text.indexOf('\n'))), text]),
);

describe('the runbook', () => {
  it('has a row for each alarm, and no other', () => {
    expect(alarms.length).toBeGreaterThan(30);
    expect(rows.map(({ name }) => name).sort()).toEqual([...alarms].sort());
  });

  it('says of each alarm what to look at first, and where what to do is written', () => {
    for (const { name, first, then } of rows) {
      expect(first.length, name).toBeGreaterThan(4);
      const [, anchor] = /^\[.+\]\(#(.+)\)$/.exec(then) ?? [];
      expect(sections.get(anchor ?? '') ?? `no section for ${then}`, name).toContain(`\`${name}\``);
    }
  });

  it('explains every setting', () => {
    const settings = runbook.slice(
      runbook.indexOf('### Settings'),
      runbook.indexOf('### The stacks'),
    );
    const explained = [...settings.matchAll(/`([a-z][A-Za-z]+)`/g)].map(([, word]) => word!);
    expect(explained).toEqual(expect.arrayContaining(Object.keys(settingSchemas)));
  });
});

describe('the commands of docs/operations.md', () => {
  const intro = runbook.slice(0, runbook.indexOf('\n## '));
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const usages: Readonly<Record<string, string>> = {
    cost: costUsage,
    deploy: deployUsage,
    'delete:again': deleteAgainUsage,
    'expire-old': expireOldUsage,
    smoke: smokeUsage,
  };
  /** What follows `npm run`, up to the end of the code or the line. */
  const runs = [...runbook.matchAll(/npm run ([\w:-]+)([^`\n#&)]*)/g)].map(([, script, rest]) => ({
    script: script!,
    options: [...rest!.matchAll(/--[a-z][\w-]*/g)].map(([option]) => option),
  }));

  it('run scripts and options that exist', () => {
    expect(runs.length).toBeGreaterThan(10);
    for (const { script, options } of runs) {
      expect(Object.keys(scripts)).toContain(script);
      for (const option of options) expect(usages[script], `npm run ${script}`).toContain(option);
    }
  });

  it('are marked where they need an account', () => {
    expect(intro).toMatch(/begins with `aws` or `npx cdk` needs an AWS account/);
    for (const { script } of runs) expect(intro, script).toContain(`\`npm run ${script}\``);
    const others = [...runbook.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)]
      .flatMap(([, block]) => block!.replaceAll('\\\n', ' ').split('\n'))
      .map((line) => line.trim())
      .filter((line) => line !== '' && !/^(npm run|npx cdk|aws|UNITS=)/.test(line));
    expect(others).toEqual([]);
  });
});
