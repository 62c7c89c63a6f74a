import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { makePerson, useHost } from './support/host.js';

const example = fileURLToPath(new URL('../../docs/examples/reactApp.tsx', import.meta.url));
const browser = useBrowser();
const host = useHost();

/** The example with a root element, as a bundler would take it. */
async function bundle(): Promise<string> {
  const result = await build({
    stdin: {
      contents: `import { createRoot } from 'react-dom/client';
        import { App } from ${JSON.stringify(example)};
        createRoot(document.body).render(<App />);`,
      loader: 'tsx',
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return result.outputFiles[0]!.text;
}

it('the example of the README is a live inbox in fifteen lines', async () => {
  expect((await readFile(example, 'utf8')).trimEnd().split('\n')).toHaveLength(15);
  const script = await bundle();
  const [ada, ben] = [await makePerson(host.current, 'Ada'), await makePerson(host.current, 'Ben')];
  const one = await Client.signIn(browser.current, originOf(host.current), ada);
  const other = await Client.signIn(browser.current, originOf(host.current), ben);
  await one.find(ben);
  await one.write('before');
  await one.message('before', 'sent').waitFor();
  await other.accept(ada);

  const { page } = other;
  await page.route('**/example.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  );
  // A page of the host's with nothing on it.
  await page.goto(`${originOf(host.current)}/config.json`);
  await page.addScriptTag({ url: '/example.js', type: 'module' });
  await page.getByText('before', { exact: true }).waitFor();
  await one.write('after');
  await page.getByText('after', { exact: true }).waitFor();
  expect(other.complaints).toEqual([]);
});
