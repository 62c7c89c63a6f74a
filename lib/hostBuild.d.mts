import type { BuildOptions } from 'esbuild';

export function hostBuild(entryPoint: string, outfile: string): BuildOptions;
export function buildHost(entryPoint: string, outfile: string): Promise<void>;
