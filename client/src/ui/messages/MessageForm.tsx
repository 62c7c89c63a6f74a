import { useEffect, useRef, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useDraft } from '../../messaging';
import { limits } from '../../generated/limits';
import { Icon } from '../parts/Icon';
import { isCoarsePointer, isOnePane } from '../shell/media';
import { trimBlankLines } from './trimBlankLines';

const MAX_LENGTH = limits.message.maxCodePoints;
/** From here on the form counts what is left. */
const WARN_AT = Math.floor(MAX_LENGTH * 0.9);

/** The form for a message. The draft outlives a reload. */
export function MessageForm({
  uuid,
  name,
  onSubmit,
}: {
  readonly uuid: string;
  readonly name: string;
  /** @returns whether the message was taken. */
  readonly onSubmit: (text: string) => boolean;
}): ReactNode {
  const [draft, setDraft] = useDraft(uuid);
  const field = useRef<HTMLTextAreaElement>(null);
  const text = trimBlankLines(draft);
  const length = [...text].length;
  const tooLong = length > MAX_LENGTH;
  const blank = text.trim() === '';

  useEffect(() => {
    if (!isOnePane()) field.current?.focus();
  }, []);

  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (!blank && !tooLong && onSubmit(text)) setDraft('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Safari ends a composition before the key's event; only this code shows it (WebKit 165004).
    const composing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    // Without a Shift at hand, Enter writes a new line.
    if (isCoarsePointer()) return;
    event.preventDefault();
    submit();
  };
  return (
    <form className="message-form" onSubmit={submit}>
      <label className="visually-hidden" htmlFor="message">
        Message to {name}
      </label>
      <div className="message-field">
        <textarea
          id="message"
          ref={field}
          dir="auto"
          rows={1}
          placeholder="Write a message"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
          aria-invalid={tooLong || undefined}
          aria-describedby="message-length"
        />
        <p id="message-length" className="message-length" data-problem={tooLong || undefined}>
          {length >= WARN_AT && lengthLeft(MAX_LENGTH - length)}
        </p>
      </div>
      <button
        type="submit"
        className="send"
        aria-label="Send"
        title="Send"
        disabled={blank || tooLong}
      >
        <Icon name="send" />
      </button>
    </form>
  );
}

const lengthLeft = (left: number): string =>
  left >= 0 ? `${left} characters left` : `${-left} characters too many`;
