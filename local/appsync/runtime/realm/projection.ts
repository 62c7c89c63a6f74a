import { unsupported } from './faults.js';
import { isArray } from './natives.js';

/** The `projection` of a request for a list of attribute paths. Nothing without a list. */
export function projection(input: Record<string, unknown>): object {
  const attributes = input['projection'];
  if (attributes === undefined || attributes === null) return {};
  const expressionNames: Record<string, string> = {};
  const paths: string[] = [];
  if (!isArray(attributes)) return unsupported('a projection that is not a list');
  for (const attribute of attributes as unknown[]) {
    if (typeof attribute !== 'string') return unsupported('a projection of anything but names');
    const path: string[] = [];
    for (const name of attribute.split('.')) {
      const placeholder = `#${name}`;
      expressionNames[placeholder] = name;
      path.push(placeholder);
    }
    paths.push(path.join('.'));
  }
  return { projection: { expression: paths.join(', '), expressionNames } };
}
