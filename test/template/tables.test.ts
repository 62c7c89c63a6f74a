import { describe, expect, it } from 'vitest';
import { lambda } from './smallFunctions.js';
import { get, notesSource, put, table, tableResolver } from './smallTables.js';
import { apiWithKey, useTemplates } from './smallTemplates.js';

const templates = useTemplates();

describe('A table', () => {
  const schema = `
type Query { note(pk: ID!): ID }
type Mutation { add(pk: ID!): ID }`;
  const resolvers =
    tableResolver('Query.note', 'Source', get) + tableResolver('Mutation.add', 'Source', put);

  it('is read and written as its role allows', async () => {
    const statement = '{ Effect: Allow, Action: "dynamodb:*Item", Resource: !GetAtt Notes.Arn }';
    const { ask } = await templates.start({
      'api.yaml': apiWithKey(schema, table('Notes') + notesSource(statement) + resolvers),
    });
    expect((await ask('mutation { add(pk: "a") }')).data).toEqual({ add: 'a' });
    expect((await ask('{ note(pk: "a") }')).data).toEqual({ note: 'a' });
  });

  it('that the role may not write is read only', async () => {
    const statement = '{ Effect: Allow, Action: "dynamodb:Get*", Resource: !GetAtt Notes.Arn }';
    const { ask, warned } = await templates.start({
      'api.yaml': apiWithKey(schema, table('Notes') + notesSource(statement) + resolvers),
    });
    expect((await ask('mutation { add(pk: "a") }')).data?.add).toContain('not authorized');
    expect((await ask('{ note(pk: "a") }')).data).toEqual({ note: null });
    expect(warned()).toMatchObject([{ action: 'dynamodb:PutItem', dataSource: 'notes' }]);
  });

  it('whose own policy denies it is not written, whatever the role says', async () => {
    const statement = "{ Effect: Allow, Action: 'dynamodb:*', Resource: '*' }";
    const denies = `ResourcePolicy:
        PolicyDocument:
          Statement:
            Effect: Deny
            Principal: { AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:role/Role' }
            Action: dynamodb:PutItem
            Resource: '*'`;
    const { ask, warned } = await templates.start({
      'api.yaml': apiWithKey(schema, table('Notes', denies) + notesSource(statement) + resolvers),
    });
    expect((await ask('mutation { add(pk: "a") }')).data?.add).toContain(
      'with an explicit deny in a resource-based policy',
    );
    expect((await ask('{ note(pk: "a") }')).data).toEqual({ note: null });
    expect(warned()[0]?.msg).toBe(
      'Source: its role may not do this: a policy of the resource denies it',
    );
  });

  it('whose role asks for what has no value here is said', async () => {
    const condition =
      "{ StringEquals: { 'aws:SourceVpc': vpc-1, 'AWS:RequestedRegion': us-east-1 } }";
    const statement = `{ Effect: Allow, Action: 'dynamodb:*', Resource: '*', Condition: ${condition} }`;
    const { ask, warned } = await templates.start({
      'api.yaml': apiWithKey(schema, table('Notes') + notesSource(statement) + resolvers),
    });
    expect(warned().map(({ msg }) => msg)).toEqual([
      'Source: a condition of its role asks for aws:SourceVpc, which has no value here',
    ]);
    expect((await ask('{ note(pk: "a") }')).data?.note).toContain('not authorized');
  });

  it('calls a function with the changes that its filter lets through', async () => {
    const statement = "{ Effect: Allow, Action: 'dynamodb:*', Resource: '*' }";
    const stream = 'StreamSpecification: { StreamViewType: NEW_AND_OLD_IMAGES }';
    const tells = `exports.handler = async ({ Records }) => {
  for (const { eventName, dynamodb } of Records) {
    console.log(eventName + ' ' + dynamodb.NewImage.pk.S);
  }
};`;
    const mapping = (id: string, pattern: string) => `
  ${id}:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !GetAtt Notes.StreamArn
      FunctionName: !Ref Tells
      StartingPosition: LATEST
      FilterCriteria: { Filters: [{ Pattern: '${pattern}' }] }
`;
    const source = lambda('Tells', tells).replace(/ {2}TellsSource:[^]*$/, '');
    const { ask, logged, warned } = await templates.start({
      'api.yaml': apiWithKey(
        schema,
        table('Notes', stream) +
          notesSource(statement) +
          resolvers +
          source +
          mapping(
            'Follows',
            '{ "dynamodb": { "Keys": { "pk": { "S": [{ "prefix": "yes" }] } } } }',
          ) +
          mapping(
            'Numbers',
            '{ "dynamodb": { "NewImage": { "n": { "N": [{ "numeric": [">", 1] }] } } } }',
          ),
      ),
    });
    for (const pk of ['yes-1', 'no-1', 'yes-2']) await ask(`mutation { add(pk: "${pk}") }`);

    const told = () => logged.filter((line) => line.function === 'Tells').map(({ msg }) => msg);
    await expect.poll(told, { timeout: 20_000 }).toEqual(['INSERT yes-1', 'INSERT yes-2']);
    expect(warned()[0]?.msg).toBe(
      'Numbers: its filter has more than texts and { "prefix": … }: it calls nothing',
    );
  });
});
