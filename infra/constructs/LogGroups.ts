import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { dataRemovalPolicy } from './retention.js';

interface LogGroupsProps {
  readonly retentionDays: number;
  readonly key: IKey | undefined;
  readonly retain: boolean;
}

/** Makes log groups that share a retention time and a key. */
export class LogGroups extends Construct {
  readonly #props: LogGroupsProps;

  constructor(scope: Construct, id: string, props: LogGroupsProps) {
    super(scope, id);
    this.#props = props;
  }

  /** @param logGroupName only for a service that requires a name. */
  add(id: string, logGroupName?: string): LogGroup {
    const { retentionDays, key, retain } = this.#props;
    return new LogGroup(this, id, {
      logGroupName,
      encryptionKey: key,
      retention: retentionDays as RetentionDays,
      removalPolicy: dataRemovalPolicy(retain),
    });
  }
}
