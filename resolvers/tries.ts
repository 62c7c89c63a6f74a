/**
 * How often a transaction is tried. AppSync does not try a cancelled one again, a pipeline cannot loop,
 * and AppSync does not document a function that is in a pipeline twice: so there are so many functions of
 * one code. A pipeline has at most ten (AppSync service quotas).
 */
const numbers = [1, 2, 3, 4, 5, 6] as const;
type Number = (typeof numbers)[number];

type Tries<Name extends string, Source extends string> = {
  readonly [N in Number as `${Name}${N}`]: { readonly dataSource: Source; readonly file: Name };
};

/** The functions `<name>1` to `<name>6`, each with the code of `<name>`. */
export const tries = <const Name extends string, const Source extends string>(
  name: Name,
  dataSource: Source,
): Tries<Name, Source> =>
  Object.fromEntries(
    numbers.map((number) => [`${name}${number}`, { dataSource, file: name }]),
  ) as Tries<Name, Source>;

/** Their names, in order. */
export const triesOf = <const Name extends string>(name: Name): readonly `${Name}${Number}`[] =>
  numbers.map((number) => `${name}${number}` as const);
