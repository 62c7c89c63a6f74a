/** AppSync hands an omitted variable over as an explicit null; an empty text is a value, and checked. */
export const isGiven = (value: string | null | undefined): value is string =>
  value !== null && value !== undefined;
