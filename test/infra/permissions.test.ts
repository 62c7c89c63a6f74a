import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { simple } from 'acorn-walk';
import { describe, expect, it } from 'vitest';
import { paths } from '../../infra/app.js';
import {
  type DataSource,
  dataSources,
  functions,
  type PipelineFunction,
} from '../../resolvers/manifest.js';
import {
  changeHeadKey,
  evidenceKey,
  handleKey,
  messageGroupPartition,
  messagePartition,
  profileKey,
  reportPartition,
  sendTokenKey,
  workKey,
} from '../../resolvers/lib/keys.js';
import { deletionUpdate } from '../../resolvers/lib/workUpdate.js';
import { table as definition } from '../../resolvers/table.js';
import { asList, only, pointsTo, resources, synthesiseProduct, type Template } from './synth.js';

const production = synthesiseProduct({ stage: 'production' });
const dev = synthesiseProduct({ stage: 'dev' });
/** Keeps messages for so many days only. */
const swept = synthesiseProduct({ stage: 'production', messageRetentionDays: '30' });

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
  readonly Principal?: unknown;
}

/** Every statement of a role: of the policies that are attached to it, and within it. */
function statementsOf(template: Template, role: string): Statement[] {
  const attached = resources(template, 'AWS::IAM::ManagedPolicy').filter(({ Properties }) =>
    Properties.Roles.map(pointsTo).includes(role),
  );
  expect(resources(template, 'AWS::IAM::Policy')).toEqual([]);
  return attached.flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[]);
}

const roleOfDataSource = (template: Template, name: string): string => {
  const source = resources(template, 'AWS::AppSync::DataSource').find(
    ({ Properties }) => Properties.Name === name,
  );
  return pointsTo(source!.Properties.ServiceRoleArn)!;
};

/** The trigger's role, by Cognito's name of the trigger. */
const roleOfTrigger = (template: Template, name: string): string => {
  const config = only(template, 'AWS::Cognito::UserPool').Properties.LambdaConfig[name];
  const lambda = pointsTo(config.LambdaArn ?? config)!;
  return pointsTo(template.Resources[lambda]!.Properties.Role)!;
};

const roleOfWorker = (template: Template): string => {
  const mapping = only(template, 'AWS::Lambda::EventSourceMapping');
  const worker = pointsTo(mapping.Properties.FunctionName)!;
  return pointsTo(template.Resources[worker]!.Properties.Role)!;
};

/** Of the function that the rule for the user pool's deletions calls. */
const roleOfDeletions = (template: Template): string => {
  const rule = resources(template, 'AWS::Events::Rule').find(
    ({ Properties }) => Properties.EventPattern,
  )!;
  const lambda = pointsTo(rule.Properties.Targets[0].Arn)!;
  return pointsTo(template.Resources[lambda]!.Properties.Role)!;
};

const ofTable = ({ Action }: Statement) =>
  asList(Action).every((action) => action.startsWith('dynamodb:'));

/** A role's statements about the table: actions, what of the table, conditions. */
const tableAccess = (template: Template, role: string) =>
  statementsOf(template, role)
    .filter(ofTable)
    .filter(({ Resource }) => pointsTo(Resource) !== listOf(template))
    .map(({ Action, Resource, Condition }) => ({
      actions: asList(Action).map((action) => action.replace('dynamodb:', '')),
      on: asList(Resource).map((resource) => describeArn(template, resource)),
      ...(Condition ? { only: Condition } : {}),
    }));

/** The list of deleted accounts. */
const listOf = (template: Template): string => only(template, 'AWS::DynamoDB::Table').id;

