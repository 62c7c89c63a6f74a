import type { Cognito } from '../cognito/cognito.js';
import type { Manifest } from './manifest.js';

const authModes = { API_KEY: 'apiKey', AMAZON_COGNITO_USER_POOLS: 'userPool' } as const;

/** What a client needs to know, as served at `/config.json`. */
export interface AnyApiConfig {
  /** Goes unchanged into `Amplify.configure()` of aws-amplify 6. */
  readonly amplify: {
    readonly API: {
      readonly GraphQL: {
        readonly endpoint: string;
        readonly region: string;
        readonly defaultAuthMode: 'apiKey' | 'userPool';
        readonly apiKey?: string;
      };
    };
    readonly Auth?: {
      readonly Cognito: {
        readonly userPoolId: string;
        readonly userPoolClientId: string;
        readonly userPoolEndpoint: string;
      };
    };
  };
  readonly region: string;
}

export function configOf(options: {
  url: string;
  region: string;
  manifest: Manifest;
  cognito: Cognito | undefined;
}): AnyApiConfig {
  const { url, region, manifest, cognito } = options;
  const keys = manifest.authentication.find((mode) => mode.authenticationType === 'API_KEY');
  return {
    amplify: {
      API: {
        GraphQL: {
          // In capitals, so that Amplify leaves it alone: it turns `http://` into `wss://`.
          endpoint: `${url.replace('http:', 'HTTP:')}/graphql`,
          region,
          defaultAuthMode: authModes[manifest.authentication[0]!.authenticationType],
          ...(keys && { apiKey: keys.apiKeys[0]!.id }),
        },
      },
      ...(cognito && {
        Auth: {
          Cognito: {
            userPoolId: cognito.userPoolId,
            userPoolClientId: cognito.userPoolClientId,
            userPoolEndpoint: `${url}/cognito`,
          },
        },
      }),
    },
    region,
  };
}
