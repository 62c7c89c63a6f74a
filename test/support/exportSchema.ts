import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';

const path = fileURLToPath(new URL('../../docs/export.schema.json', import.meta.url));

const ajv = new Ajv2020({
  strict: true,
  allErrors: true,
  allowUnionTypes: true, // `["string", "null"]`, as the API says nullable
  formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/ },
});
const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as object);

/** Checks an exported file. @throws Error that says what does not fit docs/export.schema.json. */
export function exportSchema(value: unknown): void {
  if (!validate(value)) throw new Error(ajv.errorsText(validate.errors, { separator: '\n' }));
}