function describeArn(template: Template, arn: unknown): string {
  const table = only(template, 'AWS::DynamoDB::GlobalTable').id;
  if (pointsTo(arn) === table) return 'table';
  const [, parts] = (arn as { readonly 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  return parts.map((part) => (pointsTo(part) === table ? 'table' : String(part))).join('');
}

const inTransaction = {
  'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] },
};
const ofItems = (...partitions: readonly string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions },
});
const MESSAGES = messagePartition('*');
const GROUP_ROWS = messageGroupPartition('*');
const SEND_TOKENS = sendTokenKey('*', '', '').pk;
const PROFILES = profileKey('*').pk;
const CHANGES = changeHeadKey('*').pk;
const HANDLES = handleKey('*').pk;
const CASES = reportPartition('*');
const EVIDENCE = evidenceKey('*').pk;

const ofAttributes = (attributes: readonly string[] | undefined) =>
  attributes ? { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes } } : {};

/** What a send names of the sender's profile. */
const COUNTED = [
  'pk',
  'sk',
  'contacts',
  'contactsOn',
  'deletedAt',
  'displayName',
  'handle',
  'suspendedUntil',
];

const SETTINGS = ['pk', 'sk', 'acceptsRequests', 'isDiscoverable', 'showsReadReceipts'];
const NAMES = ['pk', 'sk', 'deletedAt', 'displayName', 'erases', 'handle', 'handleChanges'];

/** What a change names of a row. */
const SHOWN = [
  'pk',
  'sk',
  'clearedUpTo',
  'lastMessage',
  'lastMessageUuid',
  'lastUnsend',
  'readUpTo',
  'unreadCount',
];

/** The data sources that write outside a transaction, and all that they may name. */
const WRITTEN_ALONE = {
  readMarkers: {
    partition: GROUP_ROWS,
    attributes: ['pk', 'sk', 'blocked', 'lastMessageUuid', 'lastUnsend', 'readUpTo', 'unreadCount'],
  },
  rows: {
    partition: GROUP_ROWS,
    attributes: [
      'pk',
      'sk',
      'blocked',
      'clearedUpTo',
      'folder',
      'home',
      'lastMessage',
      'lastMessageUuid',
      'lastUnsend',
      'muted',
      'readUpTo',
      'unreadCount',
    ],
  },
};

/** The attributes that a bundle's update and condition expressions name. */
function namesIn(file: string): string[] {
  const code = readFileSync(join(paths.resolvers, `${file}.js`), 'utf8');
  const expressions: string[] = [];
  simple(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), {
    Literal({ value }) {
      const isExpression = /^(SET|REMOVE) |attribute_(not_)?exists\(| = :/.test(String(value));
      if (isExpression) expressions.push(String(value));
    },
    TemplateElement({ value }) {
      expressions.push(value.raw);
    },
  });
  const keywords = ['SET', 'REMOVE', 'AND', 'OR', 'attribute_not_exists', 'attribute_exists'];
  return expressions
    .filter((expression) => /attribute_|[<=] ?:|^(SET|REMOVE) /.test(expression))
    .flatMap((expression) => expression.match(/(?<![:\w])[A-Za-z_]\w*/g) ?? [])
    .filter((word) => !keywords.includes(word));
}

/** DynamoDB's actions that a bundle's requests need. */
function actionsOf(file: string): Set<string> {
  const code = readFileSync(join(paths.resolvers, `${file}.js`), 'utf8');
  const operations = new Set<string>();
  simple(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), {
    ImportDeclaration({ source, specifiers }) {
      if (source.value !== '@aws-appsync/utils/dynamodb') return;
      // The helpers of this module make requests of any kind. Only `get`, which makes a GetItem, is known here.
      for (const specifier of specifiers) {
        expect(specifier).toMatchObject({ type: 'ImportSpecifier', imported: { name: 'get' } });
      }
      operations.add('GetItem');
    },
    Property({ key, value }) {
      if (key.type !== 'Identifier' || key.name !== 'operation') return;
      expect(value.type).toBe('Literal');
      operations.add((value as unknown as { readonly value: string }).value);
    },
  });
  // A transaction is authorised by its parts; IAM's name of one differs from AppSync's.
  const transaction = operations.delete('TransactWriteItems');
  if (operations.delete('ConditionCheck')) operations.add('ConditionCheckItem');
  // When the condition of a write outside a transaction fails, AppSync reads the item back.
  if (!transaction && operations.has('UpdateItem')) operations.add('GetItem');
  return operations;
}

