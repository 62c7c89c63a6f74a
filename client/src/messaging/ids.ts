/** Ids of one conversation rise in commit order; across conversations they rise with time. */
export const isLater = (one: string | null, other: string | null): boolean =>
  one !== null && (other === null || one > other);

/** The later one of two ids. */
export const latestOf = (one: string | null, other: string | null): string | null =>
  isLater(one, other) ? one : other;
