/**
 * `import()`, as a module that the build of `npm start` replaces: a script that V8 has from its code
 * cache cannot import on Node 20.
 */
export const importModule = (url: string): Promise<unknown> => import(url);
