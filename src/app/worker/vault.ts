/**
 * Long runs, kept in the browser's own database, so that one whose tab was closed or reloaded can be taken up again. Nothing leaves the
 * machine. A tab holds a lock in the name of its run, so that other tabs neither offer nor delete it.
 */
import { build } from '../../export/build.ts';
import type { SpikeBlock } from '../../index.ts';
import type { Saved } from './checkpoints.ts';
import type { KeptRun, Trace } from './messages.ts';

/** What was recorded between two saved states. A trace goes on where that of the part before ended, or stands in its place. */
export interface RecordPart {
  readonly spikes: SpikeBlock;
  readonly traces: readonly Trace[];
}

export interface LeftRun {
  readonly kept: KeptRun;
  readonly saved: Saved;
  /** All that was recorded before `kept.step`, in order. */
  readonly parts: readonly RecordPart[];
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
export type RunShelf = Pick<Vault, 'id' | 'left' | 'keep' | 'load' | 'forget'>;

export class Vault {
  /** Name of this tab's run. */
  readonly id: string = crypto.randomUUID();
  readonly #base: IDBDatabase;

  private constructor(base: IDBDatabase) {
    this.#base = base;
    // Else a newer page in another tab would wait for this one to close.
    base.onversionchange = () => base.close();
  }

  /** Undefined where the browser keeps nothing, as in some private windows. */
  static async open(): Promise<Vault | undefined> {
    if (typeof indexedDB === 'undefined' || navigator.locks === undefined) return undefined;
    try {
      const request = indexedDB.open('galvani', 2);
      request.onupgradeneeded = () => {
        // What another version kept is of no use.
        for (const name of [...request.result.objectStoreNames]) request.result.deleteObjectStore(name);
        request.result.createObjectStore(runs, { keyPath: 'id' });
        request.result.createObjectStore(states);
        request.result.createObjectStore(records);
      };
      const vault = new Vault(await done(request));
      await new Promise<void>((held) => {
        void navigator.locks.request(prefix + vault.id, () => {
          held();
          // Until the tab is gone.
          return new Promise(() => {});
        });
      });
      return vault;
    } catch {
      return undefined;
    }
  }

  /** The newest run that a tab left behind; older ones, and those of other versions, are forgotten. */
  async left(): Promise<KeptRun | undefined> {
    const list = (await done(this.#base.transaction(runs).objectStore(runs).getAll())) as KeptRun[];
    const { held = [] } = await navigator.locks.query();
    const free = list.filter(({ id }) => !held.some((lock) => lock.name === prefix + id));
    const usable = free.filter((kept) => kept.build === thisBuild).sort((a, b) => b.at - a.at);
    for (const { id } of free) if (id !== usable[0]?.id) await this.forget(id);
    return usable[0];
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

  async load(id: string): Promise<LeftRun | undefined> {
    const transaction = this.#base.transaction([runs, states, records]);
    const [kept, saved, parts] = await Promise.all([
      done(transaction.objectStore(runs).get(id)) as Promise<KeptRun | undefined>,
      done(transaction.objectStore(states).get(id)) as Promise<Saved | undefined>,
      done(transaction.objectStore(records).getAll(range(id))) as Promise<RecordPart[]>,
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

/** All parts of a run, by step. */
const range = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Number.POSITIVE_INFINITY]);
