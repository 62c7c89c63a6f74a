import type { Area } from '../row.js';

const refused = 'foreign/manifest.test.ts > a manifest > is refused for %s';

export const doors: Area = {
  title: 'What the host does not serve, and how it ends',
  code: 'local/manifest',
  rows: [
    {
      id: 'host-modes',
      says: 'AppSync has the modes `AWS_IAM`, `OPENID_CONNECT` and `AWS_LAMBDA`. A manifest with one is refused, by name, as not served by this host.',
      from: 'documented: security-authz',
      test: refused,
    },
    {
      id: 'host-data-sources',
      says: 'So are the data sources that AppSync has beside `NONE`, `AMAZON_DYNAMODB` and `HTTP`. A type that AppSync does not have gets another message.',
      from: 'documented: API_CreateDataSource',
      test: refused,
    },
    {
      id: 'host-vtl',
      says: 'So are VTL templates, as members of a resolver and as files.',
      from: 'documented: resolver-mapping-template-reference-overview',
      test: refused,
    },
    {
      id: 'host-modules',
      says: 'So is code that imports `@aws-appsync/utils/rds` or `@aws-appsync/utils/ai`, with file, line and column.',
      from: 'documented: resolver-reference-rds-js',
      test: 'foreign/manifest.test.ts > a manifest > is refused for a module that the host does not serve',
    },
    {
      id: 'host-problems-once',
      says: "A problem of code that several resolvers share is reported once; those of a schema are a line each. AppSync answers each resolver's creation by itself; the form is the host's.",
      from: 'assumed',
      test: 'foreign/manifest.test.ts > a manifest > names the errors of shared code once, and those of a schema on a line each',
    },
    {
      id: 'host-samples',
      says: "APIs built as AWS's own samples are start and answer with the forms that the guide does not list.",
      from: 'observed: aws-samples/aws-appsync-resolver-samples',
      test: "foreign/samples.test.ts > a sample of AWS's own starts and answers > that updates with what it is given, null and an omitted variable too",
    },
    {
      id: 'host-sigterm',
      says: 'At a SIGTERM npm ends and passes it on to nothing that it started (this is not about AWS). The host notices that npm has gone, and ends with its DynamoDB.',
      from: 'observed: npm/cli#6684',
      test: 'host/npm.test.ts > a SIGTERM to npm > ends everything that npm %s started',
    },
  ],
};
