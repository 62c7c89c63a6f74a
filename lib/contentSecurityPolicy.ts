import type { ClientConfig } from './clientConfig.js';

/**
 * The origins that a client of an API connects to: the API, its real-time endpoint and Cognito.
 * AppSync's own domain has another name for real time (AppSync developer guide,
 * real-time-websocket-client); a domain of one's own has the same.
 */
export function connectSources({ amplify, region }: ClientConfig): string[] {
  const api = new URL(amplify.API.GraphQL.endpoint);
  const realtime = new URL(api);
  realtime.protocol = api.protocol === 'http:' ? 'ws:' : 'wss:';
  realtime.host = api.host.replace('.appsync-api.', '.appsync-realtime-api.');
  const cognito = new URL(
    amplify.Auth.Cognito.userPoolEndpoint ?? `https://cognito-idp.${region}.amazonaws.com`,
  );
  return [...new Set([api, realtime, cognito].map(({ protocol, host }) => `${protocol}//${host}`))];
}

/**
 * A built page whose content security policy lets scripts connect to these origins and its own only.
 * As built, a page may connect to its own origin and to this machine.
 *
 * @param sources see `connectSources`
 * @throws Error when the page has no `connect-src`
 */
export function withConnectSources(page: string, sources: readonly string[]): string {
  const directive = /connect-src [^;"]*/;
  if (!directive.test(page)) throw new Error('The page has no connect-src in its policy');
  // A function: a source may have `$` in it.
  return page.replace(directive, () => `connect-src 'self' ${sources.join(' ')}`);
}
