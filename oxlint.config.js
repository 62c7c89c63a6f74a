/** Each rule stops the check; oxlint's other word, "warn", is not used. */
const errors = (...rules) => Object.fromEntries(rules.map((rule) => [rule, 'error']));
const off = (...rules) => Object.fromEntries(rules.map((rule) => [rule, 'off']));

/** Which rooms a room may not import from; docs/architecture: imports run one way. */
const room = (files, forbidden) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: forbidden.map(([imports, message]) => ({ ...imports, message })) },
    ],
  },
});

const into = (names) => ({ regex: `(^|/)(${names})(/|$)` });
const packagesBut = (name) => ({ group: ['**', '!./**', '!../**', `!${name}`, `!${name}/**`] });
const nothingImportsTests = [into('\\.\\./(test|bench)'), 'Nothing imports tests or benchmarks.'];

const rooms = [
  room(
    ['resolvers/**/*.ts'],
    [
      [
        into('\\.\\./(local|infra|client|triggers|test|bench|scripts)'),
        'resolvers import only @aws-appsync/utils, generated types and themselves.',
      ],
      [packagesBut('@aws-appsync/utils'), 'resolvers import only @aws-appsync/utils.'],
    ],
  ),
  room(
    ['triggers/**/*.ts'],
    [
      [
        into('\\.\\./(local|infra|client|test|bench|scripts)'),
        'triggers import only the pure data of resolvers, resolvers/lib and generated types.',
      ],
      [
        into('resolvers/(functions|manifest|pipeline|tries)'),
        'triggers import only the pure data of resolvers and lib.',
      ],
    ],
  ),
  room(
    ['infra/**/*.ts'],
    [
      [into('\\.\\./(local|client)'), 'infra and local never import each other.'],
      [
        into('resolvers/(functions|lib|pipeline)'),
        'infra reads the pure data of resolvers and bundles.',
      ],
      nothingImportsTests,
    ],
  ),
  room(
    ['local/**/*.ts'],
    [
      [into('\\.\\./(infra|client)'), 'infra and local never import each other.'],
      [
        into('resolvers/(functions|lib|pipeline)'),
        'local reads the pure data of resolvers and bundles.',
      ],
      nothingImportsTests,
    ],
  ),
  room(
    [
      'appsync',
      'cognito',
      'dynamodb',
      'iam',
      'lambda',
      'host',
      'manifest',
      'template',
      'command',
    ].map((name) => `local/${name}/**/*.ts`),
    [
      [
        into('\\.\\./(resolvers|triggers|generated|infra|client)'),
        'Only local/messaging knows this product.',
      ],
      [into('\\.\\./messaging'), 'Only local/messaging knows this product.'],
      nothingImportsTests,
    ],
  ),
  room(
    ['appsync', 'cognito', 'dynamodb', 'iam', 'lambda'].map((name) => `local/${name}/**/*.ts`),
    [
      [
        into(
          '\\.\\./(resolvers|triggers|generated|infra|client|messaging|manifest|template|command)',
        ),
        'A service knows no API and no program.',
      ],
      nothingImportsTests,
    ],
  ),
  room(
    ['lib/**/*.ts'],
    [
      [into('\\.\\./(local|infra|client|triggers|scripts)'), 'lib is read by all of these.'],
      nothingImportsTests,
    ],
  ),
  room(
    ['client/**/*.{ts,tsx}'],
    [
      [
        into('\\.\\./(local|infra|resolvers|triggers|scripts|lib)'),
        'client imports only its own files and generated types.',
      ],
      nothingImportsTests,
    ],
  ),
];

export default {
  options: { typeAware: true, typeCheck: true, reportUnusedDisableDirectives: 'error' },
  env: { builtin: true },
  plugins: ['typescript'],
  categories: { correctness: 'error' },
  rules: {
    // What ESLint and typescript-eslint recommend besides oxlint's "correctness".
    ...errors(
      'no-array-constructor',
      'no-case-declarations',
      'no-empty',
      'no-fallthrough',
      'no-prototype-builtins',
      'no-regex-spaces',
      'no-unexpected-multiline',
      'no-var',
      'prefer-const',
      'prefer-rest-params',
      'prefer-spread',
      'typescript/ban-ts-comment',
      'typescript/no-empty-object-type',
      'typescript/no-explicit-any',
      'typescript/no-namespace',
      'typescript/no-require-imports',
      'typescript/no-unnecessary-type-constraint',
      'typescript/no-unsafe-function-type',
    ),
    // What "correctness" asks for and this code does on purpose: `sort()` orders texts by their
    // code units as DynamoDB does, `[...text]` goes by code points, tests hand over methods.
    ...off(
      'typescript/no-base-to-string',
      'typescript/no-meaningless-void-operator',
      'typescript/no-misused-spread',
      'typescript/require-array-sort-compare',
      'typescript/unbound-method',
    ),
    'no-irregular-whitespace': [
      'error',
      { skipJSXText: false, skipRegExps: false, skipTemplates: false },
    ],
    'no-unused-vars': [
      'error',
      {
        argsIgnorePattern: '^_',
        varsIgnorePattern: '^_',
        destructuredArrayIgnorePattern: '^_',
        reportVarsOnlyUsedAsTypes: true,
      },
    ],
    'typescript/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    eqeqeq: ['error', 'always', { null: 'ignore' }],
  },
  overrides: [
    {
      files: ['**/*.js', '**/*.mjs'],
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly' },
      rules: errors('no-redeclare', 'no-undef'),
    },
    ...rooms,
    {
      files: ['client/**/*.{ts,tsx}'],
      plugins: ['react'],
      rules: errors(
        'react/rules-of-hooks',
        'react/exhaustive-deps',
        'react/static-components',
        'react/use-memo',
        'react/preserve-manual-memoization',
        'react/incompatible-library',
        'react/immutability',
        'react/globals',
        'react/refs',
        'react/set-state-in-effect',
        'react/error-boundaries',
        'react/purity',
        'react/set-state-in-render',
        'react/unsupported-syntax',
      ),
    },
  ],
};
