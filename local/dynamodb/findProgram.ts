import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** What the choice of an engine depends on. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  /** For PATH and JAVA_HOME. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export const thisMachine = (env = process.env): Machine => ({
  platform: process.platform,
  arch: process.arch,
  env,
});

const fileOf = (name: string, { platform }: Machine): string =>
  platform === 'win32' ? `${name}.exe` : name;

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

const onPath = (name: string, machine: Machine): string | undefined =>
  (machine.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, fileOf(name, machine)))
    .find(isProgram);

/** A program that was found, and its place in words. */
interface Found {
  readonly path: string;
  readonly where: string;
}

/**
 * dynoxide's program: from the npm package for this platform (`@dynoxide/<platform>-<arch>`, the
 * makers' names), or from the PATH.
 */
export function findDynoxide(machine: Machine): Found | undefined {
  const name = `@dynoxide/${machine.platform}-${machine.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const path = join(dirname(manifest), fileOf('dynoxide', machine));
    if (isProgram(path)) return { path, where: `the package ${name} is installed` };
  } catch {
    // The package is not installed.
  }
  const path = onPath('dynoxide', machine);
  return path === undefined ? undefined : { path, where: 'dynoxide is on the PATH' };
}

/** A Java of any version. */
export function findJava(machine: Machine): Found | undefined {
  const home = machine.env['JAVA_HOME'];
  if (home) {
    const path = join(home, 'bin', fileOf('java', machine));
    return isProgram(path) ? { path, where: 'JAVA_HOME has a Java' } : undefined;
  }
  const path = onPath('java', machine);
  return path === undefined ? undefined : { path, where: 'Java is on the PATH' };
}
