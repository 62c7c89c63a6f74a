/** AppSync would refuse this API definition. `problems` has every reason. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Schema has the following errors: - ${problems.join(' - ')}`);
    this.problems = problems;
  }
}
