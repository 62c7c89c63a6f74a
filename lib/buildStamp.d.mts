export const sources: { readonly folders: readonly string[]; readonly files: readonly string[] };
export function hashOfSources(root: string): string;
export function hashOfFolders(folders: readonly string[]): string;
export function hashOfTimes(root: string, files: readonly string[]): string;
export function hashOf(content: string | Uint8Array): string;
export function readStamp(file: string): Record<string, unknown> | undefined;
export function writeWhole(file: string, content: string | Uint8Array): void;
export function tryToKeep(file: string, content: string | Uint8Array): void;
