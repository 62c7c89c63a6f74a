import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The folder whose files have a browser's globals, some of them. */
const ofClient = /\/test\/client\//;

/**
 * Orders the files as Vitest does, project by project, and the client's apart: a worker goes on with
 * a file of its own project and environment, and ends before another one. Each new worker loads
 * everything again.
 */
export default class Sequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const workers = new Map<string, TestSpecification[]>();
    for (const file of sorted) {
      const worker = `${file.project.name} ${ofClient.test(file.moduleId)}`;
      workers.set(worker, [...(workers.get(worker) ?? []), file]);
    }
    return [...workers.values()].flat();
  }
}
