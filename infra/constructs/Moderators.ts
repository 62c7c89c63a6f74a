import { CfnUserPoolGroup, type IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { moderatorsGroup } from '../../resolvers/moderators.js';

interface ModeratorsProps {
  readonly userPool: IUserPool;
}

/** The group whose members decide about reports. An operator puts accounts into it. */
export class Moderators extends Construct {
  constructor(scope: Construct, id: string, { userPool }: ModeratorsProps) {
    super(scope, id);
    new CfnUserPoolGroup(this, 'Group', {
      userPoolId: userPool.userPoolId,
      groupName: moderatorsGroup,
      description: 'Reads and decides reports',
    });
  }
}