describe('what the resolvers may do', () => {
  it('is what their requests need: a new action fails here until it is granted', () => {
    for (const [name, source] of Object.entries<DataSource>(dataSources)) {
      const needed = new Set(
        Object.entries<PipelineFunction>(functions)
          .filter(([, { dataSource }]) => dataSource === name)
          .flatMap(([functionName, { file = functionName }]) => [...actionsOf(file)]),
      );
      const granted = source.type === 'NONE' ? [] : source.actions;
      expect([...needed].sort(), name).toEqual([...granted].sort());
    }
  });

  it.each([
    ['production', production],
    ['dev', dev],
  ])(
    '%s: reads items by their keys, or one query, of the table and its one index',
    (_stage, template) => {
      expect(tableAccess(template, roleOfDataSource(template, 'reads'))).toEqual([
        {
          actions: ['BatchGetItem', 'GetItem', 'Query'],
          on: ['table', `table/index/${definition.index.name}`],
        },
      ]);
    },
  );

  const inside = (actions: string[], partitions: string[], attributes?: string[]) => ({
    actions,
    on: ['table'],
    only: { ...inTransaction, ...ofItems(...partitions), ...ofAttributes(attributes) },
  });

  it('writes messages, rows, send tokens and the count of new conversations, inside a transaction and not otherwise', () => {
    expect(tableAccess(production, roleOfDataSource(production, 'sends'))).toEqual([
      inside(['PutItem'], [MESSAGES, GROUP_ROWS, SEND_TOKENS]),
      inside(['UpdateItem'], [GROUP_ROWS]),
      inside(['ConditionCheckItem'], [MESSAGES]),
      inside(['UpdateItem'], [PROFILES], COUNTED),
    ]);
  });

  it('changes messages, their log, and of rows what shows or counts them; reports by removals alone', () => {
    const changes = [
      inside(['PutItem'], [CHANGES]),
      inside(['UpdateItem'], [MESSAGES, CHANGES]),
      inside(['UpdateItem'], [GROUP_ROWS], SHOWN),
    ];
    expect(tableAccess(production, roleOfDataSource(production, 'changes'))).toEqual(changes);
    expect(tableAccess(production, roleOfDataSource(production, 'removals'))).toEqual([
      ...changes,
      inside(['UpdateItem'], [CASES, EVIDENCE]),
    ]);
  });

  it('changes settings and asks for work, inside a transaction and not otherwise', () => {
    expect(tableAccess(production, roleOfDataSource(production, 'settings'))).toEqual([
      inside(['UpdateItem'], [PROFILES], SETTINGS),
      inside(['UpdateItem'], [HANDLES], ['pk', 'sk', 'handle', 'isHidden', 'uuid']),
      inside(['UpdateItem'], [workKey('*').pk]),
    ]);
  });

  it('changes names, claims on handles, and asks for work, inside a transaction and not otherwise', () => {
    expect(tableAccess(production, roleOfDataSource(production, 'profiles'))).toEqual([
      inside(['UpdateItem'], [PROFILES], NAMES),
      inside(['PutItem', 'UpdateItem'], [HANDLES]),
      inside(['UpdateItem'], [workKey('*').pk]),
    ]);
  });

  it('blocks by rows and change logs, inside a transaction, and deletes no other item than rows', () => {
    expect(tableAccess(production, roleOfDataSource(production, 'blocks'))).toEqual([
      inside(['UpdateItem'], [GROUP_ROWS, CHANGES]),
      inside(['DeleteItem'], [GROUP_ROWS]),
    ]);
  });

  it.each(Object.entries(WRITTEN_ALONE))(
    'writes as %s, outside a transaction, just the attributes of its requests',
    (name, { partition, attributes }) => {
      expect(tableAccess(production, roleOfDataSource(production, name))).toEqual([
        {
          actions: ['UpdateItem'],
          on: ['table'],
          only: { ...ofItems(partition), ...ofAttributes(attributes) },
        },
        { actions: ['GetItem'], on: ['table'], only: ofItems(partition) },
      ]);
    },
  );

  it('lets no other data source write outside a transaction', () => {
    const alone = Object.entries<DataSource>(dataSources)
      .filter(([, source]) => source.type !== 'NONE' && !source.transactionOnly)
      .filter(([, source]) => source.type !== 'NONE' && source.actions.includes('UpdateItem'))
      .map(([name]) => name);
    expect(alone).toEqual(Object.keys(WRITTEN_ALONE));
  });

  it.each(
    Object.entries(WRITTEN_ALONE).flatMap(([name, { attributes }]) =>
      Object.entries<PipelineFunction>(functions)
        .filter(([, { dataSource }]) => dataSource === name)
        .map(([functionName, { file = functionName }]) => [file, attributes] as const),
    ),
  )('names, in %s, no attribute that its role may not name', (file, allowed) => {
    const named = namesIn(file);
    expect(named.length, file).toBeGreaterThan(0);
    expect(allowed, file).toEqual(expect.arrayContaining(named));
  });
});

