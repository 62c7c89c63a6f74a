import { describe, expect, it, vi } from 'vitest';
import { files } from '../foreign/useLibrary.js';
import { useHostProcesses } from '../support/hostProcess.js';
import { npmRunHost, npmStart } from '../support/npmStart.js';
import { descendantsOf, isEngine, isStopped } from '../support/processes.js';

const hosts = useHostProcesses();

/** A backstop: a start takes seconds, and several times that on a machine that is busy. */
vi.setConfig({ testTimeout: 180_000 });

const doors: [string, readonly string[], readonly string[]][] = [
  ['npm start', npmStart, ['--in-memory', '--no-seed']],
  ['npm run host', npmRunHost, ['--schema', files.schema, '--manifest', files.manifest]],
];

describe.each(doors)('%s, whose DynamoDB is in trouble', (_door, program, args) => {
  const start = () => hosts.start([...args, '--port', '0'], process.env, program);
  const engineOf = (host: ReturnType<typeof start>) =>
    descendantsOf(host.child.pid!).find(isEngine)!;
  const health = async (url: string) => {
    const response = await fetch(`${url}/health`);
    return [response.status, ((await response.json()) as { status: string }).status];
  };

  it('says at /health that it cannot serve, as long as that is so', async () => {
    const host = start();
    const url = await host.ready();
    expect(await health(url)).toEqual([200, 'ok']);
    const engine = engineOf(host);
    process.kill(engine, 'SIGSTOP');
    await vi.waitUntil(() => isStopped(engine));
    expect(await health(url)).toEqual([503, 'DynamoDB does not answer']);
    process.kill(engine, 'SIGCONT');
    expect(await health(url)).toEqual([200, 'ok']);
  });

  it('ends with 1 and the reason when DynamoDB has ended too often', async () => {
    const host = start();
    await host.ready();
    for (let end = 1; end <= 3; end += 1) {
      process.kill(engineOf(host), 'SIGKILL');
      await vi.waitUntil(
        () => host.output.filter((line) => line.includes('dynoxide is back')).length === end,
        { timeout: 60_000 },
      );
    }
    process.kill(engineOf(host), 'SIGKILL');
    expect(await host.exited).toEqual({ code: 1, signal: null });
    expect(host.output.join('\n')).toMatch(/FATAL.*dynoxide has ended 4 times within a minute/);
  });
});
