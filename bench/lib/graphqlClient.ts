import { httpClient } from './httpClient.js';

/** One person's connection to one API. */
export interface GraphQLClient {
  /** @throws Error on an answer with errors. */
  ask<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
  close(): void;
}

export const graphqlClient = (url: string, headers: Record<string, string>): GraphQLClient => {
  const { post, close } = httpClient(url, headers);
  return {
    close,
    ask: async (query, variables = {}) => {
      const text = await post(JSON.stringify({ query, variables }));
      const { data, errors } = JSON.parse(text) as { data: never; errors?: unknown };
      if (errors || !data) throw new Error(`${url} answered ${text}`);
      return data;
    },
  };
};