describe('what the triggers may do', () => {
  it('reads a handle before sign-up', () => {
    expect(tableAccess(production, roleOfTrigger(production, 'PreSignUp'))).toEqual([
      { actions: ['GetItem'], on: ['table'], only: ofItems(HANDLES) },
    ]);
  });

  it('puts profile and handle after confirmation, inside a transaction', () => {
    expect(tableAccess(production, roleOfTrigger(production, 'PostConfirmation'))).toEqual([
      {
        actions: ['PutItem'],
        on: ['table'],
        only: { ...inTransaction, ...ofItems(PROFILES, HANDLES) },
      },
    ]);
  });

  it('reads a profile for a token, and makes the profile that confirmation could not make', () => {
    expect(tableAccess(production, roleOfTrigger(production, 'PreTokenGenerationConfig'))).toEqual([
      { actions: ['GetItem'], on: ['table'], only: ofItems(PROFILES) },
      {
        actions: ['PutItem'],
        on: ['table'],
        only: { ...inTransaction, ...ofItems(PROFILES, HANDLES) },
      },
    ]);
  });

  it('uses the commands that it is allowed and no other', () => {
    const commands = (name: string) => {
      const code = readFileSync(join(paths.triggers, name, 'index.mjs'), 'utf8');
      return new Set([...code.matchAll(/\bnew (\w+)Command\(/g)].map(([, command]) => command));
    };
    expect(commands('preSignUp')).toEqual(new Set(['GetItem']));
    expect(commands('postConfirmation')).toEqual(new Set(['TransactWriteItems']));
    expect(commands('preTokenGeneration')).toEqual(new Set(['GetItem', 'TransactWriteItems']));
  });

  it('is invoked by the user pool only', () => {
    const others = [roleOfWorker(production), roleOfDeletions(production)];
    const permissions = resources(production, 'AWS::Lambda::Permission').filter(
      ({ Properties }) =>
        !others.includes(
          pointsTo(production.Resources[pointsTo(Properties.FunctionName)!]!.Properties.Role)!,
        ),
    );
    expect(permissions).toHaveLength(3);
    const pool = only(production, 'AWS::Cognito::UserPool').id;
    for (const { Properties } of permissions) {
      expect(Properties.Principal).toBe('cognito-idp.amazonaws.com');
      expect(pointsTo(Properties.SourceArn)).toBe(pool);
    }
  });
});

describe('what the function for accounts that are deleted in the user pool may do', () => {
  const role = roleOfDeletions(production);

  it('marks a profile and asks for work, inside a transaction, and names no other attribute', () => {
    const within = { actions: ['UpdateItem'], on: ['table'] };
    expect(tableAccess(production, role)).toEqual([
      {
        ...within,
        only: {
          ...inTransaction,
          ...ofItems(PROFILES),
          ...ofAttributes(['pk', 'sk', 'deletedAt', 'erases']),
        },
      },
      { ...within, only: { ...inTransaction, ...ofItems(workKey('*').pk) } },
    ]);
  });

  it('looks into the one user pool, and changes nothing there', () => {
    const [pool, ...more] = statementsOf(production, role).filter(({ Action }) =>
      asList(Action).some((action) => action.startsWith('cognito-idp:')),
    );
    expect(more).toEqual([]);
    expect(pool!.Action).toBe('cognito-idp:ListUsers');
    expect(pointsTo(pool!.Resource)).toBe(only(production, 'AWS::Cognito::UserPool').id);
  });

  it('uses the commands that it is allowed and no other', () => {
    const code = readFileSync(join(paths.triggers, 'accountDeleted', 'index.mjs'), 'utf8');
    const commands = [...code.matchAll(/\bnew (\w+)Command\(/g)].map(([, command]) => command);
    expect(new Set(commands)).toEqual(new Set(['ListUsers', 'TransactWriteItems']));
  });

  it('names, in what it writes of a profile, no attribute that it may not name', () => {
    const { expression } = deletionUpdate('', true);
    const named = expression
      .match(/(?<![:\w])[a-z]\w*/g)!
      .filter((name) => name !== 'if_not_exists');
    expect(new Set(named)).toEqual(new Set(['deletedAt', 'erases']));
  });
});

describe('the roles', () => {
  const TABLE_SOURCES = Object.keys(dataSources).filter((name) => name !== 'none');
  const roles = resources(production, 'AWS::IAM::Role');
  const users = [
    ...TABLE_SOURCES.map((name) => roleOfDataSource(production, name)),
    ...['PreSignUp', 'PostConfirmation', 'PreTokenGenerationConfig'].map((name) =>
      roleOfTrigger(production, name),
    ),
    roleOfWorker(production),
    roleOfDeletions(production),
  ];

  it('is each for one data source, one trigger, the worker or the deletions of the user pool', () => {
    expect(new Set(users).size).toBe(16);
    for (const { Properties } of resources(production, 'AWS::IAM::ManagedPolicy')) {
      expect(Properties.Roles).toHaveLength(1);
    }
  });

  it('allow no wildcard action and no wildcard resource', () => {
    for (const { id } of roles) {
      for (const { Action, Resource } of statementsOf(production, id)) {
        expect(JSON.stringify(Action), id).not.toContain('*');
        expect(asList(Resource), id).not.toContain('*');
      }
    }
  });

  it('never allow a scan but by the sweep, a batch of writes, or a deletion outside a transaction but by the worker', () => {
    const actionsOf = (template: Template) =>
      resources(template, 'AWS::IAM::ManagedPolicy').flatMap(({ Properties }) =>
        (Properties.PolicyDocument.Statement as Statement[]).flatMap(({ Action }) =>
          asList(Action),
        ),
      );
    const wide = /Scan|BatchWrite|PartiQL|Export/;
    expect(actionsOf(production)).toContain('dynamodb:Query');
    expect(actionsOf(production).filter((action) => wide.test(action))).toEqual([]);
    // test/infra/sweep.test.ts says of what.
    expect(actionsOf(swept).filter((action) => wide.test(action))).toEqual(['dynamodb:Scan']);
    const deletions = resources(production, 'AWS::IAM::ManagedPolicy')
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[])
      .filter(({ Action }) => asList(Action).includes('dynamodb:DeleteItem'));
    const alone = deletions.filter(
      ({ Condition }) =>
        !(Condition as object & { 'ForAnyValue:StringEquals'?: object })[
          'ForAnyValue:StringEquals'
        ],
    );
    expect(deletions).toHaveLength(alone.length + 1);
    // Work that is done, and the rows of a deleted account.
    expect(alone.map(({ Condition }) => Condition)).toEqual([
      ofItems(workKey('*').pk),
      ofItems(GROUP_ROWS),
    ]);
  });

  it('let AppSync assume data source roles for APIs of this account and region only', () => {
    for (const name of TABLE_SOURCES) {
      const role = production.Resources[roleOfDataSource(production, name)]!;
      const [trust, ...more] = role.Properties.AssumeRolePolicyDocument.Statement;
      expect(more).toEqual([]);
      expect(trust.Principal).toEqual({ Service: 'appsync.amazonaws.com' });
      expect(trust.Condition.StringEquals).toEqual({
        'aws:SourceAccount': { Ref: 'AWS::AccountId' },
      });
      expect(JSON.stringify(trust.Condition.ArnLike['aws:SourceArn'])).toContain(
        'arn:aws:appsync:us-east-1:',
      );
    }
  });

  it('use the customer key through DynamoDB alone', () => {
    const key = only(production, 'AWS::KMS::Key').id;
    for (const role of users) {
      const [use, ...more] = statementsOf(production, role).filter(({ Action }) =>
        asList(Action).some((action) => action.startsWith('kms:')),
      );
      expect(more).toEqual([]);
      expect(pointsTo(use!.Resource)).toBe(key);
      expect(use!.Condition).toEqual({
        StringEquals: { 'kms:ViaService': 'dynamodb.us-east-1.amazonaws.com' },
      });
    }
  });

  it('there are no users, groups or access keys', () => {
    for (const template of [production, dev]) {
      const types = Object.values(template.Resources).map(({ Type }) => Type);
      expect(types.filter((type) => /IAM::(User|Group|AccessKey)/.test(type))).toEqual([]);
    }
  });

  it('there is no identity pool: no browser gets AWS credentials', () => {
    expect(resources(production, 'AWS::Cognito::IdentityPool')).toEqual([]);
  });

  it('are the only principals that the table lets use its items', () => {
    for (const template of [production, dev]) {
      const [replica] = only(template, 'AWS::DynamoDB::GlobalTable').Properties.Replicas;
      const [deny, ...more] = replica.ResourcePolicy.PolicyDocument.Statement;
      expect(more).toEqual([]);
      expect(deny).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' }, Resource: '*' });
      const exempt = deny.Condition.ArnNotEquals['aws:PrincipalArn'];
      expect(new Set(exempt.map(pointsTo))).toEqual(
        new Set([
          ...TABLE_SOURCES.map((name) => roleOfDataSource(template, name)),
          ...['PreSignUp', 'PostConfirmation', 'PreTokenGenerationConfig'].map((name) =>
            roleOfTrigger(template, name),
          ),
          roleOfWorker(template),
          roleOfDeletions(template),
        ]),
      );
      for (const action of ['GetItem', 'Query', 'Scan', 'BatchGetItem', 'PartiQLSelect']) {
        expect(deny.Action).toContain(`dynamodb:${action}`);
      }
      for (const action of ['PutItem', 'UpdateItem', 'DeleteItem', 'ExportTableToPointInTime']) {
        expect(deny.Action).toContain(`dynamodb:${action}`);
      }
    }
  });

  it('leaves the administration of the table to IAM, so that no one is locked out', () => {
    const [replica] = only(production, 'AWS::DynamoDB::GlobalTable').Properties.Replicas;
    const [deny] = replica.ResourcePolicy.PolicyDocument.Statement;
    for (const action of ['*', 'DescribeTable', 'UpdateTable', 'PutResourcePolicy']) {
      expect(deny.Action).not.toContain(`dynamodb:${action}`);
    }
  });
});
