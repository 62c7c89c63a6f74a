import { describe, expect, it } from 'vitest';
import { userPool } from '../../resolvers/userPool.js';
import { only, pointsTo, resources, synthesiseProduct, type Template } from './synth.js';

const production = synthesiseProduct({ stage: 'production' });
const dev = synthesiseProduct({ stage: 'dev' });
const acl = (template: Template, name: string) =>
  resources(template, 'AWS::WAFv2::WebACL').find(({ Properties }) => Properties.Name === name)!;
const stageOf = (template: Template) => (template === dev ? 'dev' : 'production');
const apiAcl = (template: Template) => acl(template, `messages-${stageOf(template)}`);
const poolAcl = (template: Template) => acl(template, `messages-${stageOf(template)}-sign-in`);

describe('the user pool', () => {
  const { Properties } = only(production, 'AWS::Cognito::UserPool');

  it('requires handle, display name and e-mail address at sign-up', () => {
    const required = Properties.Schema.filter(({ Required }: { Required: boolean }) => Required);
    expect(required.map(({ Name }: { Name: string }) => Name).sort()).toEqual([
      'email',
      'name',
      'preferred_username',
    ]);
    expect(Properties.AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(false);
  });

  it('rejects a change of names in Cognito: the e-mail address alone can be changed', () => {
    const changeable = Properties.Schema.filter(({ Mutable }: { Mutable: boolean }) => Mutable);
    expect(changeable.map(({ Name }: { Name: string }) => Name)).toEqual(['email']);
  });

  it('lets people sign in by name or by verified e-mail address, in either case', () => {
    expect(Properties.AliasAttributes).toEqual(['email']);
    expect(Properties.UsernameAttributes).toBeUndefined();
    expect(Properties.UsernameConfiguration).toEqual({ CaseSensitive: false });
  });

  it('verifies an e-mail address before it is used, at sign-up and at a change', () => {
    expect(Properties.AutoVerifiedAttributes).toEqual(['email']);
    expect(
      Properties.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate,
    ).toEqual(['email']);
    expect(Properties.AccountRecoverySetting.RecoveryMechanisms).toEqual([
      { Name: 'verified_email', Priority: 1 },
    ]);
  });

  it('sends mail from the address of the stage, through SES, where there is one', () => {
    expect(Properties.EmailConfiguration).toBeUndefined();
    const own = synthesiseProduct({ stage: 'production', mailFrom: 'hello@mail.example.com' });
    const { EmailConfiguration } = only(own, 'AWS::Cognito::UserPool').Properties;
    expect(EmailConfiguration).toMatchObject({
      EmailSendingAccount: 'DEVELOPER',
      From: 'hello@mail.example.com',
    });
    const arn = JSON.stringify(EmailConfiguration.SourceArn);
    expect(arn).toContain('ses:us-east-1:');
    expect(arn).toContain(':identity/mail.example.com');
  });

  it('has a password policy', () => {
    expect(Properties.Policies.PasswordPolicy).toMatchObject({
      MinimumLength: userPool.passwordPolicy.minLength,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
    });
  });

  it('offers a second factor, and requires it where the setting says so', () => {
    expect(Properties).toMatchObject({
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
    const strict = synthesiseProduct({ stage: 'production', mfa: 'required' });
    expect(only(strict, 'AWS::Cognito::UserPool').Properties.MfaConfiguration).toBe('ON');
  });

  it('calls the three triggers, with the version for tokens that changes access tokens', () => {
    expect(Object.keys(Properties.LambdaConfig).sort()).toEqual([
      'PostConfirmation',
      'PreSignUp',
      'PreTokenGenerationConfig',
    ]);
    expect(Properties.LambdaConfig.PreTokenGenerationConfig.LambdaVersion).toBe('V2_0');
    expect(Properties.UserPoolTier).toBe('ESSENTIALS');
  });

  it('cannot be deleted in production', () => {
    expect(Properties.DeletionProtection).toBe('ACTIVE');
    expect(only(production, 'AWS::Cognito::UserPool').DeletionPolicy).toBe('RetainExceptOnCreate');
    expect(only(dev, 'AWS::Cognito::UserPool').Properties.DeletionProtection).toBe('INACTIVE');
  });
});

describe('the client of the user pool', () => {
  const { Properties } = only(production, 'AWS::Cognito::UserPoolClient');

  it('is a public client: no secret, SRP only, no hosted sign-in', () => {
    expect(Properties.GenerateSecret).toBe(false);
    expect(Properties.ExplicitAuthFlows).toEqual(['ALLOW_USER_SRP_AUTH']);
    expect(Properties.AllowedOAuthFlowsUserPoolClient).toBe(false);
  });

  it('writes at sign-up what the pool requires, and nothing else ever', () => {
    expect(Properties.WriteAttributes.sort()).toEqual(['email', 'name', 'preferred_username']);
  });

  it('does not reveal whether an account exists', () => {
    expect(Properties.PreventUserExistenceErrors).toBe('ENABLED');
  });

  it('gives access tokens for minutes, and refresh tokens that rotate and can be revoked', () => {
    expect(Properties).toMatchObject({
      AccessTokenValidity: userPool.tokens.accessMinutes,
      IdTokenValidity: userPool.tokens.accessMinutes,
      RefreshTokenValidity: userPool.tokens.refreshDays * 24 * 60,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      EnableTokenRevocation: true,
      RefreshTokenRotation: {
        Feature: 'ENABLED',
        RetryGracePeriodSeconds: userPool.tokens.refreshGraceSeconds,
      },
    });
  });
});

describe('the firewall', () => {
  const webAcl = apiAcl(production);
  interface Rule {
    readonly Name: string;
    readonly Action?: unknown;
    readonly Statement: Record<string, Record<string, unknown>>;
  }
  const rules: Rule[] = webAcl.Properties.Rules;
  const rule = (name: string): Rule => rules.find(({ Name }) => Name === name)!;

  it('protects the API, in every stage', () => {
    for (const template of [production, dev]) {
      const api = only(template, 'AWS::AppSync::GraphQLApi').id;
      const { Properties } = resources(template, 'AWS::WAFv2::WebACLAssociation').find(
        ({ Properties: { ResourceArn } }) => pointsTo(ResourceArn) === api,
      )!;
      expect(pointsTo(Properties.WebACLArn)).toBe(apiAcl(template).id);
    }
    expect(webAcl.Properties.Scope).toBe('REGIONAL');
  });

  it('limits the rate of one token, and with a higher limit the rate of one address', () => {
    expect(rule('ratePerToken')).toMatchObject({
      Action: { Block: {} },
      Statement: {
        RateBasedStatement: {
          AggregateKeyType: 'CUSTOM_KEYS',
          CustomKeys: [{ Header: { Name: 'authorization' } }],
          Limit: 600,
        },
      },
    });
    expect(rule('ratePerAddress')).toMatchObject({
      Action: { Block: {} },
      Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 10_000 } },
    });
  });

  it('blocks a body over 8 KB, also one that it can only see the beginning of', () => {
    expect(rule('bodySize')).toMatchObject({
      Action: { Block: {} },
      Statement: {
        SizeConstraintStatement: {
          ComparisonOperator: 'GT',
          Size: 8192,
          FieldToMatch: { Body: { OversizeHandling: 'MATCH' } },
        },
      },
    });
  });

  it('lets the longest message of the API through', () => {
    const variables = {
      input: {
        message: '😀'.repeat(1024),
        recipientHandle: 'h'.repeat(30),
        clientToken: 't'.repeat(64),
      },
    };
    const query = `mutation ($input: CreateMessageInput!) { createMessage(input: $input) { uuid
      messageGroupUuid userUuid displayName handle recipientUuid message createdAt } }`;
    expect(Buffer.byteLength(JSON.stringify({ query, variables }))).toBeLessThan(8192);
  });

  it("has AWS's rules for common attacks, bad inputs and bad addresses", () => {
    const groups = rules.flatMap(({ Statement }) => {
      const group = Statement['ManagedRuleGroupStatement'];
      return group ? [group] : [];
    });
    expect(groups.map(({ Name, VendorName }) => [VendorName, Name])).toEqual([
      ['AWS', 'AWSManagedRulesCommonRuleSet'],
      ['AWS', 'AWSManagedRulesKnownBadInputsRuleSet'],
      ['AWS', 'AWSManagedRulesAmazonIpReputationList'],
    ]);
  });

  it('lets people write about attacks: rules about bodies only count', () => {
    const overrides = rules.flatMap(
      ({ Statement }) =>
        (Statement['ManagedRuleGroupStatement']?.['RuleActionOverrides'] ?? []) as {
          readonly Name: string;
          readonly ActionToUse: unknown;
        }[],
    );
    const counted = overrides.map(({ Name }) => Name);
    expect(counted).toContain('CrossSiteScripting_BODY');
    expect(counted).toContain('Log4JRCE_BODY');
    expect(counted).toContain('ReactJSRCE_BODY');
    for (const { ActionToUse } of overrides) expect(ActionToUse).toEqual({ Count: {} });
  });

  it('logs blocked requests without tokens', () => {
    for (const { Properties } of resources(production, 'AWS::WAFv2::LoggingConfiguration')) {
      expect(Properties.RedactedFields).toEqual([
        { SingleHeader: { Name: 'authorization' } },
        { SingleHeader: { Name: 'sec-websocket-protocol' } },
        { QueryString: {} },
      ]);
    }
    for (const { VisibilityConfig } of webAcl.Properties.Rules) {
      expect(VisibilityConfig.SampledRequestsEnabled).toBe(false);
    }
  });

  it('logs into a log group with the prefix that WAF requires, by an ARN without ":*"', () => {
    const configurations = resources(production, 'AWS::WAFv2::LoggingConfiguration');
    expect(configurations).toHaveLength(2);
    for (const { Properties } of configurations) {
      const parts: unknown[] = Properties.LogDestinationConfigs[0]['Fn::Join'][1];
      const logGroup = resources(production, 'AWS::Logs::LogGroup').find(
        ({ id }) => id === pointsTo(parts.at(-1)),
      );
      const [prefix] = logGroup!.Properties.LogGroupName['Fn::Join'][1] as [string];
      expect(prefix).toMatch(/^aws-waf-logs-/);
      expect(parts.at(-2)).toBe(':log-group:');
    }
  });

  it('logs nothing of what a rule found in a body', () => {
    for (const template of [production, dev]) {
      for (const { Properties } of resources(template, 'AWS::WAFv2::WebACL')) {
        expect(Properties.DataProtectionConfig.DataProtections).toEqual([
          { Action: 'SUBSTITUTION', Field: { FieldType: 'BODY' } },
        ]);
      }
    }
  });
});

describe('the firewall of the user pool', () => {
  const named = (header: string, SearchString: string) => ({
    ByteMatchStatement: {
      FieldToMatch: { SingleHeader: { Name: header } },
      PositionalConstraint: 'EXACTLY',
      SearchString,
    },
  });

  it('protects the user pool, in every stage', () => {
    for (const template of [production, dev]) {
      const pool = only(template, 'AWS::Cognito::UserPool').id;
      const { Properties } = resources(template, 'AWS::WAFv2::WebACLAssociation').find(
        ({ Properties: { ResourceArn } }) => pointsTo(ResourceArn) === pool,
      )!;
      expect(pointsTo(Properties.WebACLArn)).toBe(poolAcl(template).id);
    }
  });

  it.each([
    ['SignUp', 50],
    ['ResendConfirmationCode', 50],
    ['ForgotPassword', 50],
    ['UpdateUserAttributes', 50],
    ['InitiateAuth', 1_000],
  ])(
    'limits how often one address calls %s, by the name that Cognito gives it',
    (operation, limit) => {
      const rules: readonly { readonly Name: string; readonly Statement: unknown }[] =
        poolAcl(production).Properties.Rules;
      expect(rules.find(({ Name }) => Name === operation)).toMatchObject({
        Action: { Block: {} },
        Statement: {
          RateBasedStatement: {
            AggregateKeyType: 'IP',
            Limit: limit,
            ScopeDownStatement: {
              OrStatement: {
                Statements: [
                  named('x-amzn-cognito-operation-name', operation),
                  named('x-amz-target', `AWSCognitoIdentityProviderService.${operation}`),
                ],
              },
            },
          },
        },
      });
    },
  );
});
