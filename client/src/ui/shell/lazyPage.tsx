import { lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react';
import { Loading, NotLoaded } from './States';

/**
 * A page that is not part of the first load.
 * @param fallback is shown while it is fetched
 */
export function lazyPage<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  fallback: ReactNode = <Loading />,
) {
  let loaded: ComponentType<Props> | undefined;
  let loading: Promise<{ default: ComponentType<Props> }> | undefined;
  const loadOnce = (): Promise<{ default: ComponentType<Props> }> =>
    (loading ??= load().then((module) => {
      loaded = module.default;
      return module;
    }));
  /** What could not be fetched is fetched again when the page is opened the next time. */
  const giveUp = (): { default: ComponentType<Props> } => {
    loading = undefined;
    later = fetched();
    return { default: NotLoaded };
  };
  const fetched = () => lazy<ComponentType<Props>>(() => loadOnce().catch(giveUp));
  let later = fetched();

  function Page(props: Props): ReactNode {
    // It keeps the component of its first render: with another one the page's state would be lost.
    const [Shown] = useState<ComponentType<Props>>(() => loaded ?? later);
    return (
      <Suspense fallback={fallback}>
        <Shown {...props} />
      </Suspense>
    );
  }
  /** Fetches the page, so that it is there at once when it is opened. */
  const preload = (): void => void loadOnce().catch(giveUp);
  return Object.assign(Page, { preload });
}
