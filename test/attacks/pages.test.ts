import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clientConfig } from '../../lib/clientConfig.js';
import { connectSources, withConnectSources } from '../../lib/contentSecurityPolicy.js';

const pageOf = (name: string) =>
  readFileSync(new URL(`../../client/${name}`, import.meta.url), 'utf8');

/** The directives of a page's policy, with the sources of each. */
function policyOf(page: string): Map<string, string[]> {
  const [, content = ''] = /Content-Security-Policy"\s+content="([^"]*)"/.exec(page) ?? [];
  return new Map(
    content.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}

const deployed = clientConfig({
  endpoint: 'https://abcdefghij.appsync-api.eu-central-1.amazonaws.com/graphql',
  region: 'eu-central-1',
  userPoolId: 'eu-central-1_abc',
  userPoolClientId: 'client',
});

describe.each(['index.html', 'graphiql/index.html'])('A script in %s', (name) => {
  it('comes from the same origin, and from nowhere inline', () => {
    const policy = policyOf(pageOf(name));
    expect(policy.get('script-src') ?? policy.get('default-src')).toEqual(["'self'"]);
    expect(policy.get('object-src')).toEqual(["'none'"]);
    expect(policy.get('base-uri')).toEqual(["'none'"]);
    expect(pageOf(name)).not.toMatch(/<script(?![^>]*\ssrc=)/);
  });

  it('can send data to its own origin and this machine only', () => {
    for (const source of policyOf(pageOf(name)).get('connect-src') ?? ['missing']) {
      expect(source).toMatch(/^('self'|(http|ws):\/\/(localhost|127\.0\.0\.1):\*)$/);
    }
  });

  it('of a deployment can send data to the API and Cognito of its stage only', () => {
    expect(
      policyOf(withConnectSources(pageOf(name), connectSources(deployed))).get('connect-src'),
    ).toEqual([
      "'self'",
      'https://abcdefghij.appsync-api.eu-central-1.amazonaws.com',
      'wss://abcdefghij.appsync-realtime-api.eu-central-1.amazonaws.com',
      'https://cognito-idp.eu-central-1.amazonaws.com',
    ]);
  });
});
