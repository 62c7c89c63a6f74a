import {
  createHttpDataSource,
  readEndpoint,
  readTarget,
} from '../../local/appsync/datasources/index.js';
import type { HttpDataSourceOptions } from '../../local/appsync/datasources/createHttpDataSource.js';

export const scope = { resolver: 'Query.test' };

/** The data source `weather`, which may call what is listed. */
export const httpSourceAt = (
  url: string,
  allow: readonly string[],
  more: Partial<HttpDataSourceOptions> = {},
) =>
  createHttpDataSource({
    name: 'weather',
    endpoint: readEndpoint(url)!,
    allowed: allow.map((text) => readTarget(text)!),
    ...more,
  });
