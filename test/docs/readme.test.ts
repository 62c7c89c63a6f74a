import { execFile, spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { useMessaging } from '../support/messaging.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const messaging = useMessaging({ seed: true });
let readme: string;
let blocks: string[];

beforeAll(async () => {
  readme = await readFile(join(root, 'README.md'), 'utf8');
  blocks = [...readme.matchAll(/^```(?:js|sh)\n([\s\S]*?)^```$/gm)].map(([, text]) => text!);
});

/** The README's block that contains this text, aimed at the test's host. */
const block = (text: string): string =>
  blocks
    .find((candidate) => candidate.includes(text))!
    .replaceAll('http://127.0.0.1:4000', messaging.host.url);

describe('The README’s', () => {
  it('first minute with Amplify sends a message and receives it', async () => {
    const directory = join(root, 'build/readme');
    await mkdir(directory, { recursive: true });
    const file = join(directory, 'firstMinute.mjs');
    await writeFile(file, block('Amplify.configure'));
    const child = spawn(process.execPath, [file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const received = new Promise<string>((resolve, reject) => {
      let output = '';
      createInterface({ input: child.stdout }).on('line', (line) => {
        output += line;
        if (output.includes('Hello!')) resolve(output);
      });
      child.once('exit', () => reject(new Error(`it ended, having said: ${output}`)));
    });
    try {
      expect(await received).toContain(messaging.host.config.demoUsers[0]!.handle);
    } finally {
      child.kill();
    }
  });

  it('first minute with curl lists the conversations', async () => {
    const { stdout } = await promisify(execFile)('bash', ['-c', block('InitiateAuth')]);
    const { data } = JSON.parse(stdout) as { data: { messageGroups: { items: unknown[] } } };
    expect(data.messageGroups.items.length).toBeGreaterThan(0);
  });

  it('React example is the one that the browser tests run', async () => {
    const example = await readFile(join(root, 'docs/examples/reactApp.tsx'), 'utf8');
    expect(readme).toContain(`\`\`\`tsx\n${example}\`\`\``);
  });

  it('links lead to files that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
