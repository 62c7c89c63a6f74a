import { createRequire } from 'node:module';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { modules, type Surface } from '../../local/appsync/runtime/rules/surface.js';
import { valueOf } from './support.js';

const require = createRequire(import.meta.url);

const programs = new Map<string, ts.Program>();

/** Parsed once: it takes seconds. */
function programOf(path: string): ts.Program {
  const program = programs.get(path) ?? ts.createProgram([path], { skipLibCheck: true });
  programs.set(path, program);
  return program;
}

/** The members of what a module declares, down to functions. */
function declared(module: string, name?: string): object {
  const file = require.resolve(module).replace(/\.js$/u, '.d.ts');
  const main =
    module === '@aws-appsync/utils' ? file.replace('index.d.ts', 'lib/index.d.ts') : file;
  const path = ts.sys.fileExists(main) ? main : file;
  const program = programOf(path);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path);
  const symbol = source && checker.getSymbolAtLocation(source);
  if (!symbol) throw new Error(`${module} has no declarations`);
  const members = (type: ts.Type): object | true => {
    if (type.getCallSignatures().length > 0) return true;
    return Object.fromEntries(
      type
        .getProperties()
        .map((property) => [
          property.name,
          members(checker.getTypeOfSymbolAtLocation(property, source)),
        ]),
    );
  };
  const values = checker
    .getExportsOfModule(symbol)
    .filter((exported) => !name || exported.name === name)
    .filter(({ flags, name: own }) => !(flags & ts.SymbolFlags.TypeAlias) && !/^[A-Z]/u.test(own))
    .map((exported): [string, object | true] => [
      exported.name,
      members(checker.getTypeOfSymbolAtLocation(exported, source)),
    ]);
  return Object.fromEntries(values);
}

/** The functions of an object of the realm, as its code sees them. */
function present(expression: string): object {
  const walk = (path: string): object => {
    const types = valueOf(`Object.keys(${path}).map((name) => [name, typeof ${path}[name]])`);
    return Object.fromEntries(
      (types as [name: string, type: string][]).map(([name, type]) => [
        name,
        type === 'function' ? true : walk(`${path}[["${name}"].join("")]`),
      ]),
    );
  };
  return walk(expression);
}

describe('every function that @aws-appsync/utils 2.1.1 declares', () => {
  it.each(['util', 'extensions', 'runtime'])('of %s exists, and no other', (name) => {
    const wanted = declared('@aws-appsync/utils', name);
    expect(Object.keys(wanted)).toStrictEqual([name]);
    expect({ [name]: present(name) }).toStrictEqual(wanted);
    expect({ [name]: (modules['@aws-appsync/utils'] as Surface)[name] }).toStrictEqual(wanted);
  });

  it('of the DynamoDB module exists, and no other', () => {
    const wanted = declared('@aws-appsync/utils/dynamodb');
    expect(Object.keys(wanted)).toContain('transactWrite');
    expect(present('ddb')).toStrictEqual(wanted);
    expect(modules['@aws-appsync/utils/dynamodb']).toStrictEqual(wanted);
  });
});
