/** The text of an operation, with the types of its variables and its answer. Codegen makes them. */
export interface Operation<Result, Variables> {
  toString(): string;
  readonly __apiType?: (variables: Variables) => Result;
}

/** Puts an operation together with the fragments that it names. */
export const gql = (texts: TemplateStringsArray, ...fragments: readonly object[]): string =>
  String.raw({ raw: texts }, ...fragments);
