/**
 * What runs a Lambda function in a process of its own: loads its handler and calls it for each event
 * that the host sends. `process.argv`: the file, the handler as the function's settings name it. Plain
 * JavaScript, so that the function's process has nothing of the host's in it.
 *
 * It does as AWS's own runtime does (aws/aws-lambda-nodejs-runtime-interface-client, `Runtime.js`,
 * `CallbackContext.js`, `Errors.js`).
 *
 * Messages: `{ id, event, context }` in; `{ ready: true }`, `{ id, result }` or `{ id, error }` out,
 * events and results as JSON texts.
 */
import { loadHandler, named } from './loadHandler.mjs';

// The host has ended, however that came.
process.on('disconnect', () => process.exit(0));

/** AWS's own words are not known here. */
const NEVER_SETTLED = 'the handler has nothing left to do and its promise was never settled';

/** What was thrown, in Lambda's form. */
const toError = (thrown) =>
  thrown instanceof Error
    ? { errorType: thrown.name, errorMessage: thrown.message }
    : { errorType: typeof thrown, errorMessage: String(thrown) };

let handler;
try {
  handler = await loadHandler(process.argv[2], process.argv[3]);
  process.send({ ready: true });
} catch (error) {
  process.send({ failed: toError(error) }, () => process.exit(1));
  await new Promise(() => {});
}

/** The call that is going on: how it fails, and what is done when nothing is left to do. */
let fail;
let whenIdle;
process.on('beforeExit', () => {
  const next = whenIdle;
  whenIdle = undefined;
  next?.();
  process.channel?.ref();
});
const end = (error) => (fail ? fail(error, () => process.exit(1)) : process.exit(1));
process.on('uncaughtException', end);
process.on('unhandledRejection', (reason) =>
  end(named('UnhandledPromiseRejection', String(reason))),
);

process.on('message', ({ id, event, context, deadline }) => {
  let isAnswered = false;
  /** @param sent called when the host has it, so that the process may end */
  const answer = (message, sent) => {
    if (isAnswered) return;
    isAnswered = true;
    fail = whenIdle = undefined;
    process.channel?.ref();
    process.send({ id, ...message }, sent);
  };
  const failed = (error, sent) => answer({ error: toError(error ?? 'handled') }, sent);
  const succeed = (result) => {
    let text;
    try {
      text = JSON.stringify(result ?? null) ?? 'null';
    } catch {
      return failed(new Error('Unable to stringify response body'));
    }
    answer({ result: text });
  };
  const done = (error, result) => (error == null ? succeed(result) : failed(error));
  const full = {
    ...context,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done,
    succeed,
    fail: (error) => failed(error),
  };
  /** A callback's result counts when nothing is left to do, but where the function says otherwise. */
  const callback = (error, result) => {
    if (error != null || !full.callbackWaitsForEmptyEventLoop) return done(error, result);
    whenIdle = () => succeed(result);
  };
  fail = failed;
  const isAsync = handler.constructor.name === 'AsyncFunction';
  whenIdle = () => (isAsync ? failed(named('NodeJsExit', NEVER_SETTLED)) : succeed(null));
  process.channel?.unref(); // so that the process sees that nothing is left to do
  try {
    const returned = handler(JSON.parse(event), full, callback);
    if (typeof returned?.then === 'function') returned.then(succeed, (error) => failed(error));
  } catch (error) {
    failed(error);
  }
});
