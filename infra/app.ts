import { fileURLToPath } from 'node:url';
import { Annotations, type App, type StackProps, Tags } from 'aws-cdk-lib';
import { AuditStack } from './AuditStack.js';
import { ConfigRulesStack } from './ConfigRulesStack.js';
import { MessagingStack } from './MessagingStack.js';
import { ServiceControlPolicyStack } from './ServiceControlPolicyStack.js';
import { type Context, namedStages, readSettings, type Settings } from './settings.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What the app is made from: absolute paths. The bundles must have been built. */
export const paths = {
  schema: `${root}schema.graphql`,
  resolvers: `${root}build/resolvers`,
  triggers: `${root}build/triggers`,
} as const;

/**
 * Adds the stacks of the stage that the app's context names, or, when it names none, those of every
 * stage of cdk.json.
 * @throws SettingError
 */
export function addStacks(app: App): void {
  const context = app.node.getAllContext() as Context;
  const { stage } = context;
  const stages = stage === undefined ? namedStages(context) : [String(stage)];
  for (const name of stages) addStage(app, readSettings(context, name));
}

function addStage(app: App, settings: Settings): void {
  const { stage, account, region, retain, stacks } = settings;
  const props = (description: string): StackProps & { readonly settings: Settings } => ({
    env: { account, region },
    description,
    terminationProtection: retain,
    settings,
  });
  const product = new MessagingStack(app, `messages-${stage}`, {
    ...props(`Direct messages, stage ${stage}`),
    paths,
  });
  if (settings.production) warn(product, settings);
  const made = [
    product,
    ...stacks.map((optional) => {
      switch (optional) {
        case 'audit':
          return new AuditStack(app, `messages-${stage}-audit`, {
            ...props(`Who touches the direct messages of ${stage}`),
            tableArn: product.tableArn,
            apiArn: product.apiArn,
            roleNames: product.roleNames,
          });
        case 'configRules':
          return new ConfigRulesStack(
            app,
            `messages-${stage}-config-rules`,
            props(`AWS Config rules for the direct messages of ${stage}`),
          );
        case 'serviceControlPolicy':
          return new ServiceControlPolicyStack(
            app,
            `messages-${stage}-service-control-policy`,
            props(`What nobody may do to the direct messages of ${stage}`),
          );
      }
    }),
  ];
  for (const stack of made) {
    Tags.of(stack).add('stage', stage);
    for (const [key, value] of Object.entries(settings.tags)) Tags.of(stack).add(key, value);
  }
}

/** What production can be deployed without, and cannot live without for long. */
function warn(product: MessagingStack, { alarmEmail, mailFrom }: Settings): void {
  const warning = (setting: keyof Settings, problem: string) =>
    Annotations.of(product).addWarningV2(
      `messages:${setting}`,
      `${problem}: write "${setting}": "…" into stages.production of cdk.json`,
    );
  if (alarmEmail === undefined) warning('alarmEmail', 'Alarms wake nobody');
  if (mailFrom === undefined) {
    warning('mailFrom', 'Cognito sends 50 messages a day, so few people can sign up');
  }
}
