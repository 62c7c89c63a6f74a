import type { ReactNode, Ref } from 'react';
import { useMessaging, type Message } from '../../messaging';
import { Icon } from '../parts/Icon';
import { Menu, type MenuAction, type MenuHandle } from '../parts/Menu';
import { useNow } from '../parts/RelativeTime';
import type { MessageAction } from './allowedActions';
import { reactionOf, usualEmoji } from './reactions';
import type { MessageActions } from './useMessageActions';

/** What can be done with a message, in the order of the menu. */
const LABELS: readonly (readonly [Exclude<MessageAction, 'react'>, string])[] = [
  ['reply', 'Reply'],
  ['edit', 'Edit'],
  ['copy', 'Copy'],
  ['unsend', 'Unsend'],
  ['report', 'Report'],
];

/** The menu of a message; nothing where there is nothing to do. */
export function MessageMenu({
  message,
  actions,
  ref,
}: {
  readonly message: Message;
  readonly actions: MessageActions;
  readonly ref: Ref<MenuHandle>;
}): ReactNode {
  const { userUuid } = useMessaging();
  const allowed = actions.allowed(message, useNow().getTime());
  if (allowed.size === 0) return null;
  const own = message.userUuid === userUuid;
  const offered: MenuAction[] = LABELS.filter(([action]) => allowed.has(action)).map(
    ([action, label]) => ({ label, run: () => actions[action](message) }),
  );
  return (
    <div className="message-menu">
      <Menu
        ref={ref}
        label={own ? 'Options of your message' : `Options of a message of ${actions.name}`}
        icon="more"
        actions={offered}
      >
        {allowed.has('react') && <ReactionChoice message={message} actions={actions} />}
      </Menu>
    </div>
  );
}

/** The usual reactions, and the way to all others. */
function ReactionChoice({
  message,
  actions,
}: {
  readonly message: Message;
  readonly actions: MessageActions;
}): ReactNode {
  const { userUuid } = useMessaging();
  const own = reactionOf(message, userUuid);
  return (
    <div className="reaction-choice" role="group" aria-label="React">
      {usualEmoji.map((emoji) => (
        <button
          key={emoji}
          type="button"
          aria-label={`React with ${emoji}`}
          aria-pressed={own === emoji}
          onClick={() => actions.react(message, own === emoji ? null : emoji)}
        >
          {emoji}
        </button>
      ))}
      <button
        type="button"
        aria-label="More reactions"
        title="More reactions"
        onClick={() => actions.pickReaction(message)}
      >
        <Icon name="plus" />
      </button>
    </div>
  );
}
