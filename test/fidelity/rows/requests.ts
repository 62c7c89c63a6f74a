import { type Area } from '../row.js';

export const requests: Area = {
  title: 'The DynamoDB data source: requests and access',
  code: 'local/appsync/datasources',
  rows: [
    {
      id: 'ddb-no-operation',
      says: "Without an operation: `Value for field '$[operation]' not found.`",
      from: [
        'observed: aws-amplify/amplify-category-api#2503',
        'documented: troubleshooting-and-common-mistakes',
      ],
      test: 'datasources/requests.test.ts > A request that AppSync cannot interpret > no operation',
    },
    {
      id: 'ddb-request-undefined',
      says: 'A request handler that returns nothing is answered so, too.',
      from: 'assumed',
      test: 'datasources/requests.test.ts > a request handler that returns undefined has no operation',
    },
    {
      id: 'ddb-unknown-operation',
      says: "`Unsupported operation '…'.`",
      from: 'observed: aws/aws-appsync-community#93',
      test: 'datasources/requests.test.ts > A request that AppSync cannot interpret > an unknown operation',
    },
    {
      id: 'ddb-missing-field',
      says: 'A missing field is reported like a missing operation.',
      from: 'assumed',
      test: 'datasources/requests.test.ts > A request that AppSync cannot interpret > no key',
    },
    {
      id: 'ddb-unknown-field',
      says: "`Unsupported element '$[condition][returnValuesOnConditionCheckFailure]'.`: fields that AppSync does not know are refused, at every depth.",
      from: 'observed: aws/aws-appsync-community#110',
      test: 'datasources/requests.test.ts > A request that AppSync cannot interpret > %s',
    },
    {
      id: 'ddb-other-field',
      says: "So is a field of another operation, or DynamoDB's own.",
      from: 'assumed',
      test: 'datasources/requests.test.ts > A request that AppSync cannot interpret > %s',
    },
    {
      id: 'ddb-empty-batch',
      says: "`RequestItem keys '$[tables][T]' can't be empty`",
      from: 'assumed',
      test: 'datasources/requests.test.ts > A request that AppSync cannot interpret > %s',
    },
    {
      id: 'ddb-wrong-type',
      says: "A value of another type than its field's is a fault; AppSync's words are not known.",
      from: 'assumed',
      test: 'datasources/requests.test.ts > A request that AppSync cannot interpret > %s is a fault of errorType MappingTemplate',
    },
    {
      id: 'ddb-untyped',
      says: 'An attribute value without a type is a fault; what AppSync does is not known.',
      from: 'assumed',
      test: 'datasources/requests.test.ts > A request that AppSync cannot interpret > an untyped value is a fault of errorType MappingTemplate',
    },
    {
      id: 'ddb-conflict',
      says: 'Conflict detection (`_version`, Sync) is not supported, and says so.',
      from: 'assumed',
      test: 'datasources/requests.test.ts > A request that AppSync cannot interpret > %s is reported as unsupported',
    },
    {
      id: 'ddb-custom-handler',
      says: 'A `conditionalCheckFailedHandler` of strategy Custom is not supported, and says so.',
      from: 'assumed',
      test: 'datasources/requests.test.ts > A request that AppSync cannot interpret > a Lambda function for failed conditions is reported as unsupported',
    },
    {
      id: 'ddb-optional-null',
      says: 'Null counts as left out for what is optional.',
      from: 'assumed',
      test: 'datasources/requests.test.ts > null counts as omitted for optional fields',
    },
    {
      id: 'ddb-empty-value',
      says: 'A type without a value (`{"S":null}`) reaches DynamoDB, which refuses it: `Supplied AttributeValue is empty…`.',
      from: 'observed: aws-amplify/amplify-js#5396',
      test: 'datasources/requests.test.ts > a type without a value is refused by DynamoDB itself',
    },
    {
      id: 'ddb-role',
      says: "What the data source's role may not do is `DynamoDB:DynamoDbException` in IAM's words.",
      from: ['observed: terraform-aws-modules/terraform-aws-appsync#7', 'assumed'],
      test: 'datasources/access.test.ts > A role with few actions > is denied every other action, in IAM’s words, before DynamoDB gets the request',
    },
    {
      id: 'ddb-role-table',
      says: "A table named in a transaction must be one of the role's.",
      from: 'documented: js-aws-appsync-resolver-reference-dynamodb-transact-get-items',
      test: 'datasources/access.test.ts > A role with few actions > may use its actions on its own table only',
    },
    {
      id: 'ddb-role-read-back',
      says: 'The read after a failed condition needs GetItem.',
      from: 'assumed',
      test: 'datasources/access.test.ts > A role with few actions > cannot read back after a failed condition without GetItem',
    },
    {
      id: 'ddb-role-enclosing',
      says: 'A role may be let write inside a TransactWriteItems only (`dynamodb:EnclosingOperation`).',
      from: 'documented: DynamoDB developer guide, IAM and DynamoDB transactions',
      test: 'datasources/access.test.ts > The data source “sends” of the manifest > may write only inside a transaction',
    },
    {
      id: 'ddb-gone',
      says: "No answer from DynamoDB is `DynamoDB:SdkClientException`; AppSync's type and message are not known.",
      from: 'assumed',
      test: 'datasources/access.test.ts > A DynamoDB that cannot be reached > causes an error of the data source within seconds, and no request hangs',
    },
  ],
};
