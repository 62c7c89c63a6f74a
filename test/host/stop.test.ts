import { describe, expect, it, vi } from 'vitest';
import { useHostProcesses } from '../support/hostProcess.js';
import { descendantsOf, gone, isEngine } from '../support/processes.js';

const hosts = useHostProcesses();

/** A backstop: a start takes seconds, and several times that on a machine that is busy. */
vi.setConfig({ testTimeout: 180_000 });

describe('A host that is stopped', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'leaves no process behind on %s',
    async (signal) => {
      const host = hosts.start(['--port', '0', '--in-memory', '--no-seed']);
      await host.ready();
      const children = descendantsOf(host.child.pid!);
      expect(children.some(isEngine)).toBe(true);
      host.child.kill(signal);
      await host.exited;
      await gone(children);
    },
  );

  it.each([
    ['DynamoDB starts', /starting dynoxide/],
    ['the table is opened', /opening the table/],
    ['the demo conversations are written', /"?conversation"?/],
  ])('stops on Ctrl-C while %s, and leaves no process behind', async (_when, line) => {
    const host = hosts.start(['--port', '0', '--in-memory'], {
      ...process.env,
      LOG_LEVEL: 'debug',
    });
    await host.line(line);
    const children = descendantsOf(host.child.pid!);
    host.child.kill('SIGINT');
    expect(await host.exited).toEqual({ code: 0, signal: null });
    await gone(children);
    expect(host.output.join('\n')).not.toMatch(/Web client|ERROR|FATAL/);
  });

  it('ends at once on a second Ctrl-C, and leaves no process behind', async () => {
    const host = hosts.start(['--port', '0', '--in-memory', '--no-seed']);
    await host.ready();
    const children = descendantsOf(host.child.pid!);
    host.child.kill('SIGINT');
    await host.line(/stopping/);
    host.child.kill('SIGINT');
    const { code, signal } = await host.exited;
    expect(signal ?? code).toBe(signal === null ? 0 : 'SIGINT');
    await gone(children);
  });
});
