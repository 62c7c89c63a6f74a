/** Where things lie in the query client's cache; one person's apart from another's. */
export function createQueryKeys(userUuid: string) {
  const all = ['messaging', userUuid] as const;
  return {
    all,
    me: [...all, 'me'] as const,
    isModerator: [...all, 'isModerator'] as const,
    myReports: [...all, 'myReports'] as const,
    reports: [...all, 'reports'] as const,
    report: (uuid: string) => [...all, 'report', uuid] as const,
    inbox: [...all, 'inbox'] as const,
    settings: [...all, 'settings'] as const,
    folder: (folder: string) => [...all, 'folder', folder] as const,
    rows: [...all, 'row'] as const,
    row: (messageGroupUuid: string) => [...all, 'row', messageGroupUuid] as const,
    people: (prefix: string) => [...all, 'people', prefix] as const,
    person: (handle: string) => [...all, 'person', handle] as const,
    histories: [...all, 'history'] as const,
    history: (messageGroupUuid: string) => [...all, 'history', messageGroupUuid] as const,
    tails: [...all, 'tail'] as const,
    tail: (messageGroupUuid: string) => [...all, 'tail', messageGroupUuid] as const,
    /** Single messages, for example those that replies answer. */
    singles: [...all, 'message'] as const,
    single: (messageGroupUuid: string, uuid: string) =>
      [...all, 'message', messageGroupUuid, uuid] as const,
    /** The conversation of a history's key. */
    groupOf: (key: readonly unknown[]): string => String(key.at(-1)),
  };
}

export type QueryKeys = ReturnType<typeof createQueryKeys>;
