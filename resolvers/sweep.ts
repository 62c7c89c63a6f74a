/**
 * The sweep of conversation rows whose newest message is past its time, as it is deployed, as pure data.
 * CDK, the one-machine host and the sweep itself read it.
 *
 * A call goes through one part of the index, so all of it is gone through once a day: which part, the hour
 * says, and nothing has to be stored between calls. At the pace below a call reads up to 2 million rows in
 * its time, or empties up to 40,000; what it does not get through, its repetition or the next day does.
 */
export const sweep = {
  scheduleMinutes: 60,
  /** Parts of the index (`TotalSegments` of its Scan), one for each call of a day. */
  segments: 24,
  /** Lambda's longest. */
  timeoutSeconds: 900,
  /** A step is a page of the Scan, or some writes. At most 250 read or 100 write units a second. */
  stepsASecond: 5,
  rowsOfAPage: 500,
  writesOfAStep: 10,
} as const;
