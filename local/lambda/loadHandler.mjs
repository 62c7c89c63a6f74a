import { existsSync, readFileSync } from 'node:fs';
import Module, { createRequire, register } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

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

/**
 * On Lambda no `package.json` is above the function's own folder, which is where this process runs: a
 * `.js` file without one is CommonJS, whatever the project says in which its assets are.
 */
const isCommonJs = (path) => path.endsWith('.js') && isOwn(path) && !hasPackage(dirname(path));
const isOwn = (path) => path.startsWith(process.cwd() + sep) && !path.includes('node_modules');
const hasPackage = (folder) =>
  existsSync(join(folder, 'package.json')) ||
  (folder !== process.cwd() && hasPackage(dirname(folder)));
const loadJs = Module._extensions['.js'];
Module._extensions['.js'] = (module, path) => {
  if (isCommonJs(path)) module._compile(readFileSync(path, 'utf8'), path);
  else loadJs(module, path);
};

/** An error as the runtime itself names it. */
export const named = (name, message) =>
  Object.assign(new Error(message), { name: `Runtime.${name}` });

async function load(file) {
  try {
    if (isCommonJs(file) && existsSync(file)) return createRequire(file)(file);
    return await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof SyntaxError) throw named('UserCodeSyntaxError', String(error));
    if (/MODULE_NOT_FOUND$/.test(error?.code)) throw named('ImportModuleError', String(error));
    throw error;
  }
}

/**
 * @param file with its extension
 * @param name as the function's settings have it: `index.handler`
 */
export async function loadHandler(file, name) {
  const module = await load(file);
  const exported = name.slice(name.lastIndexOf('.') + 1);
  const handler = module[exported] ?? module.default?.[exported];
  if (!handler) throw named('HandlerNotFound', `${name} is undefined or not exported`);
  if (typeof handler !== 'function') throw named('HandlerNotFound', `${name} is not a function`);
  return handler;
}
