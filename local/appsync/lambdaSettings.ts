/** How a resolver or function calls a data source that is a Lambda function. */
export interface LambdaSettings {
  /** `maxBatchSize`, 0 to 2,000. */
  readonly maxBatchSize?: number | undefined;
  /** It is a direct Lambda resolver: it has no code of its own. */
  readonly isDirect?: boolean | undefined;
}
