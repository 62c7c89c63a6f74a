import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { Loading, NotLoaded } from './States';

/** A page that is not part of the first load. */
export function lazyPage(load: () => Promise<{ default: ComponentType }>): () => ReactNode {
  const Page = lazy(() => load().catch(() => ({ default: NotLoaded })));
  return () => (
    <Suspense fallback={<Loading />}>
      <Page />
    </Suspense>
  );
}
