import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { paths } from '../../infra/app.js';
import { SettingError } from '../../infra/SettingError.js';
import { webClient } from '../../local/messaging/webClient.js';
import { clientConfig } from '../../lib/clientConfig.js';
import { synthesiseEverything } from './allStacks.js';
import { only, pointsTo, resources, synthesise } from './synth.js';

const { templates, directory } = synthesiseEverything('production');
const web = templates['messages-production-web']!;

interface Copy {
  readonly SourceObjectKeys: readonly string[];
  readonly SystemMetadata: Readonly<Record<string, string>>;
  readonly DistributionPaths?: readonly string[];
}
const copies = resources(web, 'Custom::CDKBucketDeployment').map(
  ({ Properties }) => Properties as Copy,
);
/** The files that a copy puts into the bucket. */
const filesOf = ({ SourceObjectKeys }: Copy): string[] =>
  SourceObjectKeys.flatMap((key) => {
    const folder = join(directory, `asset.${key.replace('.zip', '')}`);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.\w+$/.test(file),
    );
  }).sort();
const pages = copies.find(({ DistributionPaths }) => DistributionPaths)!;
const assets = copies.find((copy) => copy !== pages)!;

describe('the web stack', () => {
  it('sends the headers of the host, and strict transport security', async () => {
    const host = Fastify();
    await host.register(webClient('/there-is-no-such-directory'));
    const { headers } = await host.inject('/');
    await host.close();
    const { SecurityHeadersConfig: sent } = only(web, 'AWS::CloudFront::ResponseHeadersPolicy')
      .Properties.ResponseHeadersPolicyConfig;
    expect(sent).toEqual({
      ContentSecurityPolicy: {
        ContentSecurityPolicy: headers['content-security-policy'],
        Override: true,
      },
      FrameOptions: { FrameOption: headers['x-frame-options'], Override: true },
      ContentTypeOptions: { Override: true },
      ReferrerPolicy: { ReferrerPolicy: headers['referrer-policy'], Override: true },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, Override: true },
    });
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it.each([
    ['/', 'text/html,*/*', '/index.html'],
    ['/messages/mira.k', 'text/html', '/index.html'],
    ['/graphiql', 'text/html', '/graphiql/index.html'],
    ['/graphiql/', 'text/html', '/graphiql/index.html'],
    ['/graphiqlx', 'text/html', '/index.html'],
    ['/assets/client.js', '*/*', '/assets/client.js'],
    ['/config.json', undefined, '/config.json'],
  ])('answers %s for a client that accepts %s with %s', (uri, accept, expected) => {
    const { FunctionCode } = only(web, 'AWS::CloudFront::Function').Properties;
    const headers = accept === undefined ? {} : { accept: { value: accept } };
    const event = { request: { uri, headers } };
    expect(runInNewContext(`${FunctionCode}; handler(event)`, { event }).uri).toBe(expected);
  });

  it('lets browsers keep files with a hash in their name, and ask again for the others', () => {
    expect(filesOf(assets)).toEqual(['assets/client.js']);
    expect(assets.SystemMetadata).toEqual({
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(filesOf(pages)).toEqual(['config.json', 'graphiql/index.html', 'index.html']);
    expect(pages.SystemMetadata).toEqual({ 'cache-control': 'no-cache' });
    expect(pages.DistributionPaths).toEqual(['/*']);
  });

  it("has the stage's own config.json, in the shape that every client reads", () => {
    const [file] = pages.SourceObjectKeys.map((key) =>
      join(directory, `asset.${key.replace('.zip', '')}/config.json`),
    ).filter((path) => existsSync(path));
    const config: unknown = JSON.parse(readFileSync(file!, 'utf8'));
    const shape = clientConfig({
      endpoint: expect.any(String) as string,
      region: 'us-east-1',
      userPoolId: expect.any(String) as string,
      userPoolClientId: expect.any(String) as string,
    });
    expect(config).toEqual(shape);
  });

  it.each(['index.html', 'graphiql/index.html'])(
    'lets scripts of %s connect to the API, its real time and Cognito of the stage only',
    (page) => {
      const file = pages.SourceObjectKeys.map((key) =>
        join(directory, `asset.${key.replace('.zip', '')}`, page),
      ).find((path) => existsSync(path))!;
      // Deployment puts the host of the API in the place of each marker.
      expect(/connect-src ([^;]*);/.exec(readFileSync(file, 'utf8'))?.[1]).toMatch(
        /^'self' https:\/\/<<marker:0xbaba:\d+>> wss:\/\/<<marker:0xbaba:\d+>> https:\/\/cognito-idp\.us-east-1\.amazonaws\.com$/,
      );
    },
  );

  it('shows no file but through CloudFront, over TLS', () => {
    const bucket = only(web, 'AWS::S3::Bucket');
    expect(Object.values(bucket.Properties.PublicAccessBlockConfiguration)).toEqual(
      Array(4).fill(true),
    );
    const allowed = only(web, 'AWS::S3::BucketPolicy').Properties.PolicyDocument.Statement.filter(
      ({ Effect }: { Effect: string }) => Effect === 'Allow',
    );
    for (const { Principal } of allowed) {
      expect(Principal).toEqual({ Service: 'cloudfront.amazonaws.com' });
    }
    const { DistributionConfig } = only(web, 'AWS::CloudFront::Distribution').Properties;
    expect(DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy).toBe('redirect-to-https');
    expect(pointsTo(DistributionConfig.Origins[0].OriginAccessControlId)).toBe(
      only(web, 'AWS::CloudFront::OriginAccessControl').id,
    );
  });

  it('asks for a built client when there is none', () => {
    const built = { ...paths, client: '/there-is-no-such-directory' } as unknown as typeof paths;
    const attempt = () => synthesise({ stage: 'dev', stacks: 'web' }, { built });
    expect(attempt).toThrow(SettingError);
    expect(attempt).toThrow('npm run build:client');
  });
});
