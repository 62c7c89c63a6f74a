import type { FastifyPluginAsync } from 'fastify';
import { CognitoError } from '../cognito/errors.js';
import { deniedText, globalContext } from '../iam/context.js';
import { decide } from '../iam/policy.js';
import { SignatureError } from '../iam/signature.js';
import { createSpeakers, type OnDenied, type Speaker } from './speaker.js';

interface UserPoolDoorOptions<One extends Speaker> {
  readonly speakers: readonly One[];
  /** The actions of administrators. */
  readonly plugin: FastifyPluginAsync;
  readonly region: string;
  readonly account: string;
  readonly onDenied: OnDenied<One>;
}

/**
 * The user pool's actions of administrators as functions reach them: the signature says which
 * function speaks, and the role has to allow the action on the pool (service authorization reference, "Amazon Cognito
 * User Pools").
 */
export function userPoolDoor<One extends Speaker>(
  options: UserPoolDoorOptions<One>,
): FastifyPluginAsync {
  const { speakers, plugin, region, account, onDenied } = options;
  const { identify } = createSpeakers(speakers, 'cognito-idp', region);
  return async (app) => {
    app.addHook('preHandler', async ({ headers, raw, body: sent, ip }) => {
      const body = typeof sent === 'string' ? sent : '';
      const speaker = await identify(headers, raw.url ?? '', body).catch(refuseSignature);
      const { role, session } = speaker;
      if (!role) return;
      const [, action = ''] = String(headers['x-amz-target']).split('.');
      const principal = { arn: role.arn, account, region, sourceIp: ip };
      const question = {
        action: `cognito-idp:${action}`,
        resource: `arn:aws:cognito-idp:${region}:${account}:userpool/${poolIn(body)}`,
        context: globalContext(principal),
      };
      const decision = decide(role.statements, question);
      if (decision.allowed) return;
      const { explicit } = decision;
      onDenied(speaker, { question, explicit });
      throw new CognitoError('AccessDeniedException', deniedText(session, question, explicit));
    });
    await app.register(plugin);
  };
}

function refuseSignature(error: unknown): never {
  if (error instanceof SignatureError) throw new CognitoError(error.code, error.message);
  throw error;
}

/** The pool that a request names; empty where it names none, which the pool itself refuses. */
function poolIn(body: string): string {
  try {
    const { UserPoolId } = JSON.parse(body) as { UserPoolId?: unknown };
    return String(UserPoolId);
  } catch {
    return '';
  }
}
