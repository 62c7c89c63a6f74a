import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  type RefObject,
} from 'react';
import { Icon, type IconName } from './Icon';
import { placeBeside, type Box } from './placeBeside';

export interface MenuAction {
  readonly label: string;
  run(): void;
}

/** What opens a menu from elsewhere, as a right click does. */
export interface MenuHandle {
  openAt(point: { readonly x: number; readonly y: number }): void;
}

/**
 * A button that opens a list of actions, above all else on the page. Closes after one, with Escape, with
 * a press elsewhere, and when the focus leaves.
 */
export function Menu({
  label,
  icon,
  actions,
  children,
  ref,
}: {
  readonly label: string;
  readonly icon: IconName;
  readonly actions: readonly MenuAction[];
  /** Buttons above the actions. */
  readonly children?: ReactNode;
  readonly ref?: Ref<MenuHandle>;
}): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  const [box, setBox] = useState<Box>();
  /** What had the focus before a menu that was opened from elsewhere. */
  const opener = useRef<Element>(null);
  const openFrom = (element: Element | null, at: Box): void => {
    opener.current = element;
    setBox(at);
  };
  useImperativeHandle(ref, () => ({
    openAt: ({ x, y }) => {
      // Some browsers report a long press as a right click, too.
      if (!box) openFrom(document.activeElement, { left: x, right: x, top: y, bottom: y });
    },
  }));
  const close = useCallback((isFocusReturned: boolean): void => {
    if (isFocusReturned && opener.current instanceof HTMLElement) {
      opener.current.focus({ preventScroll: true });
    }
    setBox(undefined);
  }, []);
  const toggle = (): void => {
    if (box) close(true);
    else openFrom(button.current, button.current!.getBoundingClientRect());
  };
  return (
    <div className="menu">
      <button
        type="button"
        ref={button}
        className="icon-button"
        aria-label={label}
        title={label}
        aria-expanded={box !== undefined}
        onClick={toggle}
      >
        <Icon name={icon} />
      </button>
      {box && (
        <Actions box={box} actions={actions} button={button} onClose={close}>
          {children}
        </Actions>
      )}
    </div>
  );
}

function Actions({
  box,
  actions,
  button,
  onClose,
  children,
}: {
  readonly box: Box;
  readonly actions: readonly MenuAction[];
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly onClose: (isFocusReturned: boolean) => void;
  readonly children: ReactNode;
}): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useShown(list, box);
  usePressElsewhere([list, button], onClose);
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    const isElsewhere = relatedTarget && !currentTarget.contains(relatedTarget);
    if (isElsewhere && relatedTarget !== button.current) onClose(false);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Escape') onClose(true);
    else moveFocus(event);
  };
  return (
    <div ref={list} popover="manual" className="menu-actions" onBlur={onBlur} onKeyDown={onKeyDown}>
      <div onClick={({ target }) => (target as Element).closest('button') && onClose(true)}>
        {children}
      </div>
      <ul>
        {actions.map(({ label, run }) => (
          <li key={label}>
            <button
              type="button"
              onClick={() => {
                onClose(true);
                run();
              }}
            >
              {label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Shows a list above all else, with the focus on its first button. */
function useShown(list: RefObject<HTMLElement | null>, box: Box): void {
  useLayoutEffect(() => {
    const element = list.current!;
    placeBeside(element, box);
    element.showPopover();
    element.querySelector('button')?.focus({ preventScroll: true });
    return () => element.hidePopover();
  }, [list, box]);
}

/** A popover of the kind `auto` closes when the press ends that opened it by being long. */
function usePressElsewhere(
  [list, button]: readonly [RefObject<Element | null>, RefObject<Element | null>],
  onClose: (isFocusReturned: boolean) => void,
): void {
  useEffect(() => {
    const onPress = ({ target }: PointerEvent): void => {
      const isInside = [list.current, button.current].some((one) => one?.contains(target as Node));
      if (!isInside) onClose(false);
    };
    document.addEventListener('pointerdown', onPress, true);
    return () => document.removeEventListener('pointerdown', onPress, true);
  }, [list, button, onClose]);
}

/** Arrow keys go to the next button and the one before, Home and End to the first and the last. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const places: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowRight: at + 1,
    ArrowUp: at - 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: -1,
  };
  const place = places[event.key];
  if (place === undefined) return;
  event.preventDefault();
  (buttons.at(place) ?? buttons[0])?.focus();
}
