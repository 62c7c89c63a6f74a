export { createResolveField } from './createResolveField.js';
export type { ResolveFieldOptions } from './createResolveField.js';
export { ApiCodeError } from './loadApi.js';
export { startDeadline } from './deadline.js';
export type { Deadline } from './deadline.js';
