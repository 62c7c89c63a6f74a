import type { IncomingHttpHeaders } from 'node:http';
import { type Credentials, signerOf, verifySignature } from '../iam/signature.js';
import type { AccessRequest, Statement } from '../iam/policy.js';

/** A function that speaks to the services that the host serves. */
export interface Speaker {
  /** What its process signs with; no other process has it. */
  readonly credentials: Credentials;
  /** The ARN of its role's session. */
  readonly session: string;
  /** Left out: its policies are not known, and it may do everything. */
  readonly role?: { readonly arn: string; readonly statements: readonly Statement[] } | undefined;
}

/** Told of each request that a role does not allow. */
export type OnDenied<One extends Speaker> = (
  speaker: One,
  denied: {
    readonly question: AccessRequest;
    readonly explicit?: 'identity' | 'resource' | undefined;
  },
) => void;

/**
 * Tells by the signature of a request which function speaks.
 * @param service as signatures name it
 */
export function createSpeakers<One extends Speaker>(
  speakers: readonly One[],
  service: string,
  region: string,
) {
  const find = (accessKeyId: string): One | undefined =>
    speakers.find(({ credentials }) => credentials.accessKeyId === accessKeyId);
  return {
    /** Before the body is read. @throws SignatureError for one who is none of them */
    greet(headers: IncomingHttpHeaders): void {
      signerOf(headers, find, Date.now());
    },

    /** Rejects with a `SignatureError`, also where the action, `x-amz-target`, is not signed. */
    async identify(headers: IncomingHttpHeaders, path: string, body: string): Promise<One> {
      const { signature, signer } = signerOf(headers, find, Date.now());
      await verifySignature(signature, {
        headers,
        request: { method: 'POST', path, body },
        credentials: signer.credentials,
        needed: ['x-amz-target'],
        service,
        region,
      });
      return signer;
    },
  };
}
