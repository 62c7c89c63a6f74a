/**
 * What a client needs to know of an API: the local host serves it as `GET /config.json`, a
 * deployment writes it to `client/config/<stage>.json`, and the same client takes either.
 */

/** A person who is there to try the API with; a deployment has none. */
export interface DemoUser {
  readonly handle: string;
  readonly displayName: string;
  /** What signs in. */
  readonly username: string;
  readonly password: string;
  readonly uuid: string;
}

export type ClientConfig = ReturnType<typeof clientConfig>;

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
export const clientConfig = ({
  endpoint,
  region,
  userPoolId,
  userPoolClientId,
  userPoolEndpoint,
  demoUsers = [],
}: ClientConfigParts) =>
  ({
    /** Goes unchanged into `Amplify.configure()` of aws-amplify 6. */
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
  }) as const;
