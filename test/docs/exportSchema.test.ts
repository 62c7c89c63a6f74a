import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType, isObjectType, type GraphQLEnumType } from 'graphql';
import { describe, expect, it } from 'vitest';

const text = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Definition {
  readonly description?: string;
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, { readonly enum?: readonly (string | null)[] }>>;
}
const file = JSON.parse(text('docs/export.schema.json')) as Definition & {
  readonly $defs: Readonly<Record<string, Definition>>;
};
const schema = buildSchema(text('local/appsync/schema/appsync.graphql') + text('schema.graphql'));

/** What the file adds to a type of the API. */
const ADDED: Readonly<Record<string, readonly string[]>> = { MessageGroup: ['messages'] };

describe('docs/export.schema.json', () => {
  it.each(Object.entries(file.$defs))(
    'has every field of the API’s %s, and no other',
    (name, { properties }) => {
      const type = schema.getType(name);
      if (!isObjectType(type)) throw new Error(`The API has no type ${name}`);
      const fields = [...Object.keys(type.getFields()), ...(ADDED[name] ?? [])];
      expect(Object.keys(properties).sort()).toEqual(fields.sort());
    },
  );

  it('has every value of the API’s enums', () => {
    const valuesOf = (name: string): string[] => {
      const type = schema.getType(name);
      if (!isEnumType(type)) throw new Error(`The API has no enum ${name}`);
      return (type as GraphQLEnumType).getValues().map(({ name: value }) => value);
    };
    const { Message, MessageGroup, Report } = file.$defs;
    const found = {
      DeletedBy: Message!.properties.deletedBy!.enum,
      Folder: MessageGroup!.properties.folder!.enum,
      ReportReason: Report!.properties.reason!.enum,
      ReportState: Report!.properties.state!.enum,
      ReportDecision: Report!.properties.decision!.enum,
    };
    for (const [name, values] of Object.entries(found))
      expect(
        values!.filter((value) => value !== null),
        name,
      ).toEqual(valuesOf(name));
  });

  it('asks for each field, and describes it', () => {
    for (const { required, properties } of [file, ...Object.values(file.$defs)]) {
      expect(required).toEqual(Object.keys(properties));
      for (const [name, property] of Object.entries(properties))
        expect(property, name).toHaveProperty('description', expect.stringMatching(/\.$/));
    }
  });
});
