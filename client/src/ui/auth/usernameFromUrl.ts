/** Handed from one page of signing in to the next. */
export const usernameFromUrl = (): string =>
  new URLSearchParams(window.location.search).get('username') ?? '';
