import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildSchema, Kind, parse, validate, visit, type DocumentNode } from 'graphql';
import { describe, expect, it } from 'vitest';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const read = (path: string): Promise<string> => readFile(at(path), 'utf8');
const schema = buildSchema(
  (await read('schema.graphql')) + (await read('local/appsync/schema/appsync.graphql')),
);
const explorer = 'client/src/explorer/operations';
const files = [
  'client/src/messaging/operations.graphql',
  'client/src/account/operations.graphql',
  'client/src/moderation/operations.graphql',
  ...(await readdir(at(explorer))).map((name) => `${explorer}/${name}`),
];
const documents: [string, DocumentNode][] = await Promise.all(
  files.map(async (file): Promise<[string, DocumentNode]> => [file, parse(await read(file))]),
);

/** Anything but plain fields inside a mutation: what the API refuses. */
function refused(document: DocumentNode): string[] {
  const found: string[] = [];
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION || definition.operation !== 'mutation')
      continue;
    visit(definition, {
      FragmentSpread: ({ name }) => void found.push(`...${name.value}`),
      InlineFragment: () => void found.push('inline fragment'),
      Directive: ({ name }) => void found.push(`@${name.value}`),
      Field: ({ alias }) => void (alias && found.push(`alias ${alias.value}`)),
    });
  }
  return found;
}

describe('The operations of client and explorer', () => {
  it.each(documents)('%s fits the schema', (_file, document) => {
    expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  });

  it.each(documents)('%s selects plain fields in its mutations', (_file, document) => {
    expect(refused(document)).toEqual([]);
  });

  it('select in a mutation what its subscription does: the answer is the push', () => {
    const fieldsOf = (document: DocumentNode, name: string): string[] => {
      const fields: string[] = [];
      visit(document, {
        FragmentDefinition: (node) => (node.name.value === name ? undefined : false),
        OperationDefinition: (node) => (node.name?.value === name ? undefined : false),
        Field: (node) => void (node.selectionSet || fields.push(node.name.value)),
      });
      return fields;
    };
    const [[, ours]] = documents as [[string, DocumentNode]];
    expect(fieldsOf(ours, 'CreateMessage')).toEqual(fieldsOf(ours, 'MessageFields'));
    expect(fieldsOf(ours, 'UpdateMessageGroup')).toEqual(fieldsOf(ours, 'MessageGroupFields'));
    // A change looks up no person.
    const ofAChange = fieldsOf(ours, 'MessageFields').filter(
      (field) => !['recipientDisplayName', 'recipientHandle'].includes(field),
    );
    for (const name of ['UpdateMessage', 'DeleteMessage', 'SetReaction']) {
      expect(fieldsOf(ours, name), name).toEqual(ofAChange);
    }
    expect(fieldsOf(ours, 'MarkMessageGroupRead')).toEqual(
      fieldsOf(ours, 'OnMarkMessageGroupRead'),
    );
    expect(fieldsOf(ours, 'SetTyping')).toEqual(fieldsOf(ours, 'OnTyping'));
  });
});

describe('Generated files', () => {
  it('are what codegen makes of the schema and the operations', async () => {
    const run = promisify(execFile)('npx', ['graphql-codegen', '--check'], { cwd: at('.') });
    await expect(run).resolves.toBeDefined();
  });
});
