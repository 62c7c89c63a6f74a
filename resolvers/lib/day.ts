/** Seconds of a day (UTC has no daylight-saving time). */
export const DAY_SECONDS = 24 * 60 * 60;
