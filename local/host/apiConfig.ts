import type { Cognito } from '../cognito/cognito.js';
import type { ApiConfig } from '../public.js';

const authModes = {
  API_KEY: 'apiKey',
  AMAZON_COGNITO_USER_POOLS: 'userPool',
  AWS_IAM: 'iam',
  OPENID_CONNECT: 'oidc',
  AWS_LAMBDA: 'lambda',
} as const;

/** The API's address for Amplify: in capitals, it does not turn `http://` into `wss://`. */
export const amplifyEndpoint = (url: string): string => `${url.replace('http:', 'HTTP:')}/graphql`;

export function configOf(options: {
  url: string;
  region: string;
  /** The API's modes, the default one first. */
  modes: readonly {
    readonly authenticationType: keyof typeof authModes;
    readonly apiKeys?: readonly { readonly id: string }[];
  }[];
  cognito: Cognito | undefined;
}): ApiConfig {
  const { url, region, modes, cognito } = options;
  const [key] = modes.flatMap(({ apiKeys = [] }) => apiKeys);
  return {
    amplify: {
      API: {
        GraphQL: {
          endpoint: amplifyEndpoint(url),
          region,
          defaultAuthMode: authModes[modes[0]!.authenticationType],
          ...(key && { apiKey: key.id }),
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
