import type { ReactNode } from 'react';
import { lazyPage } from '../shell/lazyPage';
import { Loading, NotFound } from '../shell/States';
import { useIsModerator } from '../shell/useIsModerator';

const ModerationPage = lazyPage(() => import('./ModerationPage'));

/** `/moderation`. Shows "not found" to a person who is not a moderator. */
export function Moderation(): ReactNode {
  const isModerator = useIsModerator();
  if (isModerator === undefined) return <Loading />;
  return isModerator ? <ModerationPage /> : <NotFound />;
}
