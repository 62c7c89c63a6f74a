import { parseArgs } from 'node:util';
import { SeedError } from './api.js';
import { seed } from './seed.js';

/** `npm run seed`: writes the demo conversations into the host that runs on `--url` or `PORT`. */
const { values } = parseArgs({ options: { url: { type: 'string' } } });
const baseUrl = values.url ?? `http://127.0.0.1:${process.env.PORT ?? 4000}`;

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());

const line = (text: string): void => {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${text}`);
};

try {
  const { stored, found } = await seed({
    baseUrl,
    signal: stop.signal,
    onProgress: ({ conversation, stored, total }) => line(`${conversation}: ${stored} of ${total}`),
  });
  line('');
  console.log(`${baseUrl}: ${stored} messages stored, ${found} existed before`);
} catch (error) {
  line('');
  if (stop.signal.aborted) {
    console.error('Stopped. Run it again to continue.');
    process.exitCode = 130;
  } else if (error instanceof SeedError) {
    console.error(error.message);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
