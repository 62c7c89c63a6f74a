/**
 * The host, for the tests and tools of other projects: it serves an API in this process, on a free
 * port of 127.0.0.1, until `stop`.
 */
export { startManifestApi, type ManifestApiOptions } from './manifest/start.js';
export { startTemplateApi, type TemplateApi, type TemplateApiOptions } from './template/start.js';
export type { ServedApi } from './host/servedApi.js';
export { evaluate } from './appsync/index.js';
