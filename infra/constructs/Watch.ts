import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Settings } from '../settings.js';
import { AlarmTopic } from './AlarmTopic.js';
import { Canary } from './Canary.js';
import type { LogGroups } from './LogGroups.js';
import { ProductAlarms } from './ProductAlarms.js';
import { ProductDashboard } from './ProductDashboard.js';
import { UsageAlarms } from './UsageAlarms.js';

/** What a client needs to know of a stage. */
export interface StageEndpoints {
  readonly graphqlUrl: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

interface WatchProps {
  /** Prefix of every name. */
  readonly name: string;
  readonly settings: Settings;
  readonly key: IKey | undefined;
  readonly logGroups: LogGroups;
  readonly apiId: string;
  readonly endpoints: StageEndpoints;
  readonly tableName: string;
  readonly triggers: Readonly<Record<string, IFunction>>;
  /** What adds alarms of its own. */
  readonly watched: readonly { watch(topic: AlarmTopic): void }[];
  /** Undefined: no backups. */
  readonly vaultName: string | undefined;
  readonly canaryBundle: string;
}

/** What an operator sees of a stage: alarms, dashboard, budget and canary. */
export class Watch extends Construct {
  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    const { name, settings, key, apiId, endpoints, tableName, triggers, vaultName } = props;
    const topic = new AlarmTopic(this, 'Alarms', { prefix: name, key, email: settings.alarmEmail });
    new ProductAlarms(this, 'ProductAlarms', {
      ...settings,
      topic,
      apiId,
      tableName,
      triggers,
      userPool: endpoints,
      vaultName,
    });
    for (const part of props.watched) part.watch(topic);
    new UsageAlarms(this, 'UsageAlarms', { ...settings, name, topic, apiId, userPool: endpoints });
    if (settings.canaryMinutes > 0) {
      new Canary(this, 'Canary', {
        ...endpoints,
        name,
        everyMinutes: settings.canaryMinutes,
        bundle: props.canaryBundle,
        key,
        logGroups: props.logGroups,
        topic,
      });
    }
    new ProductDashboard(this, 'Dashboard', {
      name,
      region: settings.region,
      alarms: topic.alarms,
      apiId,
      tableName,
      triggers,
    });
  }
}
