/** The flags in force at one place of a Java pattern. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly unixLines: boolean;
}
