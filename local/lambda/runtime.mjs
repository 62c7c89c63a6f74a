/**
 * What runs a Lambda function in a process of its own: loads its handler and calls it for each event
 * that the host sends. `process.argv`: the file, the export's name. Plain JavaScript, so that the
 * function's process has nothing of the host's in it.
 *
 * Messages: `{ id, event, context }` in; `{ ready: true }`, `{ id, result }` or `{ id, error }` out,
 * events and results as JSON texts.
 */
import Module, { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';

// The host has ended, however that came.
process.on('disconnect', () => process.exit(0));

// The SDK that the runtime includes, for `import` and for `require`.
register('./sdkHook.mjs', import.meta.url);
const hostRequire = createRequire(import.meta.url);
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => {
  try {
    return resolveFilename.call(Module, request, ...rest);
  } catch (error) {
    if (!/^@(aws-sdk|smithy)\//.test(request)) throw error;
    return hostRequire.resolve(request);
  }
};

const [file, exportName] = process.argv.slice(2);
const send = (message) => process.send(message);
/** As Lambda tells of a thrown error. */
const toError = (error) => ({
  errorType: error?.name ?? 'Error',
  errorMessage: error instanceof Error ? error.message : String(error),
  trace: error?.stack?.split('\n') ?? [],
});

let handler;
try {
  const module = await import(pathToFileURL(file).href);
  handler = module[exportName] ?? module.default?.[exportName];
  if (typeof handler !== 'function') {
    throw Object.assign(new Error(`${exportName} is undefined or not exported`), {
      name: 'Runtime.HandlerNotFound',
    });
  }
  send({ ready: true });
} catch (error) {
  send({ failed: toError(error) });
  process.exit(1);
}

process.on('message', ({ id, event, context, deadline }) => {
  const answer = (error, result) =>
    send(error ? { id, error: toError(error) } : { id, result: JSON.stringify(result ?? null) });
  const full = { ...context, getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()) };
  try {
    const returned = handler(JSON.parse(event), full, (error, result) => answer(error, result));
    if (typeof returned?.then === 'function') {
      returned.then(
        (result) => answer(undefined, result),
        (error) => answer(error ?? new Error('rejected without an error')),
      );
    }
  } catch (error) {
    answer(error);
  }
});
