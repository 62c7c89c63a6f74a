import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface LogGroupsProps {
  readonly retentionDays: number;
  readonly key: IKey | undefined;
  readonly retain: boolean;
}

/** Makes log groups that all keep for the same time, under the same key. */
export class LogGroups extends Construct {
  readonly #props: LogGroupsProps;

  constructor(scope: Construct, id: string, props: LogGroupsProps) {
    super(scope, id);
    this.#props = props;
  }

  /** @param logGroupName for a service that asks for a name of its own. */
  add(id: string, logGroupName?: string): LogGroup {
    const { retentionDays, key, retain } = this.#props;
    return new LogGroup(this, id, {
      logGroupName,
      encryptionKey: key,
      retention: retentionDays as RetentionDays,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
