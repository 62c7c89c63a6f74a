import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useMe } from '../../messaging';
import { lazyPart } from '../parts/lazyPart';
import { copiedTime } from '../parts/time';

/** Where it cannot be loaded, the form for a message says the same. */
const SuspensionBanner = lazyPart(() => import('../moderation/SuspensionBanner'));

/** While moderators keep the user from sending: until when, and why. */
export function Suspension(): ReactNode {
  const suspension = useMe()?.suspension;
  return <div role="status">{suspension && <SuspensionBanner suspension={suspension} />}</div>;
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
