/**
 * `npm run codegen` writes `client/src/generated/limits.ts`: what the client knows of the product's
 * limits, of the pool's password policy and of its group of moderators. The client may not import the
 * resolvers, so their pure data is copied. `--check` writes nothing and ends with 1 when the file is not
 * what it should be.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { limits } from '../resolvers/limits.js';
import { moderatorsGroup } from '../resolvers/moderators.js';
import { userPool } from '../resolvers/userPool.js';

const file = new URL('../client/src/generated/limits.ts', import.meta.url);

/** The file's text. */
export const clientLimits = (): string => {
  const { temporaryPasswordDays: _, ...passwordPolicy } = userPool.passwordPolicy;
  return [
    '/** Made by `npm run codegen` from resolvers/limits.ts, userPool.ts and moderators.ts. */',
    `export const limits = ${JSON.stringify(limits, null, 2)} as const;`,
    '',
    `export const passwordPolicy = ${JSON.stringify(passwordPolicy, null, 2)} as const;`,
    '',
    `export const moderatorsGroup = ${JSON.stringify(moderatorsGroup)};`,
    '',
  ].join('\n');
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const isCheck = process.argv.includes('--check');
  if (!isCheck) await writeFile(file, clientLimits());
  else if ((await readFile(file, 'utf8').catch(() => '')) !== clientLimits()) {
    console.error('client/src/generated/limits.ts is out of date: npm run codegen');
    process.exitCode = 1;
  }
}
