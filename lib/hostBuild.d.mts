export function buildHost(entryPoint: string, outfile: string): Promise<void>;
export function buildScript(options: {
  readonly root: string;
  readonly entryPoint: string;
  readonly outfile: string;
}): Promise<void>;
