/**
 * Accounts that are deleted in the user pool alone, by an administrator or by the person's own `DeleteUser`,
 * as pure data: what calls the function that begins the rest. CDK and the one-machine host read it.
 */
export const accountDeletions = {
  /**
   * Which of CloudTrail's events call it. An EventBridge pattern (EventBridge user guide, "Creating event
   * patterns"; "AWS service events delivered via AWS CloudTrail"). An event of `DeleteUser` is not known to
   * name its user pool, so the function asks its own.
   */
  pattern: {
    source: ['aws.cognito-idp'],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: ['cognito-idp.amazonaws.com'],
      eventName: ['AdminDeleteUser', 'DeleteUser'],
      errorCode: [{ exists: false }],
    },
  },
  /** How often an event is tried again before it becomes a dead letter. */
  retries: 2,
  timeoutSeconds: 10,
} as const;
