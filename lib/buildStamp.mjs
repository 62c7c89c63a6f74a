/**
 * Tells whether what was built before is still what a build would make. Plain JavaScript without a
 * package: `npm start` asks before it loads anything else.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The folders and files of a checkout that a build may read, beside the installed packages. */
export const sources = {
  folders: ['generated', 'lib', 'local', 'resolvers', 'triggers'],
  files: [
    'package.json',
    'tsconfig.json',
    // What is installed, as npm writes it. `package-lock.json` says what will be.
    'node_modules/.package-lock.json',
  ],
};

/**
 * A hash of what a build of this checkout depends on: the names and texts of all its sources, so
 * that a new file counts as much as a changed or a deleted one; the packages; and the Node.
 *
 * @param {string} root the checkout
 * @returns {string}
 */
export function hashOfSources(root) {
  const hash = createHash('sha256');
  hash.update(`${process.version} ${process.platform} ${process.arch}\n`);
  for (const folder of sources.folders) addFolder(hash, root, join(root, folder));
  for (const file of sources.files) addFile(hash, root, join(root, file));
  return hash.digest('hex');
}

/**
 * A hash of the names and texts of all files below some folders.
 *
 * @param {readonly string[]} folders
 * @returns {string}
 */
export function hashOfFolders(folders) {
  const hash = createHash('sha256');
  for (const folder of folders) addFolder(hash, dirname(folder), folder);
  return hash.digest('hex');
}

/** @param {string | Uint8Array} content @returns {string} */
export const hashOf = (content) => createHash('sha256').update(content).digest('hex');

/**
 * A hash of the names, sizes and times of some files: for those of packages, which npm alone
 * writes.
 *
 * @param {string} root
 * @param {readonly string[]} files below `root`
 * @returns {string}
 */
export function hashOfTimes(root, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const found = statSync(join(root, file), { throwIfNoEntry: false });
    hash.update(`${file} ${found?.size} ${found?.mtimeMs} ${found?.ctimeMs}\n`);
  }
  return hash.digest('hex');
}

/**
 * @param {string} file where `writeWhole` has put it
 * @returns {Record<string, unknown> | undefined} undefined where there is none that can be read
 */
export function readStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Writes a file. Another process may be reading it: it is there whole or not at all.
 *
 * @param {string} file
 * @param {string | Uint8Array} content
 */
export function writeWhole(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  const whole = `${file}.${process.pid}`;
  writeFileSync(whole, content);
  renameSync(whole, file);
}

/**
 * Writes a file that only saves time. Where it cannot be written, the next process does the work again.
 *
 * @param {string} file
 * @param {string | Uint8Array} content
 */
export function tryToKeep(file, content) {
  try {
    writeWhole(file, content);
  } catch {
    // a checkout that is not writable, a full disk
  }
}

function addFolder(hash, root, folder) {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return; // a folder that is not there has no files
  }
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) addFolder(hash, root, path);
    else addFile(hash, root, path);
  }
}

function addFile(hash, root, path) {
  let content;
  try {
    content = readFileSync(path);
  } catch {
    return; // nor has it one that is gone
  }
  hash.update(`${relative(root, path)} ${content.length}\n`).update(content);
}
