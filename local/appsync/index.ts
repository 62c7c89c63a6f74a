/** The AppSync host, for others: a served API, and one handler by itself. */
export { type AppSync, type AppSyncOptions, createAppSync } from './appsync.js';
export { evaluate } from './evaluate.js';
export type { ApiDefinition, ResolverContext } from './types.js';
