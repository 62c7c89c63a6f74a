import { existsSync, readFileSync } from 'node:fs';
import {
  Annotations,
  CfnOutput,
  Duration,
  Fn,
  RemovalPolicy,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import {
  AccessLevel,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  PriceClass,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { clientConfig } from '../lib/clientConfig.js';
import { withConnectSources } from '../lib/contentSecurityPolicy.js';
import type { StageEndpoints } from './constructs/Watch.js';
import { SettingError } from './SettingError.js';
import type { Settings } from './settings.js';

interface WebStackProps extends StackProps {
  readonly settings: Settings;
  readonly endpoints: StageEndpoints;
  /** The directory of the built client: an absolute path. */
  readonly client: string;
}

/**
 * A browser that opens a page says that it accepts HTML, and gets one of the two pages. Every other
 * request is for a file. The host does the same (local/messaging/webClient.ts).
 */
const pages = `
function handler(event) {
  var request = event.request;
  var accept = request.headers.accept;
  if (!accept || accept.value.indexOf('text/html') < 0) return request;
  request.uri = /^\\/graphiql(\\/|$)/.test(request.uri) ? '/graphiql/index.html' : '/index.html';
  return request;
}`;

const htmlPages = ['index.html', 'graphiql/index.html'];

/** As `connectSources` of lib/contentSecurityPolicy.ts, for an address that deployment fills in. */
function sourcesOf(graphqlUrl: string, region: string): string[] {
  const api = Fn.select(2, Fn.split('/', graphqlUrl));
  const realtime = Fn.join('.appsync-realtime-api.', Fn.split('.appsync-api.', api));
  return [`https://${api}`, `wss://${realtime}`, `https://cognito-idp.${region}.amazonaws.com`];
}

/** The web client of a stage: files in S3, CloudFront before them, the stage's own config.json. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, props);
    if (!existsSync(`${props.client}/index.html`)) {
      throw new SettingError(
        'stacks',
        'has "web", and the client is not built; run npm run build:client',
      );
    }
    const bucket = new Bucket(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
      // Built files only: the next deployment makes them again.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const distribution = this.#addDistribution(bucket);
    this.#addFiles(bucket, distribution, props);
    new CfnOutput(this, 'WebUrl', { value: `https://${distribution.distributionDomainName}` });
  }

  #addDistribution(bucket: Bucket): Distribution {
    const distribution = new Distribution(this, 'Distribution', {
      defaultRootObject: 'index.html',
      priceClass: PriceClass.PRICE_CLASS_100,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        // With the right to list, S3 answers 404 for a file that is not there; without it, 403.
        origin: S3BucketOrigin.withOriginAccessControl(bucket, {
          originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        // Keeps what `cache-control` of each file allows.
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: this.#headers(),
        functionAssociations: [
          {
            eventType: FunctionEventType.VIEWER_REQUEST,
            function: new EdgeFunction(this, 'Pages', {
              comment: 'Paths of the client are its page',
              code: FunctionCode.fromInline(pages),
              runtime: FunctionRuntime.JS_2_0,
            }),
          },
        ],
      },
    });
    Annotations.of(distribution).acknowledgeWarning(
      '@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk',
      'The distribution has a default root object, so no request lists the bucket.',
    );
    return distribution;
  }

  /** The headers that docs/operations.md lists. */
  #headers(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      securityHeadersBehavior: {
        contentSecurityPolicy: {
          contentSecurityPolicy: "frame-ancestors 'none'",
          override: true,
        },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(365),
          override: true,
        },
      },
    });
  }

  /** Files with a hash in their name are kept for good; pages and config.json are asked for again. */
  #addFiles(bucket: Bucket, distribution: Distribution, props: WebStackProps): void {
    const { settings, endpoints, client } = props;
    const { graphqlUrl: endpoint, ...userPool } = endpoints;
    const config = clientConfig({ endpoint, region: settings.region, ...userPool });
    const logGroup = new LogGroup(this, 'CopyLog', {
      retention: settings.logRetentionDays as RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const assets = new BucketDeployment(this, 'Assets', {
      destinationBucket: bucket,
      sources: [Source.asset(client, { exclude: ['*', '!assets', '!assets/**'] })],
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
      logGroup,
      prune: false,
    });
    const pageFiles = new BucketDeployment(this, 'PageFiles', {
      destinationBucket: bucket,
      sources: [
        Source.asset(client, { exclude: ['assets', 'assets/**', ...htmlPages] }),
        ...htmlPages.map((page) => {
          const built = readFileSync(`${client}/${page}`, 'utf8');
          return Source.data(page, withConnectSources(built, sourcesOf(endpoint, settings.region)));
        }),
        Source.jsonData('config.json', config),
      ],
      cacheControl: [CacheControl.noCache()],
      logGroup,
      prune: false,
      distribution,
      distributionPaths: ['/*'],
    });
    // A page must not name files that are not there yet.
    pageFiles.node.addDependency(assets);
  }
}
