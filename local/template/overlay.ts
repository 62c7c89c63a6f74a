import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { endpointForm, readEndpoint } from '../appsync/datasources/index.js';
import { allowHttp, parsed } from '../host/allowHttp.js';
import { TemplateError } from './errors.js';

const overlay = z.strictObject({
  /** Made at the start, confirmed. */
  users: z
    .array(
      z.strictObject({
        username: z.string().optional(),
        password: z.string(),
        groups: z.array(z.string()).default([]),
        attributes: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default([]),
  /** More API keys, as `x-api-key` carries them. */
  apiKeys: z.array(z.string().min(1)).default([]),
  /** Values in place of the template's, by name. */
  environment: z.record(z.string(), z.string()).default({}),
  /** What HTTP data sources may call, beside `--allow-http`. */
  allowHttp,
  /** What is called in place of the endpoint of an HTTP data source, by its name. */
  httpEndpoints: z.record(z.string(), parsed(readEndpoint, endpointForm)).default({}),
});

/** What a manifest beside the template adds to it. */
export type Overlay = z.output<typeof overlay>;

/** @throws TemplateError which names the file, and the place in it */
export async function readOverlay(file: string | undefined): Promise<Overlay> {
  if (file === undefined) return overlay.parse({});
  const text = await readFile(file, 'utf8').catch(() => {
    throw new TemplateError([`${file}: there is no such file`]);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TemplateError([`${file}: is not JSON: ${reason}`]);
  }
  const { success, data, error } = overlay.safeParse(value);
  if (success) return data;
  throw new TemplateError(
    error.issues.map((issue) => `${file}: ${issue.path.join('.') || '(top)'}: ${issue.message}`),
  );
}
