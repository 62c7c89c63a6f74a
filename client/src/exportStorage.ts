/** Of the browser's private file system (OPFS): where exports are written. */
const FOLDER = 'exports';

/** What ends an export of this page, and deletes its file. */
const ends = new Set<() => Promise<void>>();

/** Calls when nothing of the person may stay on the device. */
export const onForgetExports = (end: () => Promise<void>): void => void ends.add(end);

/** Rejects where the browser has no such file system, and where there is no folder and none is made. */
export async function exportFolder(create: boolean): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create });
}

/**
 * Ends the exports of this page, and deletes each file that no other page uses: a page that crashed may
 * have left one. A page that uses a file holds the lock of its name.
 */
export async function forgetExports(): Promise<void> {
  await Promise.all([...ends].map((end) => end()));
  try {
    const folder = await exportFolder(false);
    for await (const name of folder.keys()) {
      await navigator.locks.request(name, { ifAvailable: true }, (lock) =>
        // What a browser adds while a page writes has no lock; the browser refuses to delete it.
        lock ? folder.removeEntry(name).catch(() => undefined) : undefined,
      );
    }
  } catch {
    // There are none.
  }
}
