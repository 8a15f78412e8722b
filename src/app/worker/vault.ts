/**
 * Long runs, kept in the browser's own database, so that one whose tab was closed or reloaded can be taken up again. Nothing leaves the
 * machine. A tab holds a lock in the name of its run, so that other tabs neither offer nor delete it.
 */
import { build } from '../../export/build.ts';
import type { SpikeBlock } from '../../index.ts';
import type { Saved } from './checkpoints.ts';
import type { KeptRun } from './messages.ts';

export interface LeftRun {
  readonly kept: KeptRun;
  readonly saved: Saved;
  /** All spikes before `kept.step`, in parts. */
  readonly spikes: readonly SpikeBlock[];
}

const runs = 'runs';
const states = 'states';
const parts = 'spikes';
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
  }

  /** Undefined where the browser keeps nothing, as in some private windows. */
  static async open(): Promise<Vault | undefined> {
    if (typeof indexedDB === 'undefined' || navigator.locks === undefined) return undefined;
    try {
      const request = indexedDB.open('galvani', 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(runs, { keyPath: 'id' });
        request.result.createObjectStore(states);
        request.result.createObjectStore(parts);
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

  /** Writes a state and the spikes since the last one; `whole`: instead of all that was written before. */
  async keep(kept: KeptRun, saved: Saved, spikes: SpikeBlock, whole: boolean): Promise<void> {
    const transaction = this.#base.transaction([runs, states, parts], 'readwrite');
    if (whole) transaction.objectStore(parts).delete(range(kept.id));
    transaction.objectStore(runs).put(kept);
    transaction.objectStore(states).put(saved, kept.id);
    // Copies: a view would take the whole record along.
    const part = { steps: spikes.steps.slice(), cells: spikes.cells.slice() };
    if (part.steps.length > 0) transaction.objectStore(parts).put(part, [kept.id, kept.step]);
    await completed(transaction);
  }

  async load(id: string): Promise<LeftRun | undefined> {
    const transaction = this.#base.transaction([runs, states, parts]);
    const [kept, saved, spikes] = await Promise.all([
      done(transaction.objectStore(runs).get(id)) as Promise<KeptRun | undefined>,
      done(transaction.objectStore(states).get(id)) as Promise<Saved | undefined>,
      done(transaction.objectStore(parts).getAll(range(id))) as Promise<SpikeBlock[]>,
    ]);
    return kept === undefined || saved === undefined ? undefined : { kept, saved, spikes };
  }

  async forget(id: string): Promise<void> {
    const transaction = this.#base.transaction([runs, states, parts], 'readwrite');
    transaction.objectStore(runs).delete(id);
    transaction.objectStore(states).delete(id);
    transaction.objectStore(parts).delete(range(id));
    await completed(transaction);
  }
}

/** All parts of a run, by step. */
const range = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Number.POSITIVE_INFINITY]);
