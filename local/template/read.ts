import type { z } from 'zod';
import { checked, type Place } from './errors.js';
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
 * @throws SourceError which names the property
 */
export function propertiesOf<Shape extends z.ZodObject>(
  found: Found,
  schema: Shape,
): z.output<Shape> {
  const { scope, resource } = found;
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(schema.shape)) {
    if (!(name in resource.Properties)) continue;
    const value = scope.resolve(resource.Properties[name], placeOf(found, name));
    // `{ "Ref": "AWS::NoValue" }` itself: the property is not there.
    if (typeof value !== 'symbol') values[name] = value;
  }
  return checked(values, schema, placeOf(found));
}

/** A resource as others refer to it. @throws SourceError */
export const namedOf = ({ scope, logicalId }: Found) => scope.named(logicalId);

/** A place in a resource, for a problem that is found there. */
export const placeOf = ({ scope, logicalId }: Found, property?: string): Place => ({
  file: scope.stack.file,
  logicalId,
  property,
});
