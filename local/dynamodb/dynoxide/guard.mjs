/**
 * Runs dynoxide with what it lacks: it ends when this program's standard input does (a pipe that is
 * held by the process that started it, so the operating system closes it on every kind of death of
 * that process), it has its data directory to itself, and it says where it listens.
 *
 * Arguments: dynoxide's path, the URL to listen at or '' for a free one, the database file or ''.
 * Plain JavaScript: it is a program of its own, and starts without a loader.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers';
import { listen, lock } from './lock.mjs';

const [program, wantedUrl, database] = process.argv.slice(2);

/**
 * How long dynoxide may take to end, in milliseconds; shorter than the host waits for this program.
 */
const STOP_TIMEOUT = 3_000;

/** How often another program may take the free port before dynoxide listens on it. */
const MAX_ATTEMPTS = 5;

let child;
let stopping = false;

const stop = () => {
  stopping = true;
  if (child === undefined) process.exit(0);
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT).unref();
};
process.stdin.resume().once('close', stop);

/** Held until this process ends. */
const held = database === '' ? true : await lock(dirname(database));
if (held === undefined) fail('data directory is in use');
for (let attempt = 1; ; attempt += 1) {
  const place = wantedUrl === '' ? await freePlace() : new URL(wantedUrl);
  if (await runAt(place)) break;
  if (wantedUrl !== '' || attempt === MAX_ATTEMPTS) fail('port is in use');
}

/** Resolves with true when dynoxide listens there, with false when another program does. */
function runAt({ hostname, port }) {
  const storage = database === '' ? [] : ['--db-path', database];
  const args = ['--host', hostname, '--port', String(port), ...storage];
  child = spawn(program, args, { env: {}, stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true });
  if (stopping) stop();
  return new Promise((resolve) => {
    let portTaken = false;
    createInterface({ input: child.stderr }).on('line', (line) => {
      portTaken ||= /already in use/.test(line);
      if (/^Dynoxide listening on /.test(line)) {
        console.log(`listening http://${hostname}:${port} ${child.pid}`);
        resolve(true);
      } else if (line !== '') console.error(line);
    });
    child.once('error', (error) => fail(error.message));
    child.once('close', (code, signal) => {
      if (portTaken && !stopping) return resolve(false);
      if (signal !== null) process.kill(process.pid, signal);
      else process.exit(code);
    });
  });
}

/**
 * A random address of 127.0.0.0/8, where the system has them all (Linux does). Dynoxide lets every
 * web page read its answers and checks no secret, so its address must not be guessable.
 */
async function freePlace() {
  const random = `127.${[randomInt(256), randomInt(256), randomInt(1, 255)].join('.')}`;
  for (const hostname of [random, '127.0.0.1']) {
    const server = await listen({ host: hostname, port: 0 });
    if (server === undefined) continue;
    const { port } = server.address();
    await new Promise((resolve) => server.close(resolve));
    return { hostname, port };
  }
  return fail('no port of loopback is free');
}

function fail(text) {
  console.error(text);
  process.exit(1);
}
