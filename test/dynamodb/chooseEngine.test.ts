import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { chooseEngine, startDynoxide } from '../../local/dynamodb/index.js';
import { prepareDataDirectory } from '../../local/dynamodb/dataDirectory.js';
import { engineEnvironment } from '../../local/dynamodb/runEngine.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder with programs of these names. */
const folderWith = (...programs: string[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'engines-'));
  folders.push(folder);
  for (const program of programs) {
    writeFileSync(join(folder, program), '');
    chmodSync(join(folder, program), 0o755);
  }
  return folder;
};

/** One for which no package is installed here. */
const machine = (...programs: string[]) => ({
  platform: 'darwin',
  arch: 'arm64',
  env: { PATH: folderWith(...programs) },
});

describe('The engine that the host starts', () => {
  test('is dynoxide where it is on the PATH, whatever else is', () => {
    const { engine, reason } = chooseEngine(undefined, machine('dynoxide', 'java'));
    expect([engine.name, reason]).toEqual(['dynoxide', 'dynoxide is on the PATH']);
  });

  test('is DynamoDB Local where there is a Java and no dynoxide', () => {
    const { engine, reason } = chooseEngine(undefined, machine('java'));
    expect(engine.name).toBe('dynamodb-local');
    expect(reason).toMatch(/no dynoxide here, and Java is on the PATH/);
  });

  test('is the one that is asked for', () => {
    for (const name of ['dynoxide', 'dynamodb-local'] as const) {
      expect(chooseEngine(name, machine('dynoxide', 'java')).engine.name).toBe(name);
    }
  });

  test('is none where there is neither, and the error names every way to one', () => {
    expect(() => chooseEngine(undefined, machine())).toThrow(
      expect.objectContaining({
        code: 'NO_ENGINE',
        message: expect.stringMatching(
          /`dynoxide` on the PATH.*Java 17.*DYNAMODB_ENDPOINT/,
        ) as string,
      }) as Error,
    );
  });
});

test.each([
  ['dynoxide', 'dynamodb-local', 'shared-local-instance.db'],
  ['dynamodb-local', 'dynoxide', 'dynoxide.db'],
] as const)('%s refuses the data of %s, and says how to go on', (name, other, file) => {
  const folder = folderWith(file);
  expect(() => prepareDataDirectory(name, folder)).toThrow(
    expect.objectContaining({
      code: 'OTHER_ENGINE',
      message: expect.stringMatching(new RegExp(`--engine ${other} .*--fresh`)) as string,
    }) as Error,
  );
});

test('the environment of an engine has what finds a Java, and no secret of the developer', () => {
  const env = { PATH: '/bin', JAVA_HOME: '/jdk', AWS_SECRET_ACCESS_KEY: 'x', NODE_OPTIONS: '-r x' };
  expect(engineEnvironment(env)).toEqual({ PATH: '/bin', JAVA_HOME: '/jdk' });
});

test('a data directory that cannot be used is reported', async () => {
  const file = join(folderWith('taken'), 'taken');
  await expect(startDynoxide({ dataDirectory: join(file, 'below') })).rejects.toMatchObject({
    code: 'DATA_DIRECTORY',
  });
});
