export const cases = (short: number, long: number): number => (process.env.LONG ? long : short);
