import { fileURLToPath } from 'node:url';
import { Annotations, type App, type Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { AuditStack } from './AuditStack.js';
import { ConfigRulesStack } from './ConfigRulesStack.js';
import { MessagingStack } from './MessagingStack.js';
import { ServiceControlPolicyStack } from './ServiceControlPolicyStack.js';
import { type Context, namedStages, readSettings, type Settings } from './settings.js';
import type { OptionalStack } from './settingSchemas.js';
import { WebStack } from './WebStack.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The built files that the app needs: absolute paths. */
export const paths = {
  schema: `${root}schema.graphql`,
  resolvers: `${root}build/resolvers`,
  triggers: `${root}build/triggers`,
  canary: `${root}build/canary`,
  client: `${root}build/client`,
} as const;

type Paths = Readonly<Record<keyof typeof paths, string>>;

/**
 * Adds the stacks of the stage that the app's context names, or, without a name, the stacks of every
 * stage of cdk.json.
 * @throws SettingError
 */
export function addStacks(app: App, built: Paths = paths): void {
  const context = app.node.getAllContext() as Context;
  const { stage } = context;
  const stages = stage === undefined ? namedStages(context) : [String(stage)];
  for (const name of stages) addStage(app, readSettings(context, name), built);
}

type CommonProps = StackProps & { readonly settings: Settings };

function addStage(app: App, settings: Settings, built: Paths): void {
  const { stage, account, region, deletionProtection, stacks } = settings;
  const props = (description: string): CommonProps => ({
    env: { account, region },
    description,
    terminationProtection: deletionProtection,
    settings,
  });
  const product = new MessagingStack(app, `messages-${stage}`, {
    ...props(`Direct messages, stage ${stage}`),
    paths: built,
  });
  if (settings.production) warn(product, settings);
  for (const stack of [
    product,
    ...stacks.map((name) => makers[name](app, props, product, built)),
  ]) {
    Tags.of(stack).add('stage', stage);
    for (const [key, value] of Object.entries(settings.tags)) Tags.of(stack).add(key, value);
  }
}

type Maker = (
  app: App,
  props: (description: string) => CommonProps,
  product: MessagingStack,
  built: Paths,
) => Stack;

const makers: Readonly<Record<OptionalStack, Maker>> = {
  audit: (app, props, product) =>
    new AuditStack(app, `${product.stackName}-audit`, {
      ...props(`Audit of ${product.stackName}`),
      tableArns: product.tableArns,
      apiArn: product.apiArn,
      roleNames: product.roleNames,
    }),
  configRules: (app, props, product) =>
    new ConfigRulesStack(
      app,
      `${product.stackName}-config-rules`,
      props(`AWS Config rules for ${product.stackName}`),
    ),
  serviceControlPolicy: (app, props, product) =>
    new ServiceControlPolicyStack(
      app,
      `${product.stackName}-service-control-policy`,
      props(`What accounts of ${product.stackName} may not do`),
    ),
  web: (app, props, product, { client }) =>
    new WebStack(app, `${product.stackName}-web`, {
      ...props(`Web client of ${product.stackName}`),
      endpoints: product.endpoints,
      client,
    }),
};

/** Settings that a production stage can be synthesised without, and should not run without. */
function warn(product: MessagingStack, settings: Settings): void {
  const { alarmEmail, mailFrom, deletionProtection } = settings;
  const warning = (setting: keyof Settings, problem: string) =>
    Annotations.of(product).addWarningV2(`messages:${setting}`, problem);
  const add = (setting: keyof Settings) =>
    `write "${setting}": "…" into stages.production of cdk.json`;
  if (alarmEmail === undefined) warning('alarmEmail', `Alarms reach no one: ${add('alarmEmail')}`);
  if (mailFrom === undefined) {
    warning(
      'mailFrom',
      `Cognito sends 50 messages a day, and npm run deploy refuses that: ${add('mailFrom')}`,
    );
  }
  if (!deletionProtection) {
    warning(
      'deletionProtection',
      'Table and user pool can be deleted: deploy again without deletionProtection=false',
    );
  }
}
