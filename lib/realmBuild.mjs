import { buildSync } from 'esbuild';

/**
 * Builds the code of the resolvers' realm to one script.
 *
 * @param {string} entryPoint `realm/main.ts`
 * @returns {string} a script whose value is `createRealm`
 */
export function buildRealm(entryPoint) {
  const { outputFiles } = buildSync({
    entryPoints: [entryPoint],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'realm',
    target: 'es2022',
    banner: { js: "(function () { 'use strict';" },
    footer: { js: 'return realm.createRealm; })()' },
  });
  return outputFiles[0].text;
}
