import { errorAt } from './errors.js';
import type { Stack } from './stacks.js';

/**
 * Refuses a template whose resources need each other in a circle, as CloudFormation does ("Circular
 * dependency between resources").
 *
 * @throws SourceError which names the circle
 */
export function refuseCycles({ file, template: { Resources } }: Stack): void {
  const done = new Set<string>();
  const visit = (logicalId: string, path: readonly string[]): void => {
    if (path.includes(logicalId)) {
      const circle = [...path.slice(path.indexOf(logicalId)), logicalId];
      const text = `needs itself: ${circle.join(' → ')}`;
      throw errorAt({ file, logicalId }, text);
    }
    if (done.has(logicalId)) return;
    const { Properties, DependsOn } = Resources[logicalId]!;
    for (const name of new Set([...namesIn(Properties), ...DependsOn])) {
      if (Object.hasOwn(Resources, name)) visit(name, [...path, logicalId]);
    }
    done.add(logicalId);
  };
  for (const logicalId of Object.keys(Resources)) visit(logicalId, []);
}

/** What a value's intrinsic functions refer to. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    if (key === 'Ref') return [String(one)];
    if (key === 'Fn::GetAtt') return [String(Array.isArray(one) ? one[0] : one).split('.')[0]!];
    if (key !== 'Fn::Sub') return namesIn(one);
    const [text, values] = Array.isArray(one) ? (one as unknown[]) : [one, {}];
    const own = Object.keys((values ?? {}) as object);
    const names = [...String(text).matchAll(/\$\{([^!}.]+)[^}]*\}/g)].map(([, name]) =>
      name!.trim(),
    );
    return [...names.filter((name) => !own.includes(name)), ...namesIn(values)];
  });
}
