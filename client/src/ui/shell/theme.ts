import { deviceStorage } from '../../messaging/deviceStorage';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const KEY = 'theme';

/** What was chosen on this device; `system` where nothing was. */
export const chosenTheme = (): Theme =>
  themes.find((theme) => theme === deviceStorage().getItem(KEY)) ?? 'system';

/** Puts the theme on the page, and keeps it for the next time. */
export function applyTheme(theme: Theme = chosenTheme()): void {
  document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'system') deviceStorage().removeItem(KEY);
    else deviceStorage().setItem(KEY, theme);
  } catch {
    // The browser keeps nothing: it is so for as long as the page lives.
  }
}
