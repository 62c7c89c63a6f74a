import { ExecutionTimeout, type Deadline } from '../../deadline.js';
import { unauthorizedMessage } from '../../errorEntry.js';
import type { SchemaModel } from '../../schema/schemaModel.js';
import type { Caller } from '../../types.js';
import { typedError, type WireError } from '../errors.js';
import { limitErrors, type Limits } from '../limits.js';
import type { FieldCall } from './fieldCall.js';

interface GateOptions {
  readonly model: SchemaModel;
  readonly request: { readonly caller: Caller };
  readonly limits: Limits;
}

/**
 * Says of each field of one operation why it is not executed; undefined where it is. Counts the
 * resolvers.
 */
export function createGate(
  { model, request, limits }: GateOptions,
  deadline: Deadline,
): (call: FieldCall) => WireError | undefined {
  let resolverCount = 0;
  return ({ parent, field: { name }, node, path }) => {
    const depth = path.filter((step) => typeof step === 'string').length;
    if (limits.queryDepth > 0 && depth > limits.queryDepth) {
      return typedError(limitErrors.queryDepth, path, node);
    }
    if (!model.isAllowed(request.caller, parent.name, name)) {
      const message = unauthorizedMessage(name, parent.name);
      return typedError({ errorType: 'Unauthorized', message }, path, node);
    }
    if (!model.hasResolver(parent.name, name)) return undefined;
    // A field that the response calls timed out must not be written after it.
    if (deadline.isOver) return typedError(new ExecutionTimeout(), path, node);
    resolverCount += 1;
    return resolverCount > limits.resolverCount
      ? typedError(limitErrors.resolverCount, path, node)
      : undefined;
  };
}
