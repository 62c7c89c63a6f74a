import type { ReactNode } from 'react';

const paths = {
  back: 'M15 5l-7 7 7 7',
  compose: 'M4 20h4L19 9l-4-4L4 16v4zM13 7l4 4',
  send: 'M4 12l16-8-6 16-3-7-7-1z',
  down: 'M12 5v14M5 12l7 7 7-7',
  up: 'M12 19V5M5 12l7-7 7 7',
  signOut: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  settings: 'M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4',
  muted: 'M4 9h4l5-4v14l-5-4H4zM17 10l4 4M21 10l-4 4',
  shield: 'M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6z',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM16 16l4 4',
  light:
    'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2',
  dark: 'M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z',
  system: 'M3 5h18v11H3zM8 20h8M12 16v4',
  bubbles: 'M4 5h11v8H9l-3 3v-3H4zM18 9h2v8h-2v3l-3-3h-4',
  warning: 'M12 4l9 16H3zM12 10v4M12 17v.5',
  clock: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v4l3 2',
  check: 'M5 12l5 5 9-10',
} as const;

export type IconName = keyof typeof paths;

/** A line drawing; decoration, never the only name of anything. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
