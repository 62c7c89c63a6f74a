/** Whether an argument has a value. AppSync passes an omitted variable as null. An empty string is a value. */
export const isGiven = <Value>(value: Value | null | undefined): value is Value =>
  value !== null && value !== undefined;
