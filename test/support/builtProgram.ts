import { join } from 'node:path';
import { buildHost } from '../../lib/hostBuild.mjs';
import { root } from './npmStart.js';

const built = new Map<string, Promise<string>>();

/**
 * Builds a TypeScript program to one file, once for each test worker. A process of it starts in a
 * tenth of the time that a TypeScript loader takes.
 *
 * @param source the program, from the checkout's root, such as `scripts/verifyAws/main.ts`
 * @returns the file for `node`, below `build/`, where it finds the installed packages; removed
 *   when the run ends
 */
export function builtProgram(source: string): Promise<string> {
  const before = built.get(source);
  if (before) return before;
  const name = source.replaceAll('/', '-').replace(/\.ts$/, '.mjs');
  // Each worker has a folder of its own: another worker may be running its copy.
  const outfile = join(process.env.BUILT_PROGRAMS!, String(process.pid), name);
  const building = buildHost(join(root, source), outfile).then(() => outfile);
  built.set(source, building);
  return building;
}
