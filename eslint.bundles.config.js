/**
 * The bundles, as they are deployed: AppSync's own rules, and ours against what its plugin does not
 * see. Run by `npm run lint:bundles`, after `npm run bundle`.
 */
import appsync from '@aws-appsync/eslint-plugin';
import globals from 'globals';
import { appsyncGlobals, appsyncRestrictedSyntax } from './eslint.appsync.js';

const recommended = appsync.configs.recommended;

/** No scope of our own may reach a global that APPSYNC_JS does not have. */
const unlistedGlobals = [...Object.keys(globals.builtin), ...Object.keys(globals.nodeBuiltin)];

export default [
  {
    files: ['build/resolvers/**/*.js'],
    ...recommended,
    languageOptions: {
      ...recommended.languageOptions,
      parserOptions: {
        project: './tsconfig.bundles.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { noInlineConfig: true },
    rules: {
      ...recommended.rules,
      'no-restricted-syntax': ['error', ...appsyncRestrictedSyntax],
      'no-restricted-globals': [
        'error',
        ...unlistedGlobals.filter((name) => !appsyncGlobals.includes(name)),
      ],
      'no-undef': 'off',
    },
  },
];
