import './host/environment.js';
import { startManifestApi } from './manifest/start.js';
import type { startHost as StartHost } from './public.js';
import { startTemplateApi } from './template/start.js';

export { evaluate } from './appsync/evaluate.js';

export const startHost: typeof StartHost = (options) =>
  'templates' in options ? startTemplateApi(options) : startManifestApi(options);
