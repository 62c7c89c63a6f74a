import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { AlarmTopic } from './AlarmTopic.js';
import type { LogGroups } from './LogGroups.js';
import { addNodeFunction } from './nodeFunction.js';

interface CanaryProps {
  readonly name: string;
  readonly everyMinutes: number;
  /** The directory of the bundle: `index.mjs`. */
  readonly bundle: string;
  readonly graphqlUrl: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly key: IKey | undefined;
  readonly logGroups: LogGroups;
  readonly topic: AlarmTopic;
}

/**
 * Two synthetic people who run the smoke test's user stories every few minutes: they sign in, write,
 * subscribe, read. Their names and passwords are in a secret, which the operator fills.
 */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, props: CanaryProps) {
    super(scope, id);
    const { name, everyMinutes, topic } = props;
    const secret = new Secret(this, 'People', {
      secretName: `${name}/canary`,
      description: 'The two people of the canary (docs/operations.md, "The canary")',
      encryptionKey: props.key,
    });
    const run = this.#addFunction(props, secret);
    new Rule(this, 'Schedule', {
      schedule: Schedule.rate(Duration.minutes(everyMinutes)),
      targets: [new LambdaFunction(run, { retryAttempts: 0 })],
    });
    topic.add('failing-canary', {
      metric: run.metricErrors({ period: Duration.minutes(everyMinutes) }),
      threshold: 1,
      periods: 2,
      missingIsBad: true,
      meaning: 'Two synthetic people cannot sign in, write or receive.',
    });
  }

  #addFunction(props: CanaryProps, secret: Secret): Function {
    const { lambda } = addNodeFunction(this, {
      bundle: props.bundle,
      logGroup: props.logGroups.add('Canary'),
      who: 'The canary',
      may: 'What the canary may do',
      statements: [
        new PolicyStatement({
          actions: ['secretsmanager:GetSecretValue'],
          resources: [secret.secretArn],
        }),
        ...(props.key
          ? [new PolicyStatement({ actions: ['kms:Decrypt'], resources: [props.key.keyArn] })]
          : []),
      ],
      environment: {
        SECRET_ID: secret.secretName,
        REGION: Stack.of(this).region,
        GRAPHQL_URL: props.graphqlUrl,
        USER_POOL_ID: props.userPoolId,
        USER_POOL_CLIENT_ID: props.userPoolClientId,
      },
      timeout: Duration.minutes(1),
      memorySize: 512,
    });
    return lambda;
  }
}
