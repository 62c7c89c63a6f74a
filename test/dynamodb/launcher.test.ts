import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const launcher = join(import.meta.dirname, '../../local/dynamodb/launcher');

test('the class files of the launcher are what build.sh made of its source', () => {
  const built = readFileSync(join(launcher, 'checksums'), 'utf8').trim().split('\n').sort();
  const present = readdirSync(launcher)
    .filter((name) => /\.(java|class)$/.test(name))
    .map((name) => {
      const digest = createHash('sha256').update(readFileSync(join(launcher, name)));
      return `${digest.digest('hex')} *${name}`;
    });
  expect(present.sort()).toEqual(built);
});

test('the class files run on Java 17, the oldest that DynamoDB Local runs on', () => {
  const classes = readdirSync(launcher).filter((name) => name.endsWith('.class'));
  const versions = classes.map((name) => readFileSync(join(launcher, name)).readUInt16BE(6));
  expect(new Set(versions)).toEqual(new Set([61])); // class file format of Java 17 (JVM spec, 4.1)
});
