import { statSync, watch } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';

/** Editors write a file in several steps; a change counts when nothing came for so long, in milliseconds. */
const QUIET = 100;

/**
 * Watches a directory, or the directory of a file, and all below it.
 * @param dataDirectory what changes there is the host's own doing, and counts for nothing
 * @param onChange called after each change; changes that come while it runs call it once more
 * @param onError called with the reason when the watching ends by itself
 * @returns ends the watching
 */
export function watchCode(options: {
  file: string;
  dataDirectory: string | undefined;
  onChange: () => Promise<void>;
  onError: (error: Error) => void;
}): () => void {
  const { file, dataDirectory, onChange, onError } = options;
  const path = resolve(file);
  const directory = statSync(path).isDirectory() ? path : dirname(path);
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const watcher = watch(directory, { recursive: true }, (_event, name) => {
    if (name !== null && dataDirectory && isBelow(dataDirectory, resolve(directory, name))) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(onChange);
    }, QUIET);
  });
  watcher.on('error', onError);
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

/** Whether a path is a directory's own or leads below it. */
export function isBelow(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return !isAbsolute(way) && way.split(/[\\/]/)[0] !== '..';
}
