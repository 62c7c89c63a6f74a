import { createHash, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

/** What signs requests. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of a role that is assumed. */
  readonly sessionToken?: string | undefined;
}

/** A request that is signed, as it came. */
interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Header names in lower case. */
type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A signature is good for so long (IAM user guide, "Signature Version 4": five minutes), milliseconds. */
const LIFETIME = 5 * 60_000;
const SCHEME = 'AWS4-HMAC-SHA256';

/** A signature that is not good. The messages are those that services of AWS have for it. */
export class SignatureError extends Error {
  override readonly name = 'SignatureError';

  constructor(
    readonly code: 'UnrecognizedClientException' | 'InvalidSignatureException',
    message: string,
  ) {
    super(message);
  }
}

/** What the header `Authorization` says of a signature. */
interface Signature {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signedAt: Date;
  /** Hexadecimal. */
  readonly text: string;
}

/** Whether an `Authorization` header is a signature. */
export const isSigned = (headers: Headers): boolean =>
  valueOf(headers, 'authorization')?.startsWith(`${SCHEME} `) ?? false;

/** `AWS4-HMAC-SHA256 Credential=<key>/<scope>, SignedHeaders=<a;b>, Signature=<hex>`; undefined for anything else. */
function readSignature(headers: Headers): Signature | undefined {
  if (!isSigned(headers)) return undefined;
  const header = valueOf(headers, 'authorization')!.slice(SCHEME.length);
  const parts = new Map(
    header.split(',').map((part) => {
      const [name = '', ...value] = part.trim().split('=');
      return [name, value.join('=')] as const;
    }),
  );
  const [accessKeyId] = (parts.get('Credential') ?? '').split('/');
  const signedHeaders = (parts.get('SignedHeaders') ?? '').split(';').filter(Boolean);
  const [, y, mo, d, h, mi, s] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(valueOf(headers, 'x-amz-date') ?? '') ?? [];
  const signedAt = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  const text = parts.get('Signature');
  if (!accessKeyId || !text || !signedHeaders.includes('host')) return undefined;
  return { accessKeyId, signedHeaders, signedAt, text };
}

/**
 * Finds whose signature a request has, before its body is read.
 *
 * @param find the one whose access key id it is
 * @param now epoch milliseconds
 * @throws SignatureError for an unknown key, another session token, and another time
 */
export function signerOf<Signer extends { readonly credentials: Credentials }>(
  headers: Headers,
  find: (accessKeyId: string) => Signer | undefined,
  now: number,
): { readonly signature: Signature; readonly signer: Signer } {
  const signature = readSignature(headers);
  const signer = signature && find(signature.accessKeyId);
  const { sessionToken } = signer?.credentials ?? {};
  const hasToken =
    sessionToken === undefined ||
    isSame(valueOf(headers, 'x-amz-security-token') ?? '', sessionToken);
  if (!signer || !hasToken) {
    throw new SignatureError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  }
  if (!(Math.abs(now - signature.signedAt.getTime()) <= LIFETIME)) {
    throw new SignatureError('InvalidSignatureException', 'Signature expired.');
  }
  return { signature, signer };
}

/**
 * Checks a signature over headers and body (IAM user guide, "Signature Version 4"): AWS's own library
 * works it out again.
 *
 * @throws SignatureError where it is another one
 */
export async function verifySignature(
  signature: Signature,
  {
    headers,
    request,
    credentials,
    service,
    region,
    needed = [],
  }: {
    readonly headers: Headers;
    readonly request: SignedRequest;
    readonly credentials: Credentials;
    readonly service: string;
    readonly region: string;
    /** Headers that have to be signed, beside `host`. */
    readonly needed?: readonly string[];
  },
): Promise<void> {
  const { signedHeaders, signedAt } = signature;
  const { accessKeyId, secretAccessKey } = credentials;
  const signer = new SignatureV4({
    // The session token is one of the headers.
    credentials: { accessKeyId, secretAccessKey },
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      ...request,
      protocol: 'https:',
      hostname: valueOf(headers, 'host') ?? '',
      headers: Object.fromEntries(
        signedHeaders.map((name) => [name, valueOf(headers, name) ?? '']),
      ),
    },
    { signingDate: signedAt, signableHeaders: new Set(signedHeaders) },
  );
  const [, expected = ''] = /Signature=([0-9a-f]+)$/.exec(signed.headers.authorization ?? '') ?? [];
  const hasNeeded = needed.every((name) => signedHeaders.includes(name));
  if (hasNeeded && coversBody(headers, request) && isSame(expected, signature.text)) return;
  throw new SignatureError(
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided.',
  );
}

/**
 * The library takes the body's hash from its header where there is one, and then a signature says
 * nothing of the body itself.
 */
function coversBody(headers: Headers, { body }: SignedRequest): boolean {
  const given = valueOf(headers, 'x-amz-content-sha256');
  return given === undefined || given === createHash('sha256').update(body).digest('hex');
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function valueOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}
