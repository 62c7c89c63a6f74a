import { isObjectType, type OperationDefinitionNode } from 'graphql';
import { UnauthorizedError } from '../auth/errors.js';
import type { RequestScope } from './context.js';
import { collectFields } from './selection.js';

/**
 * Asks the caller's own policies about each field of Query, Mutation or Subscription that an operation
 * calls, under whatever alias and in whatever fragment.
 *
 * A field that they do not allow refuses the request (aws-amplify/amplify-cli issue 6595,
 * amplify-category-api issue 2457); that it refuses the fields beside it, too, is assumed. Grants that
 * name these fields alone are enough for what is below them (aws-appsync-community issue 27).
 *
 * @throws UnauthorizedError
 */
export function refuseWithoutGrant(scope: RequestScope, operation: OperationDefinitionNode): void {
  const { schema, caller } = scope;
  const type = schema.getRootType(operation.operation);
  if (!caller.mayCall || !isObjectType(type)) return;
  const fields = collectFields(scope, [operation], { schema, type });
  for (const [node] of fields.values()) {
    const name = node?.name.value ?? '';
    if (name !== '__typename' && !caller.mayCall(type.name, name)) {
      throw new UnauthorizedError('Permission denied');
    }
  }
}
