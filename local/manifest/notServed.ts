/** Where it is written what this host does not serve. */
const where = 'see docs/host.md, "Not served"';

const notServed = (what: string): string => `${what} is not served by this host; ${where}`;

/** What zod says of a value that it refuses; only the members that are read here. */
interface Issue {
  readonly code?: unknown;
  readonly input?: unknown;
  readonly keys?: unknown;
}

/**
 * The message for a member that has to be one of a few values. AppSync's other values are named as
 * not served; any other value gets the list of what is served.
 */
export const oneOf =
  (key: string, served: readonly string[], others: readonly string[]) =>
  ({ code, input }: Issue): string | undefined => {
    if (code !== 'invalid_union') return undefined;
    const value = (input as Readonly<Record<string, unknown>> | undefined)?.[key];
    return typeof value === 'string' && others.includes(value)
      ? notServed(value)
      : `expected ${served.join(' or ')}`;
  };

/** Members of a resolver or function that has VTL templates. */
const templates = [
  'requestMappingTemplate',
  'responseMappingTemplate',
  'requestMappingTemplateS3Location',
  'responseMappingTemplateS3Location',
];

/** The message for members that the manifest does not have. */
export const unknownMember = ({ code, keys }: Issue): string | undefined => {
  const names = Array.isArray(keys) ? keys.map(String) : [];
  const template = names.find((name) => templates.includes(name));
  return code === 'unrecognized_keys' && template ? notServed(`VTL (${template})`) : undefined;
};

/** The message for the name of a code file. */
export const codeFile = ({ input }: Issue): string =>
  typeof input === 'string' && input.endsWith('.vtl')
    ? notServed('VTL')
    : 'expected the name of a .js or .ts file';
