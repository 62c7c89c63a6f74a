import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';

/** A part of a page that is loaded when it is needed. Where it cannot be, the page stays without it. */
export function lazyPart<Props extends object>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): ComponentType<Props> {
  const Part = lazy<ComponentType<Props>>(() => load().catch(() => ({ default: () => null })));
  return function LazyPart(props): ReactNode {
    return (
      <Suspense>
        <Part {...props} />
      </Suspense>
    );
  };
}
