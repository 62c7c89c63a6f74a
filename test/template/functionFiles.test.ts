import { describe, expect, it } from 'vitest';
import { lambda, mayCall } from './smallFunctions.js';
import { apiWithKey, useTemplates } from './smallTemplates.js';

const templates = useTemplates();

describe('A function whose code is files', () => {
  const fromFiles = (names: readonly string[]) => {
    const resources = names.map((name) =>
      lambda(name, 'x').replace(/Code:\n +ZipFile: \|\n +x/, `Code: code/${name}`),
    );
    const sdl = `type Query {\n${names.map((name) => `  ${name}: String`).join('\n')}\n}`;
    return apiWithKey(sdl, mayCall + resources.join(''));
  };

  it('is CommonJS or an ES module by its files alone, whatever is around them', async () => {
    const files = {
      'package.json': '{ "type": "module" }',
      'code/common/index.js': "exports.handler = async () => require('./other').word;",
      'code/common/other.js': "exports.word = 'common';",
      'code/explicit/index.cjs': "exports.handler = async () => 'explicit';",
      'code/module/index.mjs':
        "import { word } from './other.mjs'; export const handler = async () => word;",
      'code/module/other.mjs': "export const word = 'module';",
      'code/packaged/package.json': '{ "type": "module" }',
      'code/packaged/index.js': "export const handler = async () => 'packaged';",
      'code/both/index.js': "exports.handler = async () => 'js';",
      'code/both/index.mjs': "export const handler = async () => 'mjs';",
    };
    const names = ['common', 'explicit', 'module', 'packaged', 'both'];
    const { ask } = await templates.start({ ...files, 'api.yaml': fromFiles(names) });
    expect((await ask(`{ ${names.join(' ')} }`)).data).toEqual({
      common: 'common',
      explicit: 'explicit',
      module: 'module',
      packaged: 'packaged',
      both: 'js',
    });
  });

  it('has the AWS SDK, as Lambda’s runtime does', async () => {
    const { ask } = await templates.start({
      'code/sdk/index.mjs':
        "import { DynamoDBClient } from '@aws-sdk/client-dynamodb'; export const handler = async () => DynamoDBClient.name;",
      'code/old/index.js':
        "exports.handler = async () => require('@aws-sdk/client-dynamodb').DynamoDBClient.name;",
      'api.yaml': fromFiles(['sdk', 'old']),
    });
    expect((await ask('{ sdk old }')).data).toEqual({
      sdk: 'DynamoDBClient',
      old: 'DynamoDBClient',
    });
  });

  it('fails by its name where they are gone, and all else works', async () => {
    const text = fromFiles(['lost', 'there']);
    const { ask, logged } = await templates.start({
      'code/there/index.js': "exports.handler = async () => 'there';",
      'api.yaml': text,
    });
    expect(logged.map(({ msg }) => msg)).toEqual(['lost: its code is not among the assets']);
    const { data, errors } = await ask('{ lost there }');
    expect(data).toEqual({ lost: null, there: 'there' });
    expect(errors?.[0]?.message).toContain('lost: its code is not among the assets');
  });

  it('says in its errors where Lambda has its files, and no path of the machine', async () => {
    const { ask, folder } = await templates.start({
      'code/needs/index.js': "require('not-there');",
      'code/tells/index.js': 'exports.handler = async () => { throw new Error(__filename); };',
      'api.yaml': fromFiles(['needs', 'tells']),
    });
    const answer = await ask('{ needs tells }');
    const messages = answer.errors?.map(({ message }) => message).sort();
    expect(messages).toEqual([
      expect.stringMatching(/^\/var\/task\/index\.js$/),
      expect.stringMatching(/Cannot find module 'not-there'[^]*\/var\/task\/index\.js/),
    ]);
    expect(JSON.stringify(answer)).not.toContain(folder);
  });
});
