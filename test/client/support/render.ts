import { act, createElement, Fragment, type ReactNode, type StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { onTestFinished } from 'vitest';
import { MessagingProvider, type Messaging } from '../../../client/src/messaging';

/**
 * Renders a hook under a provider until the test ends.
 * @returns what it answered at each rendering.
 */
export async function renderHook<View>(
  messaging: Messaging,
  useView: () => View,
  { wrapper = Fragment }: { wrapper?: typeof Fragment | typeof StrictMode } = {},
): Promise<{ readonly views: View[]; readonly current: View; rerender(): Promise<void> }> {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  const views: View[] = [];
  const root = createRoot(document.createElement('div'));
  function Hook(): ReactNode {
    views.push(useView());
    return null;
  }
  const render = (): Promise<void> =>
    act(async () =>
      root.render(
        createElement(
          wrapper,
          null,
          createElement(MessagingProvider, { messaging, children: createElement(Hook) }),
        ),
      ),
    );
  onTestFinished(() => act(async () => root.unmount()));
  await render();
  return {
    views,
    get current() {
      return views.at(-1)!;
    },
    rerender: render,
  };
}
