/**
 * The IAM path of the roles that use a stage's table. The audit recognises them by it: a list of their
 * names is longer than a metric filter may be (1,024 characters, CloudWatch Logs quotas).
 */
export const productRolePath = (stage: string): string => `/messages-${stage}/`;
