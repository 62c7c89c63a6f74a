/** Where a behaviour was learnt. A row with several has them for its several parts. */
export type Source =
  /** A page of the AppSync developer guide, or a page of AWS's documentation by its name. */
  | `documented: ${string}`
  /** An answer of AWS's own EvaluateCode, kept as a snapshot in localstack/appsync-utils. */
  | `recorded: ${string}`
  /** A frame or an answer of the service that a user of AppSync showed in public: `owner/name#number` or a URL. */
  | `observed: ${string}`
  /** Measured on a real API by the author of this public repository. */
  | `measured: ${string}`
  /** Not known about AWS: what the host does, in the row's own words. */
  | 'assumed';

/** One behaviour of the host. */
export interface Row {
  /** Unique; never given to another behaviour. */
  readonly id: string;
  /** One sentence, or a few short ones. */
  readonly says: string;
  readonly from: Source | readonly Source[];
  /** `room/file.test.ts > describe > title`, below `test/`; of a table of tests, one line or the title as written. */
  readonly test: string;
}

/** One part of the host. */
export interface Area {
  readonly title: string;
  /** Where its code is, from the top of the repository. */
  readonly code: string;
  readonly rows: readonly Row[];
}

/** localstack/appsync-utils, whose snapshots come from EvaluateCode. */
export const recorded = 'recorded: localstack/appsync-utils' as const;

/** The public repository that measured subscriptions on an API of its own. */
export const measured = 'measured: geoffweatherall/mootmaker' as const;

export const quotas = 'documented: AppSync endpoints and quotas' as const;

export const declarations = 'documented: declarations of @aws-appsync/utils 2.1.1' as const;

export const sourcesOf = ({ from }: Row): readonly Source[] =>
  typeof from === 'string' ? [from] : from;

/** The file of a row's test, from the top of the repository, and the test's full name in it. */
export function testOf({ test }: Row): { file: string; name: string } {
  const end = test.indexOf(' > ');
  return { file: `test/${test.slice(0, end)}`, name: test.slice(end + 3) };
}
