import { buildSync } from 'esbuild';
import { fileURLToPath } from 'node:url';

let source: string | undefined;

/** The code under `realm/` as one script whose value is `createRealm`. Built once in a process. */
export function realmSource(): string {
  source ??= buildSync({
    entryPoints: [fileURLToPath(new URL('./realm/main.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'realm',
    target: 'es2022',
    banner: { js: "(function () { 'use strict';" },
    footer: { js: 'return realm.createRealm; })()' },
  }).outputFiles[0]!.text;
  return source;
}
