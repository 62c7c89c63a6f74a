const NOTES = {
  deleted: 'Your account is deleted.',
  everywhere: 'You are signed out on all devices.',
  again: 'Sign in again, to show that it is you. Then you are back where you were.',
} as const;

type Note = keyof typeof NOTES;

/** The address of the sign-in with a note above its form. */
export const signInWithNote = (note: Note): string => `/sign-in?note=${note}`;

/** What the address says: why this page is shown. */
export function signInNote(): string | undefined {
  const note = new URLSearchParams(window.location.search).get('note') ?? '';
  return Object.hasOwn(NOTES, note) ? NOTES[note as Note] : undefined;
}
