import { useRef, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

export interface MenuAction {
  readonly label: string;
  run(): void;
}

/** A button that unfolds a list of actions. Closes after one, with Escape, and when the focus leaves. */
export function Menu({
  label,
  icon,
  actions,
}: {
  readonly label: string;
  readonly icon: IconName;
  readonly actions: readonly MenuAction[];
}): ReactNode {
  const details = useRef<HTMLDetailsElement>(null);
  const close = (focus: boolean): void => {
    if (!details.current?.open) return;
    details.current.open = false;
    if (focus) details.current.querySelector('summary')?.focus();
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    if (!currentTarget.contains(relatedTarget)) close(false);
  };
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') close(true);
  };
  return (
    <details className="menu" ref={details} onBlur={onBlur} onKeyDown={onKeyDown}>
      <summary className="icon-button" aria-label={label} title={label}>
        <Icon name={icon} />
      </summary>
      <ul className="menu-actions">
        {actions.map(({ label: text, run }) => (
          <li key={text}>
            <button
              type="button"
              onClick={() => {
                close(true);
                run();
              }}
            >
              {text}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
