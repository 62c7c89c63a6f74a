import {
  useEffect,
  useRef,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { useDraft, type ConversationView, type Message, type TypingView } from '../../messaging';
import { limits } from '../../generated/limits';
import { Icon } from '../parts/Icon';
import { isCoarsePointer, isOnePane } from '../shell/media';
import { ComposingBar } from './ComposingBar';
import { storedMessages } from './items';
import { trimBlankLines } from './trimBlankLines';
import type { Composing, Target } from './useComposing';
import type { MessageActions } from './useMessageActions';

const MAX_LENGTH = limits.message.maxCodePoints;
/** From here on the form counts what is left. */
const WARN_AT = Math.floor(MAX_LENGTH * 0.9);

interface FormProps {
  readonly uuid: string;
  readonly conversation: ConversationView;
  readonly composing: Composing;
  readonly actions: MessageActions;
  readonly typing: TypingView;
}

/**
 * The form for a message, an answer, or the new text of a message. The draft outlives a reload, and is
 * there again after a message was edited.
 */
export function MessageForm(props: FormProps): ReactNode {
  const { uuid, composing, actions } = props;
  const { target } = composing;
  const { isEditing, value, change, submit: take } = useText(props);
  const field = useRef<HTMLTextAreaElement>(null);
  const text = trimBlankLines(value);
  const length = [...text].length;
  const isTooLong = length > MAX_LENGTH;
  const isBlank = text.trim() === '';
  const editLast = useEditLast(props);

  useFocus(field, target);

  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (!isBlank && !isTooLong) take(text);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Safari ends a composition before the key's event; only this code shows it (WebKit 165004).
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape' && target) composing.cancel();
    if (event.key === 'ArrowUp' && value === '' && !target && editLast()) event.preventDefault();
    // Without a Shift at hand, Enter writes a new line.
    if (event.key !== 'Enter' || event.shiftKey || isCoarsePointer()) return;
    event.preventDefault();
    submit();
  };
  return (
    <form className="message-form" onSubmit={submit}>
      <div className="message-field">
        <ComposingBar
          messageGroupUuid={uuid}
          composing={composing}
          name={actions.name}
          field={field}
        />
        <label className="visually-hidden" htmlFor="message">
          {isEditing ? 'New text of your message' : `Message to ${actions.name}`}
        </label>
        <textarea
          id="message"
          ref={field}
          dir="auto"
          rows={1}
          placeholder="Write a message"
          value={value}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          aria-invalid={isTooLong || undefined}
          aria-describedby="message-length"
        />
        <p id="message-length" className="message-length" data-problem={isTooLong || undefined}>
          {length >= WARN_AT && lengthLeft(MAX_LENGTH - length)}
        </p>
      </div>
      <SubmitButton label={isEditing ? 'Save' : 'Send'} isDisabled={isBlank || isTooLong} />
    </form>
  );
}

/** The field has the focus from the start where there is room, and when an answer or an edit begins. */
function useFocus(field: RefObject<HTMLTextAreaElement | null>, target: Target | undefined): void {
  useEffect(() => {
    if (!isOnePane()) field.current?.focus();
  }, [field]);
  const { kind, uuid } = target ?? {};
  useEffect(() => {
    const element = field.current;
    if (!kind || !element) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  }, [field, kind, uuid]);
}

const SubmitButton = ({
  label,
  isDisabled,
}: {
  readonly label: 'Save' | 'Send';
  readonly isDisabled: boolean;
}): ReactNode => (
  <button type="submit" className="send" aria-label={label} title={label} disabled={isDisabled}>
    <Icon name={label === 'Save' ? 'check' : 'send'} />
  </button>
);

/** The text in the field: of the draft, or of the message that is edited. */
function useText({ uuid, composing, typing }: FormProps) {
  const [draft, setDraft] = useDraft(uuid);
  const { target } = composing;
  const isEditing = target?.kind === 'edit';
  const changeDraft = (text: string): void => {
    setDraft(text);
    if (text === '') typing.stopped();
    else typing.typed();
  };
  return {
    isEditing,
    value: isEditing ? target.text : draft,
    change: isEditing ? composing.setText : changeDraft,
    submit: (text: string): void => {
      if (composing.submit(text) && !isEditing) changeDraft('');
    },
  };
}

/** Edits the last own message that can still be edited. @returns whether there is one. */
function useEditLast({ conversation, composing, actions }: FormProps): () => boolean {
  return () => {
    const now = Date.now();
    const canEdit = (message: Message): boolean => actions.allowed(message, now).has('edit');
    const last = storedMessages(conversation.items).findLast(canEdit);
    if (last) composing.edit(last);
    return last !== undefined;
  };
}

const lengthLeft = (left: number): string =>
  left >= 0 ? `${left} characters left` : `${-left} characters too many`;
