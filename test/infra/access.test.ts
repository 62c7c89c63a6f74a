import { describe, expect, it } from 'vitest';
import { userPool } from '../../resolvers/userPool.js';
import { only, pointsTo, resources, synthesiseProduct } from './synth.js';

const production = synthesiseProduct({ stage: 'production' });
const dev = synthesiseProduct({ stage: 'dev' });

describe('the user pool', () => {
  const { Properties } = only(production, 'AWS::Cognito::UserPool');

  it('wants handle, display name and e-mail address of everybody who signs up', () => {
    const required = Properties.Schema.filter(({ Required }: { Required: boolean }) => Required);
    expect(required.map(({ Name }: { Name: string }) => Name).sort()).toEqual([
      'email',
      'name',
      'preferred_username',
    ]);
    expect(Properties.AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(false);
  });

  it('lets people sign in by name or by verified e-mail address, in either case', () => {
    expect(Properties.AliasAttributes).toEqual(['email']);
    expect(Properties.UsernameAttributes).toBeUndefined();
    expect(Properties.UsernameConfiguration).toEqual({ CaseSensitive: false });
  });

  it('verifies an e-mail address before it counts, at sign-up and at a change', () => {
    expect(Properties.AutoVerifiedAttributes).toEqual(['email']);
    expect(
      Properties.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate,
    ).toEqual(['email']);
    expect(Properties.AccountRecoverySetting.RecoveryMechanisms).toEqual([
      { Name: 'verified_email', Priority: 1 },
    ]);
  });

  it('writes from the address of the stage, through SES, where there is one', () => {
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

  it('calls the three triggers, the one for tokens in the version that reaches access tokens', () => {
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
    expect(only(production, 'AWS::Cognito::UserPool').DeletionPolicy).toBe('Retain');
    expect(only(dev, 'AWS::Cognito::UserPool').Properties.DeletionProtection).toBe('INACTIVE');
  });
});

describe('the client of the user pool', () => {
  const { Properties } = only(production, 'AWS::Cognito::UserPoolClient');

  it('is a public one: no secret, SRP only, no hosted sign-in', () => {
    expect(Properties.GenerateSecret).toBe(false);
    expect(Properties.ExplicitAuthFlows).toEqual(['ALLOW_USER_SRP_AUTH']);
    expect(Properties.AllowedOAuthFlowsUserPoolClient).toBe(false);
  });

  it('does not tell whether somebody has an account', () => {
    expect(Properties.PreventUserExistenceErrors).toBe('ENABLED');
  });

  it('has access tokens for minutes, and refresh tokens that rotate and can be revoked', () => {
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
  const webAcl = only(production, 'AWS::WAFv2::WebACL');
  interface Rule {
    readonly Name: string;
    readonly Action?: unknown;
    readonly Statement: Record<string, Record<string, unknown>>;
  }
  const rules: Rule[] = webAcl.Properties.Rules;
  const rule = (name: string): Rule => rules.find(({ Name }) => Name === name)!;

  it('stands before the API, in every stage', () => {
    for (const template of [production, dev]) {
      const { Properties } = only(template, 'AWS::WAFv2::WebACLAssociation');
      expect(pointsTo(Properties.ResourceArn)).toBe(only(template, 'AWS::AppSync::GraphQLApi').id);
      expect(pointsTo(Properties.WebACLArn)).toBe(only(template, 'AWS::WAFv2::WebACL').id);
    }
    expect(webAcl.Properties.Scope).toBe('REGIONAL');
  });

  it('limits the rate of one address', () => {
    expect(rule('rate')).toMatchObject({
      Action: { Block: {} },
      Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 3000 } },
    });
  });

  it('refuses a body over 8 KB, also one that it can only see the beginning of', () => {
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

  it('lets the longest message through that the API takes', () => {
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

  it('lets people write about attacks: rules about bodies count and do not block', () => {
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

  it('logs what it refuses, without tokens', () => {
    const { Properties } = only(production, 'AWS::WAFv2::LoggingConfiguration');
    expect(Properties.RedactedFields).toEqual([
      { SingleHeader: { Name: 'authorization' } },
      { SingleHeader: { Name: 'sec-websocket-protocol' } },
      { QueryString: {} },
    ]);
    for (const { VisibilityConfig } of webAcl.Properties.Rules) {
      expect(VisibilityConfig.SampledRequestsEnabled).toBe(false);
    }
  });

  it('logs into a log group of the name that WAF asks for, by an ARN without ":*"', () => {
    const { Properties } = only(production, 'AWS::WAFv2::LoggingConfiguration');
    const parts: unknown[] = Properties.LogDestinationConfigs[0]['Fn::Join'][1];
    const logGroup = resources(production, 'AWS::Logs::LogGroup').find(
      ({ id }) => id === pointsTo(parts.at(-1)),
    );
    expect(logGroup!.Properties.LogGroupName).toMatch(/^aws-waf-logs-/);
    expect(parts.at(-2)).toBe(':log-group:');
  });

  it('logs nothing of what a rule found in a body', () => {
    for (const template of [production, dev]) {
      const { DataProtectionConfig } = only(template, 'AWS::WAFv2::WebACL').Properties;
      expect(DataProtectionConfig.DataProtections).toEqual([
        { Action: 'SUBSTITUTION', Field: { FieldType: 'BODY' } },
      ]);
    }
  });
});
