import { describe, expect, it } from 'vitest';
import pino from 'pino';
import { chooseEngine } from '../../local/dynamodb/index.js';
import { startSupervisedDynamoDB } from '../../local/host/supervisedDynamoDB.js';
import { descendantsOf, isEngine } from '../support/processes.js';

/** A supervised engine in memory, and what it logs. */
async function supervised({ whileTablesAreMade = () => {} } = {}) {
  const said: string[] = [];
  let heard = () => {};
  const log = pino({ level: 'debug' }, { write: (line) => void (said.push(line), heard()) });
  const tablesMade: string[] = [];
  const dynamodb = await startSupervisedDynamoDB({
    engine: chooseEngine('dynoxide').engine,
    region: 'us-east-1',
    log,
    createTables: async (client) => {
      const { hostname, port } = await client.config.endpoint!();
      tablesMade.push(`http://${hostname}:${port}`);
      if (tablesMade.length === 1) whileTablesAreMade();
    },
  });
  const hears = async (text: string, times = 1) => {
    while (said.filter((line) => line.includes(text)).length < times) {
      await new Promise<void>((resolve) => (heard = resolve));
    }
  };
  return { dynamodb, tablesMade, hears };
}

const answers = (endpoint: string): Promise<boolean> =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );

const engines = (): number[] => descendantsOf(process.pid).filter(isEngine);
/** The one that this worker has for all its files. */
const others = engines();

/** Kills the engine that is supervised. */
const killIt = (): boolean =>
  process.kill(
    engines().find((engine) => !others.includes(engine))!,
    'SIGKILL',
  );

describe('An engine that ends by itself', () => {
  it('is started again on the same port, with its tables', async () => {
    const { dynamodb, tablesMade, hears } = await supervised();
    killIt();
    await hears('dynoxide is back');
    expect(await answers(dynamodb.endpoint)).toBe(true);
    expect(tablesMade).toEqual([dynamodb.endpoint]);
    await dynamodb.stop();
    expect(await answers(dynamodb.endpoint)).toBe(false);
  });

  it('is started again also when it ends while its tables are made', async () => {
    const { dynamodb, tablesMade, hears } = await supervised({
      whileTablesAreMade: () => {
        killIt();
        throw new Error('It does not answer');
      },
    });
    killIt();
    await hears('dynoxide is back');
    expect(await answers(dynamodb.endpoint)).toBe(true);
    expect(tablesMade).toHaveLength(2);
    await dynamodb.stop();
  });

  it('is not started again when it is stopped during a restart', async () => {
    const { dynamodb, hears } = await supervised();
    killIt();
    await hears('starting it again');
    await dynamodb.stop();
    expect(await answers(dynamodb.endpoint)).toBe(false);
  });
});

describe('An engine that ends too often', () => {
  it('is not started again, and the host gets the reason', async () => {
    const { dynamodb, hears } = await supervised();
    for (let end = 1; end <= 3; end += 1) {
      killIt();
      await hears('dynoxide is back', end);
      expect(dynamodb.trouble).toBeUndefined();
    }
    killIt();
    const reason = await dynamodb.lost;
    expect(reason.message).toMatch(/^dynoxide has ended 4 times within a minute/);
    expect(dynamodb.trouble).toBe(reason.message);
    await dynamodb.stop();
  });
});
