export interface RequestDeadline {
  /** Resolves with undefined when the time is over. */
  readonly expired: Promise<undefined>;
  /** Whether the time is over. */
  readonly isOver: boolean;
  cancel(): void;
}

/** The time limit of one request, for all its resolvers together. */
export function requestDeadline(milliseconds: number): RequestDeadline {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const expired = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      isOver = true;
      resolve(undefined);
    }, milliseconds);
    timer.unref();
  });
  return {
    expired,
    get isOver() {
      return isOver;
    },
    cancel: () => clearTimeout(timer),
  };
}
