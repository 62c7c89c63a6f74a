import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../generated/schema.js';
import type { Host } from '../../local/messaging/host.js';
import type { TableAction } from '../../resolvers/manifest.js';
import { moderatorsGroup } from '../../resolvers/moderators.js';
import { asList, resources } from '../infra/synth.js';
import { useDynamoDB } from '../support/dynamodb.js';
import { newPerson } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { type Answer, groupOf, type Person } from '../support/person.js';
import { report, reportOperations } from '../support/reports.js';
import { type ChangeableTemplate, startHostFromTemplate } from '../support/templateHost.js';

/** A statement of the template, which a test may change. */
interface Statement {
  Action: string | string[];
  Condition?: Record<string, Record<string, string[]>>;
}

/** The policy of a data source's role. */
function policyOf(template: ChangeableTemplate, dataSource: string): { Statement: Statement[] } {
  const [source] = resources(template, 'AWS::AppSync::DataSource').filter(
    ({ Properties }) => Properties.Name === dataSource,
  );
  const role: unknown = source!.Properties.ServiceRoleArn['Fn::GetAtt'][0];
  const [policy] = resources(template, 'AWS::IAM::ManagedPolicy').filter(({ Properties }) =>
    (Properties.Roles as { Ref: unknown }[] | undefined)?.some(({ Ref }) => Ref === role),
  );
  return policy!.Properties.PolicyDocument as { Statement: Statement[] };
}

function without(template: ChangeableTemplate, dataSource: string, action: TableAction): void {
  const policy = policyOf(template, dataSource);
  const before = JSON.stringify(policy);
  for (const one of policy.Statement) {
    one.Action = asList(one.Action).filter((name) => name !== `dynamodb:${action}`) as string[];
  }
  policy.Statement = policy.Statement.filter(({ Action }) => Action.length > 0);
  expect(JSON.stringify(policy)).not.toBe(before);
}

/** Lets an action of a role reach only keys that are nobody's. */
function onlyElsewhere(template: ChangeableTemplate, dataSource: string, action: TableAction) {
  const limited = policyOf(template, dataSource).Statement.filter(
    ({ Action, Condition }) =>
      Action.includes(`dynamodb:${action}`) &&
      Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
  );
  expect(limited).not.toEqual([]);
  for (const { Condition } of limited) {
    Condition!['ForAllValues:StringLike']!['dynamodb:LeadingKeys'] = ['ELSEWHERE#*'];
  }
}

const TEXT = 'a text that nobody else may see';

/** A host of its own with a changed template, and two people who have written to each other. */
function useChanged(change: (template: ChangeableTemplate) => void) {
  const dynamodb = useDynamoDB();
  const logged: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'debug' },
    { write: (line) => void logged.push(JSON.parse(line) as Record<string, unknown>) },
  );
  let host: Host;
  const made: { anna?: Person; ben?: Person; moderator?: Person; message?: Message } = {};
  beforeAll(async () => {
    const { endpoint: dynamodbEndpoint, tableName } = dynamodb;
    const options = { dynamodbEndpoint, tableName, triggerTimeout: 60_000, log };
    host = await startHostFromTemplate(options, change);
    made.anna = await newPerson(host, 'Anna');
    made.ben = await newPerson(host, 'Ben');
    made.moderator = await newPerson(host, 'Mod', [moderatorsGroup]);
    made.message = await made.anna.send({ recipientUuid: made.ben.uuid, message: TEXT });
  });
  afterAll(() => host?.stop());
  return {
    tableName: () => dynamodb.tableName,
    logged,
    get people() {
      return made as Required<typeof made>;
    },
  };
}
type Changed = ReturnType<typeof useChanged>;

/** What an operation answers when its data source's role may not do something, and what is logged of it. */
async function expectRefusal(
  { logged, tableName, people }: Changed,
  { dataSource, action }: { dataSource: string; action: TableAction },
  ask: () => Promise<Answer>,
): Promise<void> {
  const before = logged.length;
  const { data, errors } = await ask();

  const [error] = errors ?? [];
  expect(error?.errorType, JSON.stringify(data)).toMatch(/^(Unavailable|Conflict)$/);
  expect(JSON.stringify(errors)).not.toMatch(
    /arn:|dynamodb|polic|authorized|assumed-role|LeadingKeys|ELSEWHERE/i,
  );
  const warnings = logged.slice(before).filter(({ level }) => level === 40);
  expect(warnings[0]).toMatchObject({
    dataSource,
    action: `dynamodb:${action}`,
    resource: expect.stringContaining(`:table/${tableName()}`) as string,
    msg: expect.stringMatching(
      /^ApiPipelines\w+: its role may not do this: no policy allows it$/,
    ) as string,
  });
  const text = JSON.stringify(logged);
  for (const one of [people.anna, people.ben]) expect(text).not.toContain(one.accessToken);
  expect(text).not.toContain(TEXT);
}

