export const parameters: string;
export function stampOf(outfile: string): string;
export function readCurrent(root: string, outfile: string): Buffer | undefined;
export function runScript(
  outfile: string,
  program: Buffer,
): { readonly exports: object; readonly keepCode: () => void };
