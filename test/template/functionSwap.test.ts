import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiOf, lambda, mayCall } from './smallFunctions.js';
import { apiWithKey, useTemplates } from './smallTemplates.js';

const templates = useTemplates();

const answers = (word: string) => `exports.handler = async () => '${word}';`;
/** An API whose function's code is a folder beside the template. */
const fromFolder = (folder: string) =>
  apiWithKey(
    'type Query { word: String }',
    mayCall + lambda('word', 'x').replace(/Code:\n +ZipFile: \|\n +x/, `Code: ${folder}`),
  );

describe('A function of a template that has changed', () => {
  it('answers by the code of another folder, as a new asset of `cdk synth` is', async () => {
    const { api, folder, ask } = await templates.start({
      'asset.1/index.js': answers('one'),
      'asset.2/index.js': answers('two'),
      'api.yaml': fromFolder('asset.1'),
    });
    expect((await ask('{ word }')).data).toEqual({ word: 'one' });
    await writeFile(join(folder, 'api.yaml'), fromFolder('asset.2'));
    await api.reload();
    expect((await ask('{ word }')).data).toEqual({ word: 'two' });
  });

  it('answers by code that was changed in place', async () => {
    const { api, folder, ask } = await templates.start({
      'code/index.js': answers('one'),
      'api.yaml': fromFolder('code'),
    });
    expect((await ask('{ word }')).data).toEqual({ word: 'one' });
    await writeFile(join(folder, 'code/index.js'), answers('two'));
    await api.reload();
    expect((await ask('{ word }')).data).toEqual({ word: 'two' });
  });

  it('has its new environment, and new code in the template', async () => {
    const word = 'exports.handler = async () => `one ${process.env.WORD}`;';
    const before = apiOf({
      word: [word, { properties: 'Environment: { Variables: { WORD: a } }' }],
    });
    const { api, folder, ask } = await templates.start({ 'api.yaml': before });
    expect((await ask('{ word }')).data).toEqual({ word: 'one a' });
    await writeFile(
      join(folder, 'api.yaml'),
      before.replace('WORD: a', 'WORD: b').replace('`one ', '`two '),
    );
    await api.reload();
    expect((await ask('{ word }')).data).toEqual({ word: 'two b' });
  });

  it('ends a call that runs by the code that it began with', async () => {
    const waits = (
      word: string,
    ) => `const { existsSync, watch, writeFileSync } = require('node:fs');
exports.handler = () => new Promise((resolve) => {
  const look = () => existsSync('go') && resolve('${word}');
  watch('.', look);
  writeFileSync('began', '');
  look();
});`;
    const { api, folder, ask } = await templates.start({
      'code/index.js': waits('one'),
      'api.yaml': fromFolder('code'),
    });
    const running = ask('{ word }');
    await expect.poll(() => existsSync(join(folder, 'code/began')), { timeout: 60_000 }).toBe(true);
    await writeFile(join(folder, 'code/index.js'), answers('two'));
    await api.reload();
    expect((await ask('{ word }')).data).toEqual({ word: 'two' });
    await writeFile(join(folder, 'code/go'), '');
    expect((await running).data).toEqual({ word: 'one' });
  });
});
