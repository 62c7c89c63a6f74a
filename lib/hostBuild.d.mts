export function buildHost(entryPoint: string, outfile: string): Promise<void>;
