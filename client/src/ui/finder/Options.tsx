import './options.css';
import { useEffect, useRef, type InputHTMLAttributes, type ReactNode } from 'react';
import type { Options } from './useOptions';

/** The field that the options are under. It keeps the focus. */
export function OptionField<Item>({
  options: { id, items, at, onKeyDown, reset },
  text,
  onText,
  ...input
}: {
  readonly options: Options<Item>;
  readonly text: string;
  readonly onText: (text: string) => void;
} & InputHTMLAttributes<HTMLInputElement>): ReactNode {
  return (
    <input
      role="combobox"
      aria-expanded={items.length > 0}
      aria-controls={id}
      aria-autocomplete="list"
      aria-activedescendant={at < 0 ? undefined : idOf(id, at)}
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={({ target }) => {
        onText(target.value);
        reset();
      }}
      onKeyDown={onKeyDown}
      {...input}
    />
  );
}

/** The options. The keys that choose one are those of the field. */
export function OptionList<Item>({
  options: { id, items, at, open },
  label,
  keyOf,
  children,
}: {
  readonly options: Options<Item>;
  readonly label: string;
  readonly keyOf: (item: Item) => string;
  /** Shows one option. */
  readonly children: (item: Item) => ReactNode;
}): ReactNode {
  return (
    <ul id={id} className="options" role="listbox" aria-label={label}>
      {items.map((item, index) => (
        <Option
          key={keyOf(item)}
          id={idOf(id, index)}
          isChosen={index === at}
          onOpen={() => open(item)}
        >
          {children(item)}
        </Option>
      ))}
    </ul>
  );
}

const idOf = (list: string, index: number): string => `${list}-${index}`;

function Option({
  id,
  isChosen,
  onOpen,
  children,
}: {
  readonly id: string;
  readonly isChosen: boolean;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const option = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li ref={option} id={id} role="option" aria-selected={isChosen} onClick={onOpen}>
      {children}
    </li>
  );
}
