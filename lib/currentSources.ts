import { hashOfSources } from './buildStamp.mjs';
import { root } from './root.js';

/** The hash of this checkout's sources; of a built host, of those that it is built from. */
export const currentSources = (): string => hashOfSources(root);
