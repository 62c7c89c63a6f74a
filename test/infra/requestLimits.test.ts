import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kind, parse, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { limits, pipelines } from '../../resolvers/manifest.js';
import { operations } from '../../scripts/smoke/operations.js';
import { useMessaging } from '../support/messaging.js';

const messaging = useMessaging();
const client = fileURLToPath(new URL('../../client/src', import.meta.url));

/** Every operation of the client and of the smoke test, with the number of its root fields. */
function rootFields(): [string, number][] {
  const files = readdirSync(client, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.graphql'))
    .map((file): [string, string] => [file, readFileSync(join(client, file), 'utf8')]);
  return [...files, ...Object.entries<string>(operations)].flatMap(([name, text]) => {
    const found: [string, number][] = [];
    visit(parse(text), {
      OperationDefinition({ selectionSet }) {
        found.push([
          name,
          selectionSet.selections.filter(({ kind }) => kind === Kind.FIELD).length,
        ]);
      },
    });
    return found;
  });
}

describe('the limit of resolvers in a request', () => {
  it('lets every operation of the client and the smoke test run: only root fields have resolvers', () => {
    const all = rootFields();
    expect(all.length).toBeGreaterThan(10);
    for (const [name, fields] of all)
      expect(fields, name).toBeLessThanOrEqual(limits.resolverCount);
  });

  it('is no more than one above what they need', () => {
    const most = Math.max(...rootFields().map(([, fields]) => fields));
    expect(limits.resolverCount - most).toBeLessThanOrEqual(1);
  });

  it('counts a pipeline as one resolver: a send runs ten functions', async () => {
    expect(pipelines['Mutation.createMessage'].length).toBeGreaterThan(limits.resolverCount);
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    const { recipientUuid } = await ada.send({ recipientUuid: ben.uuid, message: 'hello' });
    expect(recipientUuid).toBe(ben.uuid);
  });

  it('runs three fields of a request and fails the fourth', async () => {
    const ada = await messaging.newPerson('Ada');
    const { data, errors } = await ada.ask(
      '{ a: me { uuid } b: me { uuid } c: me { uuid } d: me { uuid } }',
    );
    expect(data).toMatchObject({ a: { uuid: ada.uuid }, c: { uuid: ada.uuid }, d: null });
    expect(errors).toMatchObject([{ path: ['d'], errorType: 'ResolverExecutionLimitReached' }]);
  });
});
