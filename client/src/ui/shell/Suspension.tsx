import { lazy, Suspense, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useMe } from '../../messaging';
import { copiedTime } from '../parts/time';

/** Not part of the first load. Where it cannot be loaded, the form for a message says the same. */
const SuspensionBanner = lazy(() =>
  import('../moderation/SuspensionBanner').catch(() => ({ default: () => null })),
);

/** While moderators keep the user from sending: until when, and why. */
export function Suspension(): ReactNode {
  const suspension = useMe().me?.suspension;
  return (
    <div role="status">
      {suspension && (
        <Suspense>
          <SuspensionBanner suspension={suspension} />
        </Suspense>
      )}
    </div>
  );
}

/** In place of the form for a message. The draft stays. */
export function SuspendedForm({ until }: { readonly until: string }): ReactNode {
  return (
    <p className="message-form">
      You cannot send messages until {copiedTime(new Date(until))}.
      {/* On a phone the banner is beside the list alone. */}
      <Link href="/messages" className="suspension-link">
        Reasons
      </Link>
    </p>
  );
}
