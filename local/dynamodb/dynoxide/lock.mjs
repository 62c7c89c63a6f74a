import { rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';

/** Resolves with the server, or with undefined if it cannot listen. */
export const listen = (options) =>
  new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen(options, () => resolve(server));
  });

/**
 * Allows one engine for a directory: two would have different views of one file. Resolves with
 * undefined when another process holds the lock; otherwise with the lock, which this process holds
 * until it ends.
 * On Linux it is an abstract socket, on Windows a named pipe: the kernel removes them when the
 * process ends, in whatever way. Elsewhere it is a socket in the directory, and a connection tells
 * whether its process lives. The working directory is then the directory, because the path of a
 * socket must be short.
 */
export async function lock(directory, platform = process.platform) {
  const { dev, ino } = statSync(directory);
  const name = `dynoxide-${dev}-${ino}`;
  if (platform === 'linux') return await listen({ path: `\0${name}` });
  if (platform === 'win32') return await listen({ path: `\\\\.\\pipe\\${name}` });
  process.chdir(directory);
  const path = 'dynoxide.lock';
  const first = await listen({ path });
  if (first !== undefined || (await answers(path))) return first;
  rmSync(path, { force: true }); // left by a killed process
  return await listen({ path });
}

const answers = (path) =>
  new Promise((resolve) => {
    const socket = connect(path, () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
