import { quotas, type Area } from '../row.js';

export const sandbox: Area = {
  title: 'Limits and sandbox',
  code: 'local/appsync/runtime',
  rows: [
    {
      id: 'limit-loops',
      says: 'The loops of one handler may turn 1,000 times.',
      from: quotas,
      test: 'runtime/limits.test.ts > the limits of AppSync > allow 1,000 loop iterations in one handler and no more',
    },
    {
      id: 'limit-loops-together',
      says: 'The turns of all loops of a handler count together; whether AppSync counts so is not known.',
      from: 'assumed',
      test: 'runtime/limits.test.ts > the limits of AppSync > count the iterations of all loops of a handler together',
    },
    {
      id: 'limit-array-methods',
      says: 'What array methods call counts as no loop; whether AppSync counts it is not known.',
      from: 'assumed',
      test: 'runtime/limits.test.ts > the limits of AppSync > do not count callbacks of array methods as iterations',
    },
    {
      id: 'limit-request-size',
      says: 'An evaluated request has at most 5 MB.',
      from: quotas,
      test: 'runtime/limits.test.ts > the limits of AppSync > allow 5 MB for an evaluated request',
    },
    {
      id: 'limit-response-size',
      says: 'An evaluated response has at most 5 MB.',
      from: quotas,
      test: 'runtime/limits.test.ts > the limits of AppSync > allow 5 MB for an evaluated response',
    },
    {
      id: 'limit-steps',
      says: "Endless work ends after 1,000,000 steps, a limit of the host's own: AppSync has its time limit.",
      from: 'assumed',
      test: 'runtime/limits.test.ts > endless or immense work > ends after 1,000,000 steps',
    },
    {
      id: 'limit-hidden-size',
      says: 'What a `toJSON` answers and what lies below the 500th level count towards the 5 MB as well.',
      from: 'assumed',
      test: 'runtime/limits.test.ts > endless or immense work > a small value of immense text that toJSON gives ends in a fault',
    },
    {
      id: 'limit-pattern-time',
      says: "A pattern has one second for one text, a limit of the host's own: AppSync has its time limit.",
      from: 'assumed',
      test: 'runtime/javaPatterns.test.ts > a Java pattern > of a repeated group that does not end is stopped, and the next evaluation is normal',
    },
    {
      id: 'sandbox-constructor',
      says: "No value leads to a constructor or to `Function`. AppSync's own error for it is not known.",
      from: ['documented: supported-features', 'assumed'],
      test: 'runtime/escapes.test.ts > access through constructors > to %s is blocked',
    },
    {
      id: 'sandbox-code',
      says: 'No code is made from text.',
      from: 'documented: supported-features',
      test: 'runtime/escapes.test.ts > code from a string > cannot be made: %s',
    },
    {
      id: 'sandbox-surface',
      says: 'A value has the methods of APPSYNC_JS and nothing else.',
      from: 'documented: supported-features',
      test: 'runtime/escapes.test.ts > the members of a value > are APPSYNC_JS’s methods only',
    },
    {
      id: 'sandbox-leftover',
      says: 'Nothing that a handler changes is seen by the next evaluation.',
      from: 'assumed',
      test: 'runtime/escapes.test.ts > the effects of an evaluation > are invisible to the next evaluation',
    },
    {
      id: 'sandbox-frozen',
      says: "Helpers, modules and the language's own functions cannot be changed: the attempt is a fault.",
      from: 'assumed',
      test: 'runtime/escapes.test.ts > the effects of an evaluation > end with it: %s',
    },
    {
      id: 'sandbox-host',
      says: 'Nothing of Node or of the host can be reached from any value.',
      from: 'documented: supported-features',
      test: 'runtime/escapes.test.ts > an object of the host > cannot be reached from any value',
    },
  ],
};
