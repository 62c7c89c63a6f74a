import { bundle, bundleCanary } from '../lib/bundle.js';

/** `npm run bundle`: builds what runs in AWS. */
await Promise.all([bundle(), bundleCanary()]);
