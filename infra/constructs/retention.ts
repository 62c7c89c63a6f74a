import { Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * The removal policy of what holds data. `retain` keeps it when its stack goes, but not when the
 * creation of the stack fails: CloudFormation then deletes it with the rest, so that the creation can
 * be tried again (CloudFormation template reference, "DeletionPolicy", RetainExceptOnCreate).
 */
export const dataRemovalPolicy = (retain: boolean): RemovalPolicy =>
  retain ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;

/**
 * Eight characters that belong to this creation of the stack. A retained resource with a name of our
 * own needs them: the next creation of the stage would find the plain name taken.
 */
export function creationSuffix(scope: Construct): string {
  const uuid = Fn.select(2, Fn.split('/', Stack.of(scope).stackId));
  return Fn.select(0, Fn.split('-', uuid));
}
