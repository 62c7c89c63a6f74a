import { describe, expect, it } from 'vitest';
import { ask } from './smallApi.js';
import { useTemplates } from './smallTemplates.js';

const templates = useTemplates();
const start = async (text: string) => (await templates.start({ 'api.yaml': text })).api;

const template = `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs20.x
    Timeout: 30
    Environment: { Variables: { GREETING: hello } }
Resources:
  Books:
    Type: AWS::Serverless::SimpleTable
    Properties: { PrimaryKey: { Name: isbn, Type: String } }
  Greeter:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Environment: { Variables: { TABLE: !Ref Books } }
      InlineCode: |
        exports.handler = async ({ name }) =>
          [process.env.GREETING, name, 'of', process.env.TABLE].join(' ');
  Library:
    Type: AWS::Serverless::GraphQLApi
    Properties:
      Auth: { Type: API_KEY }
      ApiKeys: { Reader: { Description: reads } }
      SchemaInline: |
        type Query { book(isbn: ID!): Book greeting(name: String): String }
        type Mutation { putBook(isbn: ID!, title: String!): Book }
        type Book { isbn: ID! title: String }
      DataSources:
        DynamoDb: { Shelf: { TableName: !Ref Books, TableArn: !GetAtt Books.Arn } }
        Lambda: { Voice: { FunctionArn: !GetAtt Greeter.Arn } }
      Functions:
        upper:
          DataSource: NONE
          Runtime: { Name: APPSYNC_JS, Version: 1.0.0 }
          InlineCode: |
            export function request(ctx) {
              return { payload: { title: ctx.args.title.toUpperCase() } };
            }
            export function response(ctx) { return ctx.result; }
        put:
          DataSource: Shelf
          Runtime: { Name: APPSYNC_JS, Version: 1.0.0 }
          InlineCode: |
            import { put } from '@aws-appsync/utils/dynamodb';
            export function request(ctx) {
              return put({ key: { isbn: ctx.args.isbn }, item: { title: ctx.prev.result.title } });
            }
            export function response(ctx) { return ctx.result; }
        find:
          DataSource: Shelf
          Runtime: { Name: APPSYNC_JS, Version: 1.0.0 }
          InlineCode: |
            import { get } from '@aws-appsync/utils/dynamodb';
            export function request(ctx) { return get({ key: { isbn: ctx.args.isbn } }); }
            export function response(ctx) { return ctx.result; }
        greet:
          DataSource: Voice
          Runtime: { Name: APPSYNC_JS, Version: 1.0.0 }
          InlineCode: |
            export function request(ctx) {
              return { operation: 'Invoke', payload: { name: ctx.args.name } };
            }
            export function response(ctx) { return ctx.result; }
      Resolvers:
        Mutation:
          putBook: { Runtime: { Name: APPSYNC_JS, Version: 1.0.0 }, Pipeline: [upper, put] }
        Query:
          book: { Runtime: { Name: APPSYNC_JS, Version: 1.0.0 }, Pipeline: [find] }
          greet:
            FieldName: greeting
            Runtime: { Name: APPSYNC_JS, Version: 1.0.0 }
            Pipeline: [greet]
`;

describe('A template of AWS SAM', () => {
  it('is served with its table, its function, its key and its pipelines', async () => {
    const api = await start(template);
    const key = { 'x-api-key': api.config.amplify.API.GraphQL.apiKey! };
    const get = async (query: string) => {
      const { data, errors } = await ask(api, query, key);
      expect(errors).toBeUndefined();
      return data;
    };
    expect(await get('mutation { putBook(isbn: "1", title: "nest") { title } }')).toEqual({
      putBook: { title: 'NEST' },
    });
    expect(await get('{ book(isbn: "1") { isbn title } }')).toEqual({
      book: { isbn: '1', title: 'NEST' },
    });
    expect(await get('{ greeting(name: "mira") }')).toEqual({ greeting: 'hello mira of Books' });
    expect((await ask(api, '{ book(isbn: "1") { title } }')).status).toBe(401);
  });

  it('has functions that batch, up to their MaxBatchSize', async () => {
    const batched = template
      .replace(
        /exports\.handler = [^;]+;/,
        'exports.handler = async (all) => all.map(() => all.length);',
      )
      .replace('DataSource: Voice', 'DataSource: Voice\n          MaxBatchSize: 2')
      .replace("operation: 'Invoke'", "operation: 'BatchInvoke'");
    const api = await start(batched);
    const key = { 'x-api-key': api.config.amplify.API.GraphQL.apiKey! };
    expect((await ask(api, '{ a: greeting b: greeting c: greeting }', key)).data).toEqual({
      a: '2',
      b: '2',
      c: '1',
    });
  });

  it('is refused by logical id and property where it is not SAM', async () => {
    const wrong = template.replace('Auth: { Type: API_KEY }', 'Auth: {}');
    await expect(start(wrong)).rejects.toThrow(/Library: Auth\.Type: /);
  });
});
