import { useState, type KeyboardEvent } from 'react';

/** What can be chosen under a field. */
export interface Options<Item> {
  /** Of the list. The options have it too, with their index. */
  readonly id: string;
  readonly items: readonly Item[];
  /** The index of the one that is chosen; -1: none. */
  readonly at: number;
  open(item: Item): void;
  /** Takes the keys of the field. */
  onKeyDown(event: KeyboardEvent): void;
  /** Another text: back to the first choice. */
  reset(): void;
}

/**
 * Which of the options under a field is chosen: arrow keys choose, Enter opens.
 * @param first 0: there is always one; -1: none until an arrow key is pressed
 */
export function useOptions<Item>({
  first,
  ...given
}: Pick<Options<Item>, 'id' | 'items' | 'open'> & { readonly first: 0 | -1 }): Options<Item> {
  const { items, open } = given;
  const [chosen, setChosen] = useState<number>(first);
  const at = Math.min(chosen, items.length - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const item = items[at];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      // Upwards from none is the last one.
      setChosen((Math.max(at, step > 0 ? -1 : 0) + step + items.length) % items.length);
    } else if (event.key === 'Enter' && item !== undefined) {
      event.preventDefault();
      open(item);
    }
  };
  return { ...given, at, onKeyDown, reset: () => setChosen(first) };
}

/** An input method has the key. */
const isComposing = ({ nativeEvent, keyCode }: KeyboardEvent): boolean =>
  nativeEvent.isComposing || keyCode === 229;
