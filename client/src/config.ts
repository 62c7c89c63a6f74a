import type { ResourcesConfig } from 'aws-amplify';

/** A user with a public password. Exists on the development host only. */
export interface DemoUser {
  readonly handle: string;
  readonly displayName: string;
  /** What signs in. */
  readonly username: string;
  readonly password: string;
  readonly uuid: string;
}

/** What the client reads of `/config.json`, the settings of one deployment. */
export interface Config {
  /** For `Amplify.configure()`, as it is. */
  readonly amplify: ResourcesConfig;
  readonly region: string;
  /** Empty in a deployment. */
  readonly demoUsers: readonly DemoUser[];
}

/**
 * Reads where the API and the user pool are.
 * @throws Error that says what is wrong with the file.
 */
export async function loadConfig(fetcher: typeof fetch = fetch): Promise<Config> {
  const answer = await fetcher('/config.json', { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`/config.json answered with HTTP ${answer.status}`);
  const config = (await answer.json()) as Partial<Config>;
  if (!config.amplify?.API?.GraphQL?.endpoint) {
    throw new Error('/config.json has no amplify.API.GraphQL.endpoint');
  }
  return { ...(config as Config), demoUsers: config.demoUsers ?? [] };
}
