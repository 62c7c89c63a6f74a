import { onForgetExports } from '../exportStorage';
import { Observable, type Messaging } from '../messaging';
import { Pauses } from '../messaging/pauses';
import { newExportFile, save, type ExportFile } from './exportFile';
import { exportPieces, type ExportProgress } from './exportPieces';

interface Running {
  readonly kind: 'running';
  readonly progress: ExportProgress;
  /** There was no answer, and it tries again. */
  readonly isWaiting: boolean;
}

export type ExportState =
  | { readonly kind: 'none' | 'cancelled' }
  | Running
  /** The address of the file, for this page. */
  | { readonly kind: 'ready'; readonly url: string; readonly fileName: string }
  | { readonly kind: 'failed'; readonly error: unknown };

type Owner = Pick<Messaging, 'api' | 'userUuid'>;

/** The export of one person. It goes on while other pages of the client are shown. */
export class ExportJob {
  readonly state = new Observable<ExportState>({ kind: 'none' });
  readonly #owner: Owner;
  #controller = new AbortController();
  /** Resolves once every export that was begun is over, and its file is deleted or ready. */
  #work: Promise<void> = Promise.resolve();
  #ready: { readonly url: string; readonly file: ExportFile } | undefined;
  #isShown = false;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  /** Begins, unless it is running. What was exported before is deleted. */
  readonly start = (): void => {
    if (this.state.current.kind === 'running') return;
    const progress = { done: 0, total: undefined, messages: 0 };
    this.state.set({ kind: 'running', progress, isWaiting: false });
    const { signal } = (this.#controller = new AbortController());
    this.#work = this.#work.then(() => this.#run(signal));
  };

  /** Ends the export, and deletes its file. Resolves once that is done. */
  readonly end = async (): Promise<void> => {
    const { kind } = this.state.current;
    if (kind === 'running') this.state.set({ kind: 'cancelled' });
    if (kind === 'ready') this.state.set({ kind: 'none' });
    this.#controller.abort();
    this.#work = this.#work.then(() => this.#remove());
    await this.#work;
  };

  /** A page shows the state. @returns what says that it no longer does: a file that is saved goes then. */
  readonly show = (): (() => void) => {
    this.#isShown = true;
    return () => {
      this.#isShown = false;
      // React's strict mode shows a page, hides it and shows it again.
      queueMicrotask(() => {
        if (!this.#isShown && this.state.current.kind === 'ready') void this.end();
      });
    };
  };

  /** Does not reject. */
  async #run(signal: AbortSignal): Promise<void> {
    await this.#remove();
    let file: ExportFile | undefined;
    const pauses = new Pauses();
    const goOn = (): void => pauses.end();
    window.addEventListener('online', goOn);
    try {
      file = await newExportFile();
      for await (const piece of this.#pieces(signal, pauses)) await file.write(piece);
      const blob = await file.finish();
      signal.throwIfAborted();
      this.#offer(file, blob);
    } catch (error) {
      await file?.remove();
      if (!signal.aborted) this.state.set({ kind: 'failed', error });
    } finally {
      pauses.end();
      window.removeEventListener('online', goOn);
    }
  }

  #pieces(signal: AbortSignal, pauses: Pauses): AsyncGenerator<string> {
    const change = (changed: Partial<Running>): void => {
      const state = this.state.current;
      if (state.kind === 'running' && !signal.aborted) this.state.set({ ...state, ...changed });
    };
    const { api, userUuid } = this.#owner;
    return exportPieces({
      api,
      userUuid,
      signal,
      pause: (duration) => pauses.wait(duration),
      onProgress: (progress) => change({ progress }),
      onWaiting: (isWaiting) => change({ isWaiting }),
    });
  }

  /** The browser saves the file; a link can save it again. */
  #offer(file: ExportFile, blob: Blob): void {
    const url = URL.createObjectURL(blob);
    const fileName = `direct-messages-${new Date().toISOString().slice(0, 10)}.json`;
    this.#ready = { url, file };
    this.state.set({ kind: 'ready', url, fileName });
    save(url, fileName);
  }

  async #remove(): Promise<void> {
    const ready = this.#ready;
    this.#ready = undefined;
    if (!ready) return;
    URL.revokeObjectURL(ready.url);
    await ready.file.remove();
  }
}

const jobs = new WeakMap<Messaging, ExportJob>();

/** The export of a person; the same one for as long as they are signed in. */
export function exportJobOf(messaging: Messaging): ExportJob {
  const known = jobs.get(messaging);
  if (known) return known;
  const job = new ExportJob(messaging);
  jobs.set(messaging, job);
  onForgetExports(job.end);
  return job;
}
