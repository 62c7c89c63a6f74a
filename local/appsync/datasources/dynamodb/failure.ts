import { randomUUID } from 'node:crypto';
import { DynamoDBError, NoAnswer } from '../../../dynamodb/wire/index.js';
import { deniedText, sessionArn } from '../../../iam/context.js';
import type { AccessRequest } from '../../../iam/policy.js';
import type { DataSourceAnswer } from '../../types.js';

/** An error of the data source: `ctx.error` and `ctx.result`. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly type: string,
    message: string,
    readonly result: unknown = null,
  ) {
    super(message);
  }

  get answer(): DataSourceAnswer {
    return { result: this.result, error: { type: this.type, message: this.message } };
  }
}

/** AWS's Java SDK appends this to every message of the service (aws-appsync-community issue 343). */
const inService = (message: string, statusCode: number, requestId: string): string =>
  `${message} (Service: DynamoDb, Status Code: ${statusCode}, Request ID: ${requestId})`;

/**
 * DynamoDB errors that have their own class in the Java SDK; AppSync uses the class name. All others
 * are `DynamoDB:DynamoDbException`: seen for validation errors (a fixture of hummingbot/hummingbot,
 * `test_polkadex_exchange.py`) and, quoted in public notes, for missing permissions.
 */
const named = new Map(
  [
    'ConditionalCheckFailedException',
    'IdempotentParameterMismatchException',
    'ItemCollectionSizeLimitExceededException',
    'ProvisionedThroughputExceededException',
    'ResourceNotFoundException',
    'TransactionCanceledException',
    'TransactionConflictException',
    'TransactionInProgressException',
  ].map((name) => [name, name] as const),
)
  .set('InternalServerError', 'InternalServerErrorException')
  .set('RequestLimitExceeded', 'RequestLimitExceededException');

/**
 * Converts an error of the wire to what a resolver sees on AppSync. Rethrows errors that do not come
 * from a request.
 *
 * Not known: type and message when DynamoDB did not answer at all (connection refused, timeout). The
 * Java SDK's name for this case is `SdkClientException`.
 */
export const toFailure = (error: unknown, result: unknown = null): Failure => {
  if (error instanceof Failure) return error;
  if (error instanceof DynamoDBError) {
    const { name, message, status, requestId = randomUUID() } = error;
    const type = `DynamoDB:${named.get(name) ?? 'DynamoDbException'}`;
    return new Failure(type, inService(message, status, requestId), result);
  }
  if (!(error instanceof NoAnswer)) throw error;
  return new Failure(
    'DynamoDB:SdkClientException',
    'Unable to execute HTTP request: DynamoDB did not answer.',
    result,
  );
};

/**
 * IAM's error. Its start was seen through AppSync (terraform-aws-appsync pull request 7); its end is
 * IAM's later wording ("Troubleshoot access denied error messages").
 *
 * @param explicit the kind of policy that denies; left out: none allows
 */
export const accessDenied = (
  { action, resource, context }: AccessRequest,
  explicit?: 'identity' | 'resource',
): Failure => {
  const [role = 'arn:aws:iam::000000000000:role/local'] = context['aws:PrincipalArn'] ?? [];
  return new Failure(
    'DynamoDB:DynamoDbException',
    inService(
      deniedText(sessionArn(role, 'APPSYNC_ASSUME_ROLE'), { action, resource }, explicit),
      400,
      randomUUID().replaceAll('-', '').toUpperCase(),
    ),
  );
};

/** What DynamoDB says of a request that it does not take, where the host finds it out before. */
export const validationFailure = (message: string): Failure =>
  new Failure('DynamoDB:DynamoDbException', inService(message, 400, randomUUID()));
