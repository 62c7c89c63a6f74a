/**
 * What a client needs to know of an API: the local host serves it as `GET /config.json`, a
 * deployment writes it to `client/config/<stage>.json`, and the same client takes either.
 */

/** Goes unchanged into `Amplify.configure()` of aws-amplify 6. */
interface AmplifyConfig {
  readonly Auth: {
    readonly Cognito: {
      readonly userPoolId: string;
      readonly userPoolClientId: string;
      /** Where Cognito is, when it is not where the pool's region says. */
      readonly userPoolEndpoint?: string;
    };
  };
  readonly API: {
    readonly GraphQL: {
      readonly endpoint: string;
      readonly region: string;
      readonly defaultAuthMode: 'userPool';
    };
  };
}

/** A person who is there to try the API with; a deployment has none. */
export interface DemoUser {
  readonly handle: string;
  readonly displayName: string;
  /** What signs in. */
  readonly username: string;
  readonly password: string;
  readonly uuid: string;
}

export interface ClientConfig {
  readonly amplify: AmplifyConfig;
  readonly region: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly demoUsers: readonly DemoUser[];
}

interface ClientConfigParts {
  /** The GraphQL endpoint. */
  readonly endpoint: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Only where Cognito is not AWS's. */
  readonly userPoolEndpoint?: string;
  readonly demoUsers?: readonly DemoUser[];
}

/** The configuration in the one shape that the client reads, from a deployment or the local host. */
export function clientConfig({
  endpoint,
  region,
  userPoolId,
  userPoolClientId,
  userPoolEndpoint,
  demoUsers = [],
}: ClientConfigParts): ClientConfig {
  return {
    amplify: {
      Auth: {
        Cognito: {
          userPoolId,
          userPoolClientId,
          ...(userPoolEndpoint === undefined ? {} : { userPoolEndpoint }),
        },
      },
      API: { GraphQL: { endpoint, region, defaultAuthMode: 'userPool' } },
    },
    region,
    userPoolId,
    userPoolClientId,
    demoUsers,
  };
}
