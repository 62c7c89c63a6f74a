/**
 * `npm run prepare`, which npm calls after `npm ci` and before it packs: builds the host as other
 * projects install it, and the web client where the development tools are installed.
 */
import { fileURLToPath } from 'node:url';
import { buildHost } from '../lib/hostBuild.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

await buildHost(`${root}local/index.ts`, `${root}build/package/index.mjs`);
await buildHost(`${root}local/command/main.ts`, `${root}build/package/command.mjs`);

const vite = await import('vite').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
});
await vite?.build({ configFile: `${root}vite.config.ts`, logLevel: 'warn' });
