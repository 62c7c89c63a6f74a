export function buildRealm(entryPoint: string): string;
