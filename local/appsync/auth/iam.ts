import { createHash, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { headerValue } from './authorize.js';
import type { AuthorizedRequest, Authorizer, Caller, Headers, IamIdentity } from './caller.js';
import { UnauthorizedError } from './errors.js';

export interface IamOptions {
  /** The one pair of credentials that is good. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Whose they are: an account, and the name of a user in it. */
  readonly account: string;
  readonly userName: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly clock?: () => number;
}

/** A signature is good for so long (IAM user guide, "Signature Version 4": five minutes), milliseconds. */
const LIFETIME = 5 * 60_000;
const SCHEME = 'AWS4-HMAC-SHA256';

/** Whether an `Authorization` header is a signature. */
export const isSigned = (headers: Headers): boolean =>
  headerValue(headers, 'authorization')?.startsWith(`${SCHEME} `) ?? false;

/**
 * AWS_IAM mode: a request that is signed by Signature Version 4 (IAM user guide), over its headers and
 * its body, for the service `appsync`. The signature is worked out again by AWS's own library.
 *
 * Every caller may call every field that the schema's directives open to IAM: the policies of callers,
 * with their action `appsync:GraphQL`, are not held. What AppSync answers to a bad signature is not
 * known; the text here is the one of other services of AWS.
 */
export function iamAuthorizer(options: IamOptions): Authorizer {
  const { credentials, account, userName, region, clock = Date.now } = options;
  const identityOf = (sourceIp: string): IamIdentity => ({
    accountId: account,
    cognitoIdentityPoolId: null,
    cognitoIdentityId: null,
    sourceIp: [sourceIp],
    username: userName,
    userArn: `arn:aws:iam::${account}:user/${userName}`,
    cognitoIdentityAuthType: null,
    cognitoIdentityAuthProvider: null,
  });
  return {
    authType: 'IAM Authorization',
    async authorize(headers, sourceIp) {
      if (!isSigned(headers)) return undefined;
      const signature = readSignature(headers);
      if (!signature || signature.accessKeyId !== credentials.accessKeyId) {
        throw new UnauthorizedError('The security token included in the request is invalid.');
      }
      const { signedAt } = signature;
      if (!(Math.abs(clock() - signedAt.getTime()) <= LIFETIME)) {
        throw new UnauthorizedError('Signature expired.');
      }
      const signer = new SignatureV4({
        credentials,
        region,
        service: 'appsync',
        sha256: Sha256,
        applyChecksum: false,
      });
      return {
        async confirm(request): Promise<Caller> {
          const expected = await signatureOf(signer, signature, headers, request);
          if (!coversBody(headers, request) || !isSame(expected, signature.text)) {
            throw new UnauthorizedError(
              'The request signature we calculated does not match the signature you provided.',
            );
          }
          return {
            authType: 'IAM Authorization',
            identity: identityOf(sourceIp),
            expiresAt: Infinity,
          };
        },
      };
    },
  };
}

interface Signature {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signedAt: Date;
  /** Hexadecimal. */
  readonly text: string;
}

/** `AWS4-HMAC-SHA256 Credential=<key>/<scope>, SignedHeaders=<a;b>, Signature=<hex>`. */
function readSignature(headers: Headers): Signature | undefined {
  const header = headerValue(headers, 'authorization')!.slice(SCHEME.length);
  const parts = new Map(
    header.split(',').map((part) => {
      const [name = '', ...value] = part.trim().split('=');
      return [name, value.join('=')] as const;
    }),
  );
  const [accessKeyId] = (parts.get('Credential') ?? '').split('/');
  const signedHeaders = (parts.get('SignedHeaders') ?? '').split(';').filter(Boolean);
  const [, y, mo, d, h, mi, s] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(headerValue(headers, 'x-amz-date') ?? '') ??
    [];
  const signedAt = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  const text = parts.get('Signature');
  if (!accessKeyId || !text || !signedHeaders.includes('host')) return undefined;
  return { accessKeyId, signedHeaders, signedAt, text };
}

/** The signature that the request should have. */
async function signatureOf(
  signer: SignatureV4,
  { signedHeaders, signedAt }: Signature,
  headers: Headers,
  { path, body }: AuthorizedRequest,
): Promise<string> {
  const signed = await signer.sign(
    {
      method: 'POST',
      protocol: 'https:',
      hostname: headerValue(headers, 'host') ?? '',
      path,
      headers: Object.fromEntries(
        signedHeaders.map((name) => [name, headerValue(headers, name) ?? '']),
      ),
      body,
    },
    { signingDate: signedAt, signableHeaders: new Set(signedHeaders) },
  );
  return /Signature=([0-9a-f]+)$/.exec(signed.headers.authorization ?? '')?.[1] ?? '';
}

/**
 * The library takes the body's hash from its header where there is one, and then a signature says
 * nothing of the body itself.
 */
function coversBody(headers: Headers, { body }: AuthorizedRequest): boolean {
  const given = headerValue(headers, 'x-amz-content-sha256');
  return given === undefined || given === createHash('sha256').update(body).digest('hex');
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
