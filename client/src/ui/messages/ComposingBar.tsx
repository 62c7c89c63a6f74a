import type { ReactNode, RefObject } from 'react';
import { useMessage } from '../../messaging';
import { Icon } from '../parts/Icon';
import { QuotedText } from './Quote';
import type { Composing } from './useComposing';

/** Above the field: the message that is answered, or that one is being edited; and the way back. */
export function ComposingBar({
  messageGroupUuid,
  composing: { target, cancel },
  name,
  field,
}: {
  readonly messageGroupUuid: string;
  readonly composing: Composing;
  /** The other person's. */
  readonly name: string;
  readonly field: RefObject<HTMLElement | null>;
}): ReactNode {
  const isEdit = target?.kind === 'edit';
  const onCancel = (): void => {
    // The button is about to go.
    field.current?.focus();
    cancel();
  };
  return (
    // The element exists before its text, so that a screen reader announces the text.
    <div role="status">
      {target && (
        <div className="composing">
          <p className="composing-text">
            {isEdit ? (
              'Editing'
            ) : (
              <Answered messageGroupUuid={messageGroupUuid} uuid={target.uuid} name={name} />
            )}
          </p>
          <button
            type="button"
            className="icon-button"
            aria-label={isEdit ? 'Stop editing' : 'Do not answer this message'}
            title="Cancel (Escape)"
            onClick={onCancel}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}

const Answered = ({
  messageGroupUuid,
  uuid,
  name,
}: {
  readonly messageGroupUuid: string;
  readonly uuid: string;
  readonly name: string;
}): ReactNode => (
  <>
    <span className="visually-hidden">Answers </span>
    <QuotedText message={useMessage(messageGroupUuid, uuid)} name={name} />
  </>
);
