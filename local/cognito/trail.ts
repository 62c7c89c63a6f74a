import { randomUUID } from 'node:crypto';
import { regionOf } from './keys.js';
import type { Clock, PoolIdentity } from './types.js';

/** The event of a user pool action, as EventBridge gets it from CloudTrail. */
export type ApiCallEvent = ReturnType<typeof eventOf>;

const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/**
 * The trail of the pool's deletions, as EventBridge gets it where CloudTrail logs management events
 * (Amazon Cognito developer guide, "Amazon Cognito logging in AWS CloudTrail"). Events are kept
 * until there is a listener.
 */
export class Trail {
  #waiting: ApiCallEvent[] = [];
  #listener: ((event: ApiCallEvent) => void) | undefined;

  constructor(
    private readonly pool: PoolIdentity,
    private readonly clock: Clock,
  ) {}

  /** Sets the one listener. It gets every event from the first on. */
  listen(listener: (event: ApiCallEvent) => void): void {
    this.#listener = listener;
    for (const event of this.#waiting.splice(0)) listener(event);
  }

  /** An administrator has deleted an account. */
  adminDeleteUser(sub: string): void {
    const { userPoolId } = this.pool;
    this.#record('AdminDeleteUser', { userPoolId, username: HIDDEN }, sub);
  }

  /** A person has deleted their account. Assumed: the event does not name the pool. */
  deleteUser(sub: string): void {
    this.#record('DeleteUser', { accessToken: HIDDEN }, sub);
  }

  #record(eventName: string, requestParameters: Record<string, string>, sub: string): void {
    const time = new Date(this.clock()).toISOString().replace(/\.\d+Z$/, 'Z');
    const event = eventOf(regionOf(this.pool), time, eventName, requestParameters, sub);
    if (this.#listener) this.#listener(event);
    else this.#waiting.push(event);
  }
}

/** @param time ISO 8601, UTC, whole seconds */
const eventOf = (
  region: string,
  time: string,
  eventName: string,
  requestParameters: Readonly<Record<string, string>>,
  sub: string,
) =>
  ({
    id: randomUUID(),
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.cognito-idp',
    time,
    region,
    detail: {
      eventTime: time,
      eventSource: 'cognito-idp.amazonaws.com',
      eventName,
      awsRegion: region,
      requestParameters,
      responseElements: null,
      additionalEventData: { sub },
      eventType: 'AwsApiCall',
      managementEvent: true,
      readOnly: false,
    },
  }) as const;
