import { useState, type ReactNode } from 'react';
import { Icon } from '../parts/Icon';
import { applyTheme, chosenTheme, themes, type Theme } from './theme';

const LABELS: Record<Theme, string> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
};

/** One button that goes round: as the system, light, dark. */
export function ThemeToggle(): ReactNode {
  const [theme, setTheme] = useState(chosenTheme);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length]!;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Theme: ${LABELS[theme]}. Change to: ${LABELS[next]}`}
      title={`Theme: ${LABELS[theme]}`}
      onClick={() => {
        applyTheme(next);
        setTheme(next);
      }}
    >
      <Icon name={theme} />
    </button>
  );
}
