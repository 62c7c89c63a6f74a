import {
  type Credentials,
  isSigned,
  SignatureError,
  signerOf,
  verifySignature,
} from '../../iam/signature.js';
import type { Authorizer, Caller } from './caller.js';
import { UnauthorizedError } from './errors.js';

/** One whose signature is good. */
export interface IamSigner {
  readonly credentials: Credentials;
  /** `ctx.identity.userArn` and `.username`. */
  readonly userArn: string;
  readonly username: string;
  /** What its policies allow, for a request from an address. Left out: everything. */
  readonly mayCall?:
    | ((typeName: string, fieldName: string, sourceIp: string) => boolean)
    | undefined;
}

interface IamOptions {
  readonly signers: readonly IamSigner[];
  readonly account: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly clock?: () => number;
}

/**
 * AWS_IAM mode: a request that is signed by Signature Version 4 for the service `appsync`, over its
 * headers and its body. What AppSync answers to a bad signature is not known; the texts are those of
 * other services of AWS.
 */
export function iamAuthorizer({
  signers,
  account,
  region,
  clock = Date.now,
}: IamOptions): Authorizer {
  const find = (accessKeyId: string): IamSigner | undefined =>
    signers.find(({ credentials }) => credentials.accessKeyId === accessKeyId);
  return {
    authType: 'IAM Authorization',
    async authorize(headers, sourceIp) {
      if (!isSigned(headers)) return undefined;
      try {
        const { signature, signer } = signerOf(headers, find, clock());
        const { credentials } = signer;
        const signed = { headers, credentials, service: 'appsync', region };
        return {
          async confirm(asked) {
            const request = { method: 'POST', ...asked };
            await verifySignature(signature, { ...signed, request }).catch(refuse);
            return callerOf(signer, account, sourceIp);
          },
        };
      } catch (error) {
        return refuse(error);
      }
    },
  };
}

function callerOf(
  { username, userArn, mayCall }: IamSigner,
  accountId: string,
  sourceIp: string,
): Caller {
  return {
    authType: 'IAM Authorization',
    identity: {
      accountId,
      cognitoIdentityPoolId: null,
      cognitoIdentityId: null,
      sourceIp: [sourceIp],
      username,
      userArn,
      cognitoIdentityAuthType: null,
      cognitoIdentityAuthProvider: null,
    },
    expiresAt: Infinity,
    ...(mayCall && { mayCall: (typeName, fieldName) => mayCall(typeName, fieldName, sourceIp) }),
  };
}

function refuse(error: unknown): never {
  if (error instanceof SignatureError) throw new UnauthorizedError(error.message);
  throw error;
}
