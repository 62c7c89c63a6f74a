import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paths } from '../../infra/app.js';
import { root } from '../support/npmStart.js';
import type { Assembly } from './synth.js';
import { synthesised } from './synth.js';

/** Every optional setting on, in `-c`'s form. Needs `stubBuilds()` as paths. */
export const everySetting = {
  stacks: 'audit,configRules,serviceControlPolicy,web',
  enhancedMetrics: 'true',
  profileCache: 'true',
  canaryMinutes: '5',
  monthlyBudget: '500',
  alarmEmail: 'oncall@example.com',
  mailFrom: 'hello@mail.example.com',
  messageRetentionDays: '365',
};

/**
 * Paths of the app with a small client and canary of their own: synthesis packs what is there, and
 * neither is built for the tests of templates.
 */
export function stubBuilds(): typeof paths {
  const directory = mkdtempSync(join(tmpdir(), 'builds-'));
  const client = join(directory, 'client');
  const canary = join(directory, 'canary');
  for (const folder of [join(client, 'assets'), join(client, 'graphiql'), canary]) {
    mkdirSync(folder, { recursive: true });
  }
  for (const page of ['index.html', 'graphiql/index.html']) {
    cpSync(join(root, 'client', page), join(client, page));
  }
  writeFileSync(join(client, 'assets/client.js'), '');
  writeFileSync(join(canary, 'index.mjs'), 'export const handler = () => {};');
  return { ...paths, client, canary } as typeof paths;
}

let stubs: typeof paths | undefined;

/** The stacks of one stage with every optional part. What it gives must not be changed. */
export const synthesiseEverything = (stage: string, settings = {}): Assembly =>
  synthesised({ stage, ...everySetting, ...settings }, (stubs ??= stubBuilds()));
