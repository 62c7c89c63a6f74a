/**
 * What APPSYNC_JS lacks and `@aws-appsync/eslint-plugin` 2.0.2 does not report (AppSync developer
 * guide, "Supported features"; each gap was tried against the plugin).
 */

/** The globals that APPSYNC_JS has. */
export const appsyncGlobals = [
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

export const appsyncRestrictedSyntax = [
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
