import { grouped } from '../grouped.js';
import type { ChangeAttempt, Held, Property } from '../history.js';

/** What changes of a message, as the acknowledged requests make it. */
interface State {
  text: string | null;
  unsent: boolean;
  readonly reactions: Map<string, string>;
}

function apply(state: State, { by, change }: ChangeAttempt): void {
  if (change.type === 'edit') state.text = change.text;
  else if (change.type === 'unsend') {
    state.unsent = true;
    state.text = null;
    state.reactions.clear();
  } else if (change.emoji === null) state.reactions.delete(by);
  else state.reactions.set(by, change.emoji);
}

/** Of two acknowledged changes, the one with the lesser id first; of one without effect, the earlier answer. */
const inOrder = (a: ChangeAttempt, b: ChangeAttempt): number =>
  a.changeUuid === b.changeUuid
    ? a.endedAt - b.endedAt
    : (a.changeUuid ?? '') < (b.changeUuid ?? '')
      ? -1
      : 1;

/** What is wrong with a stored message, given the tries to change it. */
function wrongIn(message: Held, text: string, attempts: readonly ChangeAttempt[]): string[] {
  const state: State = { text, unsent: false, reactions: new Map() };
  const isDone = ({ refused, unknown }: ChangeAttempt): boolean => !refused && !unknown;
  for (const attempt of attempts.filter(isDone).toSorted(inOrder)) apply(state, attempt);
  const maybe = attempts.filter(({ unknown }) => unknown);
  const mayBe = (test: (attempt: ChangeAttempt) => boolean): boolean => maybe.some(test);

  const isUnsent = message.deletedAt !== null && message.deletedAt !== undefined;
  if (isUnsent !== state.unsent && !mayBe(({ change }) => change.type === 'unsend')) {
    return [isUnsent ? 'is unsent without an unsend' : 'is not unsent'];
  }
  if (isUnsent) return message.message === null ? [] : ['is unsent and has a text'];
  const wrong: string[] = [];
  const edited = ({ change }: ChangeAttempt): boolean =>
    change.type === 'edit' && change.text === message.message;
  if (message.message !== state.text && !mayBe(edited)) {
    wrong.push(`has the text "${message.message}", not "${state.text}"`);
  }
  const has = new Map((message.reactions ?? []).map(({ userUuid, emoji }) => [userUuid, emoji]));
  for (const person of new Set([...has.keys(), ...state.reactions.keys()])) {
    const reacted = ({ by, change }: ChangeAttempt): boolean =>
      by === person && change.type === 'react' && (change.emoji ?? undefined) === has.get(person);
    if (has.get(person) !== state.reactions.get(person) && !mayBe(reacted)) {
      wrong.push(
        `has the reaction ${has.get(person)} of ${person}, not ${state.reactions.get(person)}`,
      );
    }
  }
  return wrong;
}

export const changesShow: Property = {
  name: 'each message is as the acknowledged edits, unsends and reactions made it',
  violations({ sends, changes }, { conversations }) {
    const texts = new Map(sends.flatMap(({ uuid, text }) => (uuid ? [[uuid, text]] : [])));
    const attempts = grouped(changes, ({ uuid }) => uuid);
    return conversations.flatMap(({ oldestFirst }) =>
      oldestFirst
        .filter(({ uuid }) => texts.has(uuid))
        .flatMap((message) =>
          wrongIn(message, texts.get(message.uuid)!, attempts.get(message.uuid) ?? []).map(
            (wrong) => `${message.uuid} ${wrong}`,
          ),
        ),
    );
  },
};
