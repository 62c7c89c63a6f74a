import { bundle } from '../../../lib/bundle.js';

/** The resolvers as the sources are now. The client is built by `run.ts`. */
export default async function setup(): Promise<void> {
  await bundle();
}