describe('Without one action in the policy of a role', () => {
  const missing = {
    sends: 'ConditionCheckItem',
    changes: 'PutItem',
    blocks: 'UpdateItem',
    readMarkers: 'UpdateItem',
    rows: 'UpdateItem',
    profiles: 'UpdateItem',
    settings: 'UpdateItem',
    reports: 'PutItem',
    moderation: 'Query',
  } as const;
  const changed = useChanged((template) => {
    for (const [name, action] of Object.entries(missing)) without(template, name, action);
  });
  const asks: Record<keyof typeof missing, (people: Changed['people']) => Promise<Answer>> = {
    sends: ({ anna, ben, message }) =>
      anna.ask(operations.createMessage, {
        input: { recipientUuid: ben.uuid, message: TEXT, replyToUuid: message.uuid },
      }),
    changes: ({ anna, message: { messageGroupUuid, uuid } }) =>
      anna.ask(operations.updateMessage, { input: { messageGroupUuid, uuid, message: TEXT } }),
    blocks: ({ anna, ben }) => anna.ask(operations.blockUser, { uuid: ben.uuid }),
    readMarkers: ({ ben, message: { messageGroupUuid, uuid: upTo } }) =>
      ben.ask(operations.markMessageGroupRead, { messageGroupUuid, upTo }),
    rows: ({ ben, message: { messageGroupUuid: uuid } }) =>
      ben.ask(operations.updateMessageGroup, { input: { uuid, muted: true } }),
    profiles: ({ anna }) => anna.ask(operations.updateProfile, { input: { displayName: 'A' } }),
    settings: ({ anna }) =>
      anna.ask(operations.updateSettings, { input: { acceptsRequests: false } }),
    reports: ({ ben, message: { messageGroupUuid, uuid } }) =>
      ben.ask(reportOperations.reportMessage, {
        input: { messageGroupUuid, uuid, reason: 'SPAM' },
      }),
    moderation: ({ moderator }) => moderator.ask(reportOperations.reports, { state: 'OPEN' }),
  };

  it.each(Object.entries(missing))(
    '%s without %s: its operation fails, the client learns nothing of it, and the log says it',
    async (name, action) => {
      const dataSource = name as keyof typeof missing;
      await expectRefusal(changed, { dataSource, action }, () => asks[dataSource](changed.people));
    },
  );

  it('all else works', async () => {
    const { anna, ben, message } = changed.people;
    expect((await anna.message(message.messageGroupUuid, message.uuid))?.message).toBe(TEXT);
    await anna.send({ recipientUuid: ben.uuid, message: TEXT });
  });
});

describe('Without Query in the policy of the role that reads', () => {
  const changed = useChanged((template) => without(template, 'reads', 'Query'));

  it('pages fail, the client learns nothing of it, and the log says it; single items are read', async () => {
    const { anna, ben, message } = changed.people;
    const messageGroupUuid = groupOf(anna, ben);
    await expectRefusal(changed, { dataSource: 'reads', action: 'Query' }, () =>
      anna.ask(operations.messages, { messageGroupUuid }),
    );
    expect((await ben.message(messageGroupUuid, message.uuid))?.message).toBe(TEXT);
  });
});

describe('With the keys of another kind of item in a condition', () => {
  const changed = useChanged((template) => {
    for (const name of ['readMarkers', 'settings', 'removals']) {
      onlyElsewhere(template, name, 'UpdateItem');
    }
  });

  it('a person’s marker and settings stay as they are', async () => {
    const { ben, message } = changed.people;
    const { messageGroupUuid, uuid: upTo } = message;
    await expectRefusal(changed, { dataSource: 'readMarkers', action: 'UpdateItem' }, () =>
      ben.ask(operations.markMessageGroupRead, { messageGroupUuid, upTo }),
    );
    await expectRefusal(changed, { dataSource: 'settings', action: 'UpdateItem' }, () =>
      ben.ask(operations.updateSettings, { input: { acceptsRequests: false } }),
    );
    expect((await ben.messageGroup(messageGroupUuid))?.unreadCount).toBe(1);
    expect((await ben.mySettings())?.acceptsRequests ?? true).toBe(true);
  });

  it('a moderator cannot remove a message', async () => {
    const { ben, moderator, message } = changed.people;
    const { messageGroupUuid, uuid } = message;
    const { uuid: reportUuid } = await report(ben, { messageGroupUuid, uuid });
    const input = { reportUuid, statement: 'It is unwanted.' };
    await expectRefusal(changed, { dataSource: 'removals', action: 'UpdateItem' }, () =>
      moderator.ask(operations.removeReportedMessage, { input }),
    );
    expect((await ben.message(messageGroupUuid, uuid))?.message).toBe(TEXT);
  });
});
