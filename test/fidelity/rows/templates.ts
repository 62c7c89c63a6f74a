import type { Area } from '../row.js';

const operators =
  'documented: IAM user guide, IAM JSON policy elements: Condition operators' as const;
const fineGrained =
  'documented: DynamoDB developer guide, Using IAM policy conditions for fine-grained access control' as const;
const runtime =
  'observed: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client' as const;

export const templates: Area = {
  title: 'Roles and functions of CloudFormation templates',
  code: 'local/template',
  rows: [
    {
      id: 'iam-missing-key',
      says: 'A condition on a key that is not there does not hold; a negated one does, and one with `IfExists`.',
      from: operators,
      test: 'iam/policy.test.ts > A condition > the opposite of %s %s holds for what does not fit, and without the key',
    },
    {
      id: 'iam-any-value-if-exists',
      says: '`ForAnyValue:…IfExists` does not hold without the key.',
      from: 'observed: https://repost.aws/questions/QU9HFmDzP0QGuU-fd7rS6B7w/foranyvalue-stringequalsifexists-behaving-unexpectedly',
      test: 'iam/policy.test.ts > A condition on a key with several values > %s a, b with the values %s: %s',
    },
    {
      id: 'iam-arn-parts',
      says: 'ARN operators compare each of the six parts between colons by itself.',
      from: operators,
      test: 'iam/policy.test.ts > A condition > %s %s holds for %s and not for %s',
    },
    {
      id: 'iam-leading-keys',
      says: '`dynamodb:LeadingKeys` has the partition keys of a request; of an index, those of the index, which is assumed.',
      from: [fineGrained, 'assumed'],
      test: 'datasources/iam.test.ts > A role that may use some partitions (dynamodb:LeadingKeys) > %s: its own yes, others no',
    },
    {
      id: 'iam-select-always',
      says: '`dynamodb:Select` always has a value where a request reads, and `dynamodb:ReturnValues` where it writes.',
      from: fineGrained,
      test: 'datasources/iam.test.ts > A role that has to ask for less (dynamodb:Select, dynamodb:ReturnValues) > a read without a projection selects all attributes',
    },
    {
      id: 'lambda-direct',
      says: 'A resolver of a Lambda data source without code gives the function the whole context, the selection set too.',
      from: 'documented: resolver-context-reference-js',
      test: 'template/functions.test.ts > A direct Lambda resolver > gives the function the whole context, as AppSync documents it',
    },
    {
      id: 'lambda-no-promise',
      says: 'A handler that neither promises nor calls back answers null when nothing is left to do; an async one fails then. The text of that error is the host’s.',
      from: [runtime, 'assumed'],
      test: 'template/functionAnswers.test.ts > A function > %s: %s',
    },
    {
      id: 'lambda-common-js',
      says: 'A `.js` file is CommonJS, but where a `package.json` in the function’s own folder says otherwise.',
      from: runtime,
      test: 'template/functionFiles.test.ts > A function whose code is files > is CommonJS or an ES module by its files alone, whatever is around them',
    },
  ],
};
