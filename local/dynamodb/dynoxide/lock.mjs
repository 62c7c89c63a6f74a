import { rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';

/** Resolves with the server, or with undefined where it cannot listen so. */
export const listen = (options) =>
  new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen(options, () => resolve(server));
  });

/**
 * One engine a directory, for two would go on with different views of one file. Resolves with
 * undefined when another process has it, else with what holds the lock until this process ends.
 *
 * On Linux it is an abstract socket, on Windows a named pipe: the kernel takes them away with the
 * process, however that ends. Elsewhere it is a socket in the directory, which is asked whether it
 * is alive; the working directory is then the directory, for the path of a socket must be short.
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
  rmSync(path, { force: true }); // its process was killed
  return await listen({ path });
}

const answers = (path) =>
  new Promise((resolve) => {
    const socket = connect(path, () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
