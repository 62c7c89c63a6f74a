import type { z } from 'zod';
import { SourceError } from '../manifest/errors.js';

/** Where in a template something does not fit. */
export interface Place {
  /** The template's file. */
  readonly file: string;
  /** The resource, parameter or condition. */
  readonly logicalId: string;
  /** The property, as a path: `Properties.Code`. Left out: the whole. */
  readonly property?: string | undefined;
}

export const placeText = ({ file, logicalId, property }: Place): string =>
  [file, logicalId, property].filter((part) => part !== undefined).join(': ');

export const errorAt = (place: Place, problem: string): SourceError =>
  new SourceError([`${placeText(place)}: ${problem}`]);

/** A value of a template that fits a schema. @throws SourceError which names the property */
export function checked<Schema extends z.ZodType>(
  value: unknown,
  schema: Schema,
  { file, logicalId }: Place,
): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const property = issue!.path.map(String).join('.') || undefined;
  throw errorAt({ file, logicalId, property }, issue!.message);
}
