import { limits } from '../limits.js';
import { checkContacts } from './contacts.js';
import { fail } from './errors.js';
import { folderKey } from './folders.js';
import type { MessageGroupItem, MessageItem, ProfileItem } from './items.js';
import { isGiven } from './isGiven.js';
import type { Send } from './send.js';
import { type CancellationReason, conditionFailed, isRace } from './transaction.js';

/** What a cancelled send goes on with: the message that its token has stored, or another try. */
interface NextTry {
  firstSentUuid?: string;
  /** The rows' newest message, where they are ahead of the try. */
  newestUuid?: string;
}

/** A condition that did not hold, and the item that was there. */
interface Failed<Item> {
  item?: Item | null;
}

const failed = <Item>(reason: CancellationReason | undefined): Failed<Item> | undefined =>
  conditionFailed(reason) ? (reason as Failed<Item>) : undefined;

/**
 * Why a send was cancelled. The caller's own state comes before the other person's, so that it hides
 * what it can; an earlier send with the same token before both, except towards a person who has
 * blocked the caller since.
 *
 * @param reasons in the order of `sendItems`. May change `send` for the next try.
 * @param now ISO 8601, UTC.
 */
export function judgeSend(send: Send, reasons: CancellationReason[], now: string): NextTry {
  const own = failed<MessageGroupItem>(reasons[1]);
  const other = failed<MessageGroupItem>(reasons[2]);
  const profile = send.opening ? failed<ProfileItem>(reasons[3]) : undefined;
  const afterRows = send.opening ? 4 : 3;
  const token = isGiven(send.clientToken)
    ? failed<{ messageUuid: string }>(reasons[afterRows])
    : undefined;
  const replyTo = isGiven(send.replyToUuid)
    ? failed<MessageItem>(reasons[isGiven(send.clientToken) ? afterRows + 1 : afterRows])
    : undefined;
  if (!send.opening && own && !own.item) notFound(send);
  if (token) {
    if (other?.item?.blocked) unavailable();
    return { firstSentUuid: token.item?.messageUuid };
  }
  if (own?.item?.blocked) {
    fail('RecipientBlocked', 'You block this person. End the block first.');
  }
  if (send.opening && own) {
    // The two have a conversation by now, from either side.
    send.opening = null;
    return {};
  }
  checkSuspension(own?.item?.suspendedUntil ?? profile?.item?.suspendedUntil, now);
  if (send.opening && profile) readProfileAgain(send, profile.item, now);
  if (other) checkRecipientRow(send, other.item);
  if (replyTo) fail('MessageNotFound', 'The message that you answer is not in this conversation');
  if (!isRace(reasons)) {
    fail('Unavailable', 'The table did not take the message. Try again with the same clientToken.');
  }
  return { newestUuid: own?.item?.lastMessageUuid ?? other?.item?.lastMessageUuid };
}

/** Only a send into a conversation finds the sender's row missing: the others make it. */
const notFound = (send: Send): never =>
  fail('MessageGroupNotFound', 'This conversation does not exist yet: name the recipient', {
    recipientUuid: send.recipient.uuid,
  });

const unavailable = (): never =>
  fail('RecipientUnavailable', 'This person cannot get messages from you');

function checkSuspension(until: string | undefined, now: string): void {
  if (!isGiven(until) || until <= now) return;
  fail('AccountSuspended', `You cannot send messages before ${until}`, { until });
}

/** The sender's profile was not as it had been read: the next try takes it as it is now. */
function readProfileAgain(send: Send, profile: ProfileItem | null | undefined, now: string): void {
  if (!profile || isGiven(profile.deletedAt)) {
    fail('ProfileNotFound', 'Your account has no profile yet');
  }
  checkContacts(profile, now);
  send.opening!.profile = profile;
  send.sender.handle = profile.handle;
  send.sender.displayName = profile.displayName;
}

/** A first message fails on the recipient's row for one reason only: the recipient does not take it. */
function checkRecipientRow(send: Send, row: MessageGroupItem | null | undefined): void {
  if (send.opening || !row || row.blocked) unavailable();
  const accepted = row!.home === folderKey(send.recipient.uuid, 'INBOX');
  const { maxMessages } = limits.request;
  if (!accepted && (row!.received ?? 0) >= maxMessages) {
    fail('AwaitingAcceptance', `Wait for an answer: at most ${maxMessages} messages before it`, {
      max: maxMessages,
    });
  }
}
