export { createResolveField } from './createResolveField.js';
export type { ResolveFieldOptions } from './createResolveField.js';
export { ApiCodeError } from './loadApi.js';
