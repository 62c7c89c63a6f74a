import { watch } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Editors write a file in several steps; a change counts when nothing came for so long, in milliseconds. */
const QUIET = 100;

/**
 * Watches the manifest's directory and all below it.
 * @param onChange called after each change; changes that come while it runs call it once more
 * @returns ends the watching
 */
export function watchCode(manifest: string, onChange: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const watcher = watch(dirname(resolve(manifest)), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(onChange);
    }, QUIET);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
