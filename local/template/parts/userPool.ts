import { z } from 'zod';
import { defaultSettings, type PoolSettings } from '../../cognito/settings.js';
import type { TriggerHandlers } from '../../cognito/types.js';
import type { Scope } from '../scope.js';
import { allOf, namedOf, propertiesOf } from '../read.js';

const policy = z.object({
  MinimumLength: z.coerce.number().default(8),
  RequireLowercase: z.coerce.boolean().default(true),
  RequireUppercase: z.coerce.boolean().default(true),
  RequireNumbers: z.coerce.boolean().default(true),
  RequireSymbols: z.coerce.boolean().default(true),
});
const pool = z.object({
  Policies: z.object({ PasswordPolicy: policy.prefault({}) }).prefault({}),
  Schema: z
    .array(z.object({ Name: z.string().optional(), Required: z.coerce.boolean().default(false) }))
    .default([]),
  MfaConfiguration: z.enum(['OFF', 'OPTIONAL', 'ON']).default('OFF'),
  UserAttributeUpdateSettings: z
    .object({ AttributesRequireVerificationBeforeUpdate: z.array(z.string()).default([]) })
    .prefault({}),
  LambdaConfig: z
    .looseObject({
      PreSignUp: z.string().optional(),
      PostConfirmation: z.string().optional(),
      PreTokenGeneration: z.string().optional(),
      PreTokenGenerationConfig: z.object({ LambdaArn: z.string() }).optional(),
    })
    .default({}),
});
const client = z.object({
  UserPoolId: z.string(),
  ExplicitAuthFlows: z.array(z.string()).default([]),
  AccessTokenValidity: z.coerce.number().optional(),
  RefreshTokenValidity: z.coerce.number().optional(),
  AuthSessionValidity: z.coerce.number().default(defaultSettings.authSessionMinutes),
  TokenValidityUnits: z
    .object({ AccessToken: z.string().default('hours'), RefreshToken: z.string().default('days') })
    .prefault({}),
  RefreshTokenRotation: z
    .object({ Feature: z.string(), RetryGracePeriodSeconds: z.coerce.number().default(0) })
    .optional(),
});

/** The user pool that an id means, with its app clients. @throws SourceError */
export function readUserPool(scopes: readonly Scope[], id: string) {
  const found = allOf(scopes, 'AWS::Cognito::UserPool').find((one) => namedOf(one).id === id);
  if (!found) return undefined;
  const clients = allOf(scopes, 'AWS::Cognito::UserPoolClient').filter(
    (one) => propertiesOf(one, client).UserPoolId === id,
  );
  const properties = propertiesOf(found, pool);
  const { PreSignUp, PostConfirmation, PreTokenGeneration, PreTokenGenerationConfig, ...other } =
    properties.LambdaConfig;
  return {
    found,
    /** The one client of the host serves for all of them. */
    clients,
    settings: settingsOf(
      properties,
      clients[0] ? propertiesOf(clients[0], client) : client.parse({ UserPoolId: id }),
    ),
    /** By ARN. */
    triggers: {
      preSignUp: PreSignUp,
      postConfirmation: PostConfirmation,
      preTokenGeneration: PreTokenGenerationConfig?.LambdaArn ?? PreTokenGeneration,
    } satisfies Record<keyof TriggerHandlers, string | undefined>,
    /** Those that the host does not call, by Cognito's names. */
    otherTriggers: Object.keys(other),
  };
}

const mfaModes = { OFF: 'off', OPTIONAL: 'optional', ON: 'required' } as const;
const MINUTES: Readonly<Record<string, number>> = {
  seconds: 1 / 60,
  minutes: 1,
  hours: 60,
  days: 24 * 60,
};

function settingsOf(
  { Policies, Schema, MfaConfiguration, UserAttributeUpdateSettings }: z.output<typeof pool>,
  app: z.output<typeof client>,
): PoolSettings {
  const rules = Policies.PasswordPolicy;
  const { TokenValidityUnits: units, RefreshTokenRotation: rotation } = app;
  const minutes = (value: number | undefined, unit: string): number | undefined =>
    value === undefined ? undefined : value * (MINUTES[unit] ?? 1);
  const { accessMinutes, refreshDays } = defaultSettings.tokens;
  const refreshMinutes = minutes(app.RefreshTokenValidity, units.RefreshToken);
  const required = Schema.filter((one) => one.Required).flatMap(({ Name }) => Name ?? []);
  return {
    passwordPolicy: {
      minLength: rules.MinimumLength,
      requireLowercase: rules.RequireLowercase,
      requireUppercase: rules.RequireUppercase,
      requireDigits: rules.RequireNumbers,
      requireSymbols: rules.RequireSymbols,
    },
    requiredAttributes: [...new Set(['email', ...required])],
    tokens: {
      accessMinutes: minutes(app.AccessTokenValidity, units.AccessToken) ?? accessMinutes,
      refreshDays: refreshMinutes === undefined ? refreshDays : refreshMinutes / MINUTES.days!,
      refreshGraceSeconds:
        rotation?.Feature === 'ENABLED' ? rotation.RetryGracePeriodSeconds : undefined,
    },
    keepsOriginalEmail:
      UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate.includes('email'),
    mfa: mfaModes[MfaConfiguration],
    passwordAuth: app.ExplicitAuthFlows.some((flow) => flow.endsWith('USER_PASSWORD_AUTH')),
    authSessionMinutes: app.AuthSessionValidity,
  };
}
