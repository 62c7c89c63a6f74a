import { globalContext, globalKeys, type Principal } from '../../../iam/context.js';
import type { AccessRequest } from '../../../iam/policy.js';
import type { TableRequest } from './iamRequests.js';

/** DynamoDB's own condition keys that may have a value here; AWS has more. */
export const tableKeys = [
  'dynamodb:Attributes',
  'dynamodb:LeadingKeys',
  'dynamodb:EnclosingOperation',
  'dynamodb:Select',
  'dynamodb:ReturnValues',
];
export const contextKeys = [...globalKeys.filter((key) => key !== 'aws:SourceIp'), ...tableKeys];

/** A table's name may be its ARN. */
export const tableNameOf = (nameOrArn: string): string =>
  /^arn:aws:dynamodb:[^:]*:[^:]*:table\/([^/]+)$/.exec(nameOrArn)?.[1] ?? nameOrArn;

/** The question as IAM understands it. `leadingKeys` is left out where nothing asks for it. */
export function accessRequestOf(
  { action, tableName, indexName, ...request }: TableRequest,
  principal: Principal,
  leadingKeys: readonly string[] | undefined,
): AccessRequest {
  const { region, account } = principal;
  const { enclosingOperation, attributes, select, returnValues } = request;
  const table =
    tableName === undefined
      ? '*'
      : `arn:aws:dynamodb:${region}:${account}:table/${tableNameOf(tableName)}`;
  return {
    action: `dynamodb:${action}`,
    resource: indexName === undefined ? table : `${table}/index/${indexName}`,
    context: {
      ...globalContext(principal),
      ...(attributes.length > 0 && { 'dynamodb:Attributes': attributes }),
      ...(leadingKeys && leadingKeys.length > 0 && { 'dynamodb:LeadingKeys': leadingKeys }),
      ...(enclosingOperation && { 'dynamodb:EnclosingOperation': [enclosingOperation] }),
      ...(select && { 'dynamodb:Select': [select] }),
      ...(returnValues && { 'dynamodb:ReturnValues': [returnValues] }),
    },
  };
}
