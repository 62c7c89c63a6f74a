import appsync from '@aws-appsync/eslint-plugin';
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { appsyncRestrictedSyntax } from './eslint.appsync.js';

/** Which rooms a room may not import from; docs/architecture: imports run one way. */
const room = (files, forbidden, ignores = []) => ({
  files,
  ignores,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: forbidden.map(([regex, message]) => ({ regex, message })),
      },
    ],
  },
});

const into = (names) => `(^|/)(${names})(/|$)`;
const nothingImportsTests = [into('\\.\\./(test|bench)'), 'Nothing imports tests or benchmarks.'];

// Promises that nothing waits for are found by oxlint, in a tenth of the time: `.oxlintrc.json`.
export default tseslint.config(
  {
    ignores: [
      'build/',
      'cdk.out/',
      'generated/',
      'client/src/generated/',
      'bench/peers/',
      'node_modules/',
      '.local/',
      'coverage/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['resolvers/**/*.ts'],
    ignores: ['manifest', 'dataSources', 'tries', 'table', 'limits', 'userPool'].map(
      (name) => `resolvers/${name}.ts`,
    ),
    plugins: appsync.configs.recommended.plugins,
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      ...appsync.configs.recommended.rules,
      'no-restricted-syntax': ['error', ...appsyncRestrictedSyntax],
    },
  },
  room(
    ['resolvers/**/*.ts'],
    [
      [
        into('\\.\\./\\.\\./(local|infra|client|triggers|test|bench|scripts)'),
        'resolvers import only @aws-appsync/utils, generated types and themselves.',
      ],
      ['^(?!\\.|@aws-appsync/utils)', 'resolvers import only @aws-appsync/utils.'],
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
  {
    files: ['client/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
