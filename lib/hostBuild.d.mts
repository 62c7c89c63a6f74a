import type { BuildOptions } from 'esbuild';

export function hostBuild(entryPoint: string, outfile: string): BuildOptions;
