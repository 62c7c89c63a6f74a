import type { DataSource } from '../types.js';
import { asObject, onlyFields } from './requestObject.js';

/**
 * A NONE data source: the response handler gets `payload` as `ctx.result`, null when there is none
 * (AppSync developer guide, resolver-reference-none-js).
 *
 * Not known: what AppSync makes of a request that is no object, or of other fields than `payload`;
 * here they are faults, as they are with DynamoDB.
 */
export const createNoneDataSource = (): DataSource => ({
  execute: async (request) => {
    const fields = asObject(request, '$');
    onlyFields(fields, '$', ['payload', 'version']);
    return { result: fields['payload'] ?? null };
  },
});
