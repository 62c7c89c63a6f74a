import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import {
  startTemplateApi,
  type TemplateApi,
  type TemplateApiOptions,
} from '../../local/template/start.js';

export interface GraphQLAnswer {
  readonly status: number;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly errorType?: string; readonly message: string }[];
}

/** One request with headers of its own. */
export async function ask(
  { url }: { readonly url: string },
  query: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<GraphQLAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, ...((await response.json()) as Omit<GraphQLAnswer, 'status'>) };
}

/** Starts APIs from the texts of templates, and ends them after each test. */
export function useSmallApis() {
  const started: TemplateApi[] = [];
  afterEach(async () => {
    for (const api of started.splice(0)) await api.stop();
  });
  return async (
    template: string,
    options: Partial<TemplateApiOptions> = {},
  ): Promise<TemplateApi> => {
    const file = join(await mkdtemp(join(tmpdir(), 'template-')), 'small.yaml');
    await writeFile(file, template);
    const api = await startTemplateApi({ templates: [file], ...options });
    started.push(api);
    return api;
  };
}
