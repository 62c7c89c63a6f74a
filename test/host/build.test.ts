import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCurrent, runScript, stampOf } from '../../lib/builtScript.mjs';
import { buildScript } from '../../lib/hostBuild.mjs';

let root: string;
let outfile: string;

const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
};
const build = (): Promise<void> =>
  buildScript({ root, entryPoint: join(root, 'local/main.ts'), outfile });
const run = () => runScript(outfile, readCurrent(root, outfile)!);

beforeEach(async () => {
  root = `${await mkdtemp(join(tmpdir(), 'checkout-'))}/`;
  outfile = join(root, 'build/main.cjs');
  await write('package.json', '{ "type": "module" }');
  await write('tsconfig.json', '{}');
  await write('node_modules/.package-lock.json', '{ "packages": { "greeting": "1.0.0" } }');
  await write('node_modules/greeting/package.json', '{ "main": "index.js" }');
  await write('node_modules/greeting/index.js', "exports.greeting = 'good day';");
  await write('lib/name.ts', "export const name = 'Ada';");
  await write(
    'local/main.ts',
    `import { greeting } from 'greeting';
     import { name } from '../lib/name.js';
     export const text: string = greeting + ', ' + name;
     export const url = import.meta.url;`,
  );
  await build();
});
afterEach(() => rm(root, { recursive: true }));

describe('a built host', () => {
  it('has its packages in it, and finds what is beside its sources', () => {
    expect(run().exports).toMatchObject({
      text: 'good day, Ada',
      url: `file://${root}local/main.ts`,
    });
  });

  const changes: [string, () => Promise<void>][] = [
    ['a source has another text', () => write('lib/name.ts', "export const name = 'Noor';")],
    [
      'a source has another text of the same length and time',
      async () => {
        const { atime, mtime } = await stat(join(root, 'lib/name.ts'));
        await write('lib/name.ts', "export const name = 'Bob';");
        await utimes(join(root, 'lib/name.ts'), atime, mtime);
      },
    ],
    // An import of `name.js` finds it first.
    ['there is a new source', () => write('lib/name.js', "export const name = 'Eve';")],
    ['a source is gone', () => rm(join(root, 'lib/name.ts'))],
    ['the compiler has other options', () => write('tsconfig.json', '{ "compilerOptions": {} }')],
    [
      'other packages are installed',
      () => write('node_modules/.package-lock.json', '{ "packages": { "greeting": "1.0.1" } }'),
    ],
    [
      'a file of a package is edited',
      () => write('node_modules/greeting/index.js', "exports.greeting = 'hello';"),
    ],
    ['a file of a package is gone', () => rm(join(root, 'node_modules/greeting/index.js'))],
    ['it has been edited itself', () => write('build/main.cjs', '(function () {})')],
    ['it is gone', () => rm(outfile)],
    ['its stamp is gone', () => rm(stampOf(outfile))],
    ['its stamp is damaged', () => writeFile(stampOf(outfile), '{ "sources": ')],
  ];
  it.each(changes)('is not used when %s', async (_what, change) => {
    expect(readCurrent(root, outfile)).toBeDefined();
    await change();
    expect(readCurrent(root, outfile)).toBeUndefined();
  });

  it('is not used by another Node', () => {
    const version = Object.getOwnPropertyDescriptor(process, 'version')!;
    Object.defineProperty(process, 'version', { ...version, value: 'v19.0.0' });
    try {
      expect(readCurrent(root, outfile)).toBeUndefined();
    } finally {
      Object.defineProperty(process, 'version', version);
    }
  });

  it('is not built from a file whose change nothing would notice', async () => {
    await write('elsewhere/name.ts', "export const name = 'Ada';");
    await write('lib/name.ts', "export { name } from '../elsewhere/name.js';");
    await expect(build()).rejects.toThrow('elsewhere/name.ts is in none of the folders of a build');
  });
});

describe('the code that V8 has kept', () => {
  const cache = () => join(root, 'build/main.cjs.cache');

  it('is there for the next start, and does the same', async () => {
    run().keepCode();
    const kept = await readFile(cache());
    const second = run();
    expect(second.exports).toMatchObject({ text: 'good day, Ada' });
    second.keepCode();
    expect(await readFile(cache())).toEqual(kept);
  });

  it('of another text of the same length is not run', async () => {
    run().keepCode();
    await write('lib/name.ts', "export const name = 'Bob';");
    await build();
    expect(run().exports).toMatchObject({ text: 'good day, Bob' });
  });

  it('is made again when it is damaged', async () => {
    run().keepCode();
    const kept = await readFile(cache());
    await writeFile(cache(), Buffer.from(kept).fill(0, 300, 400));
    const again = run();
    expect(again.exports).toMatchObject({ text: 'good day, Ada' });
    again.keepCode();
    expect(run().exports).toMatchObject({ text: 'good day, Ada' });
    expect((await readFile(cache())).subarray(300, 400)).not.toEqual(Buffer.alloc(100));
  });

  it('that cannot be written is not missed', async () => {
    await mkdir(cache());
    const { exports, keepCode } = run();
    keepCode();
    expect(exports).toMatchObject({ text: 'good day, Ada' });
  });
});
