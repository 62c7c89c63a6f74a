import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { PaneHead } from './PaneHead';

/** An address that leads to no page, or to no conversation of this user. */
export function NotFoundPane({ text }: { readonly text: string }): ReactNode {
  return (
    <>
      <PaneHead title="Not found" />
      <div className="empty">
        <p>{text}</p>
        <Link href="/messages" className="button">
          Go to your messages
        </Link>
      </div>
    </>
  );
}
