import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useDocumentTitle } from './useDocumentTitle';

/** A page with a heading in its middle and nothing else. */
function Standing({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  useDocumentTitle(title);
  return (
    <main className="standing">
      <h1>{title}</h1>
      {children}
    </main>
  );
}

export function Loading(): ReactNode {
  return (
    <main className="standing" aria-busy="true">
      <h1 className="visually-hidden">Loading</h1>
      <span className="spinner" aria-hidden="true" />
    </main>
  );
}

/** Of the right pane, whose page or whose messages are being fetched. */
export function PaneLoading({ what = 'Loading' }: { readonly what?: string }): ReactNode {
  return (
    <div className="feed" aria-busy="true">
      <p className="visually-hidden">{what}</p>
      <span className="spinner" aria-hidden="true" />
    </div>
  );
}

export function Unreachable(): ReactNode {
  return (
    <Standing title="No connection">
      <p>You are signed in, but the session cannot be renewed without a network.</p>
      <p>This page goes on by itself as soon as there is one.</p>
    </Standing>
  );
}

/** A page that is loaded when it is opened did not come: offline, or replaced by a newer one. */
export function NotLoaded(): ReactNode {
  return (
    <Standing title="Not loaded">
      <p>This page could not be loaded. Reload it when there is a connection.</p>
    </Standing>
  );
}

export function NotFound(): ReactNode {
  return (
    <Standing title="Not found">
      <p>
        <Link href="/messages">Go to your messages</Link>
      </p>
    </Standing>
  );
}
