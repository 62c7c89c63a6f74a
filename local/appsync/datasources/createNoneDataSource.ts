import type { DataSource } from '../types.js';
import { asObject, onlyFields } from './requestObject.js';

/**
 * A NONE data source: `ctx.result` of the response handler is `payload`, null when it is omitted
 * (AppSync developer guide, resolver-reference-none-js).
 *
 * Not known: how AppSync treats a request that is not an object, or fields other than `payload`. Here
 * they are faults, as with DynamoDB.
 */
export const createNoneDataSource = (): DataSource => ({
  execute: async (request) => {
    const fields = asObject(request, '$');
    onlyFields(fields, '$', ['payload', 'version']);
    return { result: fields['payload'] ?? null };
  },
});
