/** Handed from one page of signing in to the next. */
export const emailFromUrl = (): string =>
  new URLSearchParams(window.location.search).get('email') ?? '';
