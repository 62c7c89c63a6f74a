import { readFileSync } from 'node:fs';
import { App, CfnResource, Stack, Token } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { addStacks } from '../../infra/app.js';
import { acknowledgements, addNag, packs } from '../../infra/nag.js';
import { everySetting, stubBuilds } from './allStacks.js';
import { cdkContext, synthesise, synthesised } from './synth.js';

const everything = synthesised();

/** A template without the parts that change with the deployed code. */
const masked = (template: unknown): unknown =>
  JSON.parse(
    JSON.stringify(template)
      .replaceAll(/[0-9a-f]{64}/g, '<hash>')
      .replaceAll(JSON.stringify(schema), '"<schema.graphql>"'),
  );
const schema = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');

describe('synthesis without the name of a stage', () => {
  it('makes every stack of every stage', () => {
    expect(Object.keys(everything.templates).sort()).toEqual([
      'messages-dev',
      'messages-production',
      'messages-production-audit',
      'messages-production-config-rules',
      'messages-production-service-control-policy',
    ]);
  });

  it('gives the same templates twice', () => {
    expect(synthesise().templates).toEqual(everything.templates);
  });

  it('needs no account: it looks nothing up', () => {
    for (const stack of everything.app.node.children.filter(Stack.isStack)) {
      expect(Token.isUnresolved(stack.account), stack.stackName).toBe(true);
    }
    expect(everything.app.synth().manifest.missing).toBeUndefined();
  });

  it.each(Object.keys(everything.templates))('%s matches the reviewed snapshot', async (name) => {
    await expect(JSON.stringify(masked(everything.templates[name]), null, 2)).toMatchFileSnapshot(
      `snapshots/${name}.snap`,
    );
  });

  it('fits into the limits of CloudFormation: 500 resources, 1 MB', () => {
    for (const [name, template] of Object.entries(everything.templates)) {
      expect(Object.keys(template.Resources).length, name).toBeLessThanOrEqual(500);
      expect(JSON.stringify(template).length, name).toBeLessThanOrEqual(1_000_000);
    }
  });
});

describe(
  "cdk-nag's AwsSolutions, HIPAA and NIST 800-53 R5, and CloudFormation's own rules",
  { timeout: 180_000 },
  () => {
    it('have no finding in any stack of any stage that is not acknowledged', () => {
      expect(() => synthesise({}, { extend: addNag, validate: true })).not.toThrow();
    });

    it.each([
      ['production', {}],
      ['a stage without a customer key', { stage: 'my-branch' }],
      [
        'provisioned capacity',
        { capacity: 'provisioned', readCapacity: '5-100', writeCapacity: '5-100' },
      ],
    ])('have none with every setting on: %s', (_title, settings) => {
      expect(() =>
        synthesise(
          { stage: 'production', ...everySetting, ...settings },
          { extend: addNag, validate: true, built: stubBuilds() },
        ),
      ).not.toThrow();
    });

    it('end synthesis with a finding that is not acknowledged', () => {
      const careless = (app: App) => {
        new Bucket(new Stack(app, 'careless'), 'Open', { enforceSSL: false });
        addNag(app);
      };
      expect(() => synthesise({ stage: 'dev' }, { extend: careless })).toThrow();
    });

    it('find, without the acknowledgements, exactly what is acknowledged', () => {
      // Every stage of cdk.json, and two with every setting: with a customer key and without.
      const app = new App({ context: { ...cdkContext } });
      addStacks(app);
      const every = ['production', 'my-branch'].map((stage) => {
        const withAll = new App({ context: { ...cdkContext, stage, ...everySetting } });
        addStacks(withAll, stubBuilds());
        return withAll;
      });
      const types = new Map(
        [app, ...every]
          .flatMap(({ node }) => node.findAll())
          .filter((construct) => CfnResource.isCfnResource(construct))
          .map((resource) => [resource.node.path, resource.cfnResourceType]),
      );
      const found = [app, ...every]
        .flatMap((scope) => packs(scope).map((pack) => pack.validateScope(scope)))
        .flatMap(({ violations }) => violations)
        .flatMap(({ ruleName, violatingResources }) =>
          violatingResources.map(
            ({ constructPath }) => `${ruleName} on ${types.get(constructPath!)}`,
          ),
        );
      const acknowledged = acknowledgements.flatMap(({ rules, on }) =>
        rules.map((rule) => `${rule.replace('REGION', 'us-east-1')} on ${on}`),
      );
      expect([...new Set(found)].sort()).toEqual([...acknowledged].sort());
    });

    it('are acknowledged with a reason worth reading, each once', () => {
      const reasons = acknowledgements.map(({ reason }) => reason);
      for (const reason of reasons) expect(reason.split(' ').length).toBeGreaterThan(15);
      expect(new Set(reasons).size).toBe(reasons.length);
    });
  },
);

describe('production without an address for alarms or for mail', () => {
  const warnings = (settings: Record<string, unknown>) =>
    synthesised({ stage: 'production', ...settings })
      .app.node.findAll()
      .flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:warning'))
      .map(({ data }) => String(data));

  it('gives a warning, until there is an address', () => {
    const mailFrom = 'hello@example.com';
    const alarmEmail = 'oncall@example.com';
    expect(warnings({ mailFrom })).toEqual([expect.stringContaining('write "alarmEmail"')]);
    expect(warnings({ alarmEmail })).toEqual([expect.stringContaining('write "mailFrom"')]);
    expect(warnings({ alarmEmail, mailFrom })).toEqual([]);
  });
});
