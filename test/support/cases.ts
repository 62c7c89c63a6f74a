/**
 * How many cases a property test tries: a few in `npm test`, many in `npm run test:long`.
 * @returns `long` in a long run, otherwise `short`
 */
export const cases = (short: number, long: number): number => (process.env.LONG ? long : short);
