import { fileURLToPath } from 'node:url';
import { buildRealm } from '../../../lib/realmBuild.mjs';

let source: string | undefined;

/**
 * The code under `realm/` as one script whose value is `createRealm`. Built once in a process; a
 * built host has it built already (lib/hostBuild.mjs).
 */
export function realmSource(): string {
  source ??= buildRealm(fileURLToPath(new URL('./realm/main.ts', import.meta.url)));
  return source;
}
