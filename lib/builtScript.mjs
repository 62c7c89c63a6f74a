/** Runs a script that `buildScript` (hostBuild.mjs) has made, with the code that V8 made of it before. */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { hashOf, hashOfSources, hashOfTimes, readStamp, tryToKeep } from './buildStamp.mjs';

/** What a script is given, in this order. */
export const parameters = 'module, require, builtUrl, importUrl';

/** @param {string} outfile the script @returns {string} where it says what it was built from */
export const stampOf = (outfile) => `${outfile}.json`;

/** @param {string} outfile */
const cacheOf = (outfile) => `${outfile}.cache`;

/**
 * Reads a script, if a build of now would make the same.
 *
 * @param {string} root the checkout that it was built from
 * @param {string} outfile
 * @returns {Buffer | undefined} undefined where it is not there, or anything it was built from has
 *   changed since
 */
export function readCurrent(root, outfile) {
  const stamp = readStamp(stampOf(outfile));
  if (stamp?.sources !== hashOfSources(root)) return undefined;
  if (stamp.packages !== hashOfTimes(root, stamp.packageFiles)) return undefined;
  const program = readFile(outfile);
  return program && stamp.program === hashOf(program) ? program : undefined;
}

/**
 * Runs a script.
 *
 * @param {string} outfile where it is
 * @param {Buffer} program what it is
 * @returns {{ exports: object, keepCode: () => void }} what it exports; and what keeps the
 *   code that V8 has made of it until now, for the next time
 */
export function runScript(outfile, program) {
  const hash = hashOf(program);
  // Nothing here holds the code for longer than V8 reads it: it has the size of the program.
  // esbuild escapes what is not ASCII. So a character takes one byte here, too.
  const script = new Script(program.toString('latin1'), {
    filename: outfile,
    cachedData: readCode(outfile, hash),
  });
  const module = { exports: {} };
  script.runInThisContext()(
    module,
    createRequire(outfile),
    pathToFileURL(outfile).href,
    (url) => import(url),
  );
  return {
    exports: module.exports,
    keepCode() {
      if (script.cachedDataRejected === false) return;
      const code = script.createCachedData();
      tryToKeep(cacheOf(outfile), Buffer.concat([markOf(hash, code), code]));
    },
  };
}

/**
 * What comes before kept code. V8 refuses the code of another V8 or with other flags. But it knows a
 * text by its length only, and does not see that code is damaged.
 */
const markOf = (program, code) => Buffer.from(`${program} ${hashOf(code)} `);

function readCode(outfile, hash) {
  const kept = readFile(cacheOf(outfile));
  if (kept === undefined) return undefined;
  const { length } = markOf(hash, '');
  const code = kept.subarray(length);
  return markOf(hash, code).equals(kept.subarray(0, length)) ? code : undefined;
}

/** Undefined where there is none. */
function readFile(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
