/**
 * AppSync's own rules for resolvers, as they are written and as they are deployed, and ours against
 * what its plugin does not see. All else is judged by oxlint: `oxlint.config.js`.
 */
import appsync from '@aws-appsync/eslint-plugin';
import globals from 'globals';

const { plugins, languageOptions, rules } = appsync.configs.recommended;

/** The globals that APPSYNC_JS has. */
const appsyncGlobals = [
  'Array',
  'JSON',
  'Math',
  'NaN',
  'Infinity',
  'Number',
  'Object',
  'String',
  'undefined',
  'console',
  'isFinite',
  'isNaN',
];

/** No scope of our own may reach a global that APPSYNC_JS does not have. */
const unlistedGlobals = [
  ...Object.keys(globals.builtin),
  ...Object.keys(globals.nodeBuiltin),
].filter((name) => !appsyncGlobals.includes(name));

/**
 * What APPSYNC_JS lacks and `@aws-appsync/eslint-plugin` 2.0.2 does not report (AppSync developer
 * guide, "Supported features"; each gap was tried against the plugin).
 */
const restrictedSyntax = [
  { selector: 'ThrowStatement', message: 'APPSYNC_JS has no throw: use util.error.' },
  { selector: 'NewExpression', message: 'APPSYNC_JS has no new: no Date, Map, Set, Error.' },
  { selector: 'ClassExpression', message: 'APPSYNC_JS has no classes.' },
  { selector: 'FunctionExpression[generator=true]', message: 'APPSYNC_JS has no generators.' },
  { selector: 'Property[kind=/get|set/]', message: 'APPSYNC_JS has no accessors.' },
  { selector: 'TaggedTemplateExpression', message: 'Not among the features of APPSYNC_JS.' },
  { selector: 'AwaitExpression', message: 'APPSYNC_JS has no await.' },
  { selector: 'ImportExpression', message: 'APPSYNC_JS has no dynamic import.' },
  {
    selector:
      'CallExpression[callee.property.name=/^(includes|substring|substr|padStart|padEnd|match|matchAll|search|repeat|at|charCodeAt|codePointAt|localeCompare|normalize|fromEntries|freeze|defineProperty|getPrototypeOf|setPrototypeOf|toSorted|toReversed|with|from|of|bind|call|apply)$/]',
    message: 'Not among the methods of APPSYNC_JS.',
  },
  {
    selector: 'CallExpression[callee.property.name="sort"][arguments.length>0]',
    message: 'sort of APPSYNC_JS takes no comparator.',
  },
  {
    selector: 'MemberExpression[property.name=/^(constructor|prototype|__proto__)$/]',
    message: 'No prototypes in a resolver.',
  },
  {
    selector: 'AssignmentExpression[operator=/^(\\*\\*=|&&=|\\|\\|=|\\?\\?=)$/]',
    message: 'Not among the operators of APPSYNC_JS.',
  },
];

const resolvers = (parserOptions) => ({
  plugins,
  languageOptions: {
    ...languageOptions,
    parserOptions: { ...parserOptions, tsconfigRootDir: import.meta.dirname },
  },
  rules: { ...rules, 'no-restricted-syntax': ['error', ...restrictedSyntax] },
});

/** Data that CDK, the host and the triggers read; no resolver at run time. */
const pureData = ['manifest', 'dataSources', 'tries', 'table', 'limits', 'userPool'];

const written = {
  ...resolvers({ projectService: true }),
  files: ['resolvers/**/*.ts'],
  ignores: pureData.map((name) => `resolvers/${name}.ts`),
};

const deployed = resolvers({ project: './tsconfig.bundles.json' });

export default [
  { ignores: ['build/*', '!build/resolvers/'] },
  written,
  {
    ...deployed,
    files: ['build/resolvers/**/*.js'],
    linterOptions: { noInlineConfig: true },
    rules: {
      ...deployed.rules,
      'no-restricted-globals': ['error', ...unlistedGlobals],
    },
  },
];
