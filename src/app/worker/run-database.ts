/**
 * Long runs, kept in the browser's own database, so that one whose tab was closed or reloaded can be taken up again. Nothing leaves the
 * machine. A tab holds a lock in the name of its run, so that other tabs neither offer nor delete it.
 */
import { build } from '../../export/build.ts';
import type { RecordPart, Saved } from '../../live/index.ts';
import type { KeptRun } from './messages.ts';

export interface Left {
  readonly kept: KeptRun | undefined;
  /** Whether a run that was kept could not be read. */
  readonly unreadable: boolean;
}

const runs = 'runs';
const states = 'states';
const records = 'records';
const prefix = 'galvani run ';
export const thisBuild = `${build.version} ${build.commit}`;

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const completed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });

/** What the host needs of it. */
export type RunStore = Pick<RunDatabase, 'id' | 'left' | 'keep' | 'load' | 'forget'>;

export class RunDatabase {
  /** Name of this tab's run. */
  readonly id: string = crypto.randomUUID();
  readonly #base: IDBDatabase;

  private constructor(base: IDBDatabase) {
    this.#base = base;
    // Else a newer page in another tab would wait for this one to close.
    base.onversionchange = () => base.close();
  }

  /**
   * `folder`: path of the page, for other copies on the same host have their own databases. Undefined where the browser keeps nothing,
   * as in some private windows.
   */
  static async open(folder: string): Promise<RunDatabase | undefined> {
    if (typeof indexedDB === 'undefined' || navigator.locks === undefined) return undefined;
    try {
      const request = indexedDB.open(`galvani ${folder}`, 2);
      request.onupgradeneeded = () => {
        // What another version kept is of no use.
        for (const name of [...request.result.objectStoreNames]) request.result.deleteObjectStore(name);
        request.result.createObjectStore(runs, { keyPath: 'id' });
        request.result.createObjectStore(states);
        request.result.createObjectStore(records);
      };
      const store = new RunDatabase(await done(request));
      await new Promise<void>((held) => {
        void navigator.locks.request(prefix + store.id, () => {
          held();
          // Until the tab is gone.
          return new Promise(() => {});
        });
      });
      return store;
    } catch {
      return undefined;
    }
  }

  /**
   * The newest run that a tab left behind, if any; older ones, those of other versions, and those that cannot be read are forgotten. Runs
   * of tabs that are there come to `later`, one by one, once their tab is gone: a page that is reloaded may look before the worker it had
   * has died.
   */
  async left(later: (kept: KeptRun) => void): Promise<Left> {
    const list = (await done(this.#base.transaction(runs).objectStore(runs).getAll())) as { readonly id: string }[];
    const { held = [] } = await navigator.locks.query();
    const isHeld = ({ id }: { readonly id: string }): boolean => held.some((lock) => lock.name === prefix + id);
    const free = list.filter((run) => !isHeld(run));
    const found = await newest(free);
    for (const { id } of free) if (id !== found.kept?.id) await this.forget(id);
    for (const { id } of list.filter(isHeld)) void this.#whenFree(id, later);
    return found;
  }

  async #whenFree(id: string, tell: (kept: KeptRun) => void): Promise<void> {
    await navigator.locks.request(prefix + id, () => {});
    try {
      const { kept } = await newest([await done<unknown>(this.#base.transaction(runs).objectStore(runs).get(id))]);
      if (kept !== undefined) tell(kept);
    } catch {
      // What the database does not give up any more is not offered.
    }
  }

  /** Writes a state and what was recorded since the last one; `whole`: instead of all that was written before. */
  async keep(kept: KeptRun, saved: Saved, { spikes, traces }: RecordPart, whole: boolean): Promise<void> {
    const transaction = this.#base.transaction([runs, states, records], 'readwrite');
    if (whole) transaction.objectStore(records).delete(range(kept.id));
    transaction.objectStore(runs).put(kept);
    transaction.objectStore(states).put(saved, kept.id);
    // Copies: a view would take the whole record along.
    const part: RecordPart = {
      spikes: { steps: spikes.steps.slice(), cells: spikes.cells.slice() },
      traces: traces.map((t) => ({ ...t, values: t.values.slice() })),
    };
    transaction.objectStore(records).put(part, [kept.id, kept.step]);
    await completed(transaction);
  }

  /** All that is there under the name of a run, whatever it is; undefined where there is nothing. */
  async load(id: string): Promise<unknown> {
    const transaction = this.#base.transaction([runs, states, records]);
    const [kept, saved, parts] = await Promise.all([
      done<unknown>(transaction.objectStore(runs).get(id)),
      done<unknown>(transaction.objectStore(states).get(id)),
      done<unknown[]>(transaction.objectStore(records).getAll(range(id))),
    ]);
    return kept === undefined || saved === undefined ? undefined : { kept, saved, parts };
  }

  async forget(id: string): Promise<void> {
    const transaction = this.#base.transaction([runs, states, records], 'readwrite');
    transaction.objectStore(runs).delete(id);
    transaction.objectStore(states).delete(id);
    transaction.objectStore(records).delete(range(id));
    await completed(transaction);
  }
}

/** What was left, of what lies in the store: the newest run of this build, and whether there was one that cannot be read. */
export async function newest(list: readonly unknown[]): Promise<Left> {
  const own = list.filter((run) => (run as { readonly build?: unknown } | null)?.build === thisBuild);
  if (own.length === 0) return { kept: undefined, unreadable: false };
  // Most visits begin without one, and the shape knows all presets.
  const { isKeptRun } = await import('./kept-shape.ts');
  const kept = own.filter(isKeptRun).sort((a, b) => b.at - a.at);
  return { kept: kept[0], unreadable: own.length > kept.length };
}

/** All parts of a run, by step. */
const range = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Number.POSITIVE_INFINITY]);
