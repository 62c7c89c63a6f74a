export interface RequestDeadline {
  /** Resolves with undefined when the time is over. */
  readonly expired: Promise<undefined>;
  cancel(): void;
}

/** The time that one whole request may take, however many resolvers it runs. */
export function requestDeadline(milliseconds: number): RequestDeadline {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
    timer.unref();
  });
  return { expired, cancel: () => clearTimeout(timer) };
}
