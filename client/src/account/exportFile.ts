import { exportFolder } from '../exportStorage';

/** Where the text of an export goes. */
export interface ExportFile {
  write(text: string): Promise<void>;
  /** Ends the writing. */
  finish(): Promise<Blob>;
  /** Deletes what was written; the blob is of no use then. May be called at any time, and again. */
  remove(): Promise<void>;
}

/**
 * Writes to a file on the disk. Where the browser cannot (Safari before 26, some private windows, a page
 * without TLS), it writes to blobs: the browser keeps them outside of the page's memory.
 */
export async function newExportFile(): Promise<ExportFile> {
  try {
    return await fileOnDisk();
  } catch {
    return fileOfBlobs();
  }
}

async function fileOnDisk(): Promise<ExportFile> {
  const folder = await exportFolder(true);
  const name = `${crypto.randomUUID()}.json`;
  const release = await lock(name);
  const remove = async (): Promise<void> => {
    await writable?.abort().catch(() => undefined); // it is closed already
    await folder.removeEntry(name).catch(() => undefined); // it is gone already
    release();
  };
  let writable: FileSystemWritableFileStream | undefined;
  try {
    const handle = await folder.getFileHandle(name, { create: true });
    const stream = (writable = await handle.createWritable());
    return {
      write: (text) => stream.write(text),
      finish: async () => {
        await stream.close();
        return handle.getFile();
      },
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Keeps other pages from deleting the file until the returned function is called, or the page ends. */
const lock = (name: string): Promise<() => void> =>
  new Promise((resolve, reject) => {
    navigator.locks
      .request(name, () => new Promise<void>((release) => resolve(release)))
      .catch(reject);
  });

function fileOfBlobs(): ExportFile {
  const pieces: Blob[] = [];
  return {
    write: async (text) => void pieces.push(new Blob([text])),
    finish: async () => new Blob(pieces, { type: 'application/json' }),
    remove: async () => void pieces.splice(0),
  };
}

/** Lets the browser save a file, as a click on a link does. */
export function save(url: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
}
