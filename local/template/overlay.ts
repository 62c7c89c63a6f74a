import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { endpointForm, readEndpoint } from '../appsync/datasources/index.js';
import { allowHttp, parsed } from '../host/allowHttp.js';
import { SourceError } from '../manifest/errors.js';
import { parseJson, readText } from '../manifest/readManifest.js';

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
  /** By issuer: a file with its public keys, or leave to ask it over the network. */
  openIdConnect: z
    .record(
      z.string(),
      z.union([
        z.strictObject({ jwks: z.string() }),
        z.strictObject({ discovery: z.literal(true) }),
      ]),
    )
    .default({}),
  /** By name, those who sign requests: as a role of the templates, or as a user with policies. */
  callers: z
    .record(
      z
        .string()
        .regex(/^[\w+=,.@-]{1,64}$/, 'expected 1 to 64 letters, digits and +=,.@-_')
        .refine((name) => name !== 'local', 'is the name of the host’s own caller'),
      z.union([
        z.strictObject({ role: z.string() }),
        z.strictObject({ policies: z.array(z.unknown()) }),
      ]),
    )
    .default({}),
  /** What is called in place of the endpoint of an HTTP data source, by its name. */
  httpEndpoints: z.record(z.string(), parsed(readEndpoint, endpointForm)).default({}),
});

/** What a manifest beside the template adds to it. */
export type Overlay = z.output<typeof overlay> & {
  /** The manifest; left out: there is none. */
  readonly file?: string | undefined;
};

/** @throws SourceError which names the file, and the place in it */
export async function readOverlay(file: string | undefined): Promise<Overlay> {
  if (file === undefined) return overlay.parse({});
  const { success, data, error } = overlay.safeParse(parseJson(file, await readText(file)));
  if (success) return { ...data, file };
  throw new SourceError(
    error.issues.map((issue) => `${file}: ${issue.path.join('.') || '(top)'}: ${issue.message}`),
  );
}

/** A problem in a manifest. */
export const overlayError = (
  { file }: Overlay,
  place: readonly (string | number)[],
  problem: string,
): SourceError => new SourceError([`${file}: ${place.join('.')}: ${problem}`]);

/** A file that a manifest names: beside it. */
export const besideOverlay = ({ file }: Overlay, name: string): string =>
  resolve(dirname(file ?? '.'), name);
