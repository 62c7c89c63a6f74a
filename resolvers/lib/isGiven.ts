/** Whether an argument has a value. AppSync passes an omitted variable as null. An empty string is a value. */
export const isGiven = (value: string | null | undefined): value is string =>
  value !== null && value !== undefined;
