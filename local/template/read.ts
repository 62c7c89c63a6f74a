import type { z } from 'zod';
import { TemplateError } from './errors.js';
import type { Scope } from './scope.js';
import type { Resource } from './stacks.js';

/** A resource, with its place in one of the stacks. */
export interface Found {
  readonly scope: Scope;
  readonly logicalId: string;
  readonly resource: Resource;
}

/** Every resource of some types, in the order of the templates. */
export const allOf = (scopes: readonly Scope[], ...types: readonly string[]): Found[] =>
  scopes.flatMap((scope) =>
    [...scope.resources]
      .filter(([, { Type }]) => types.includes(Type))
      .map(([logicalId, resource]) => ({ scope, logicalId, resource })),
  );

/**
 * Some properties of a resource, without intrinsic functions and checked. Only those of the schema are
 * resolved: what the host does not ask for may hold what it does not know.
 *
 * @throws TemplateError which names the property
 */
export function propertiesOf<Shape extends z.ZodObject>(
  { scope, logicalId, resource }: Found,
  schema: Shape,
): z.output<Shape> {
  const place = { file: scope.stack.file, logicalId };
  const asked = Object.keys(schema.shape).filter((name) => name in resource.Properties);
  const values = Object.fromEntries(
    asked.map((name) => [
      name,
      scope.resolve(resource.Properties[name], { ...place, property: name }),
    ]),
  );
  // `{ "Ref": "AWS::NoValue" }` itself: the property is not there.
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'symbol') delete values[name];
  }
  const { success, data, error } = schema.safeParse(values);
  if (success) return data;
  const [issue] = error.issues;
  const property = issue!.path.map(String).join('.') || undefined;
  throw TemplateError.at({ ...place, property }, issue!.message);
}

/** A place in a resource, for a problem that is found there. */
export const placeOf = ({ scope, logicalId }: Found, property?: string) => ({
  file: scope.stack.file,
  logicalId,
  property,
});
