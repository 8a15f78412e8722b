/** What stood before and after: experiments with what was done to them, so that everything can be undone and done again. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Experiment, ScheduledAction } from '../../live/index.ts';

export interface HistoryEntry {
  /** As it began. */
  readonly experiment: Experiment;
  readonly plan: readonly ScheduledAction[];
}

/** Moments that are kept. */
const most = 100;
/** Wall time within which changes of one thing are one step, ms: a slider that is dragged. */
const together = 800;

export class History {
  readonly #past = signal<readonly HistoryEntry[]>([]);
  readonly #future = signal<readonly HistoryEntry[]>([]);
  #last = { what: '', at: Number.NEGATIVE_INFINITY };
  readonly canUndo: ReadonlySignal<boolean> = computed(() => this.#past.value.length > 0);
  readonly canRedo: ReadonlySignal<boolean> = computed(() => this.#future.value.length > 0);

  /** `moment` gives way to another. Changes of the same `what` in quick succession are one. */
  left(moment: HistoryEntry, what = ''): void {
    const now = performance.now();
    const same = what !== '' && what === this.#last.what && now - this.#last.at < together;
    this.#last = { what, at: now };
    if (!same) this.#past.value = [...this.#past.peek(), moment].slice(-most);
    this.#future.value = [];
  }

  /** Something was done to the run: what was undone before cannot come back. */
  branched(): void {
    this.#future.value = [];
  }

  /** An act of `moment` is taken back, which the run does itself. */
  tookBack(moment: HistoryEntry): void {
    this.#future.value = [...this.#future.peek(), moment];
  }

  /** What stood before `moment`. */
  back(moment: HistoryEntry): HistoryEntry | undefined {
    const before = this.#past.peek().at(-1);
    if (before === undefined) return undefined;
    this.#past.value = this.#past.peek().slice(0, -1);
    this.#future.value = [...this.#future.peek(), moment];
    return before;
  }

  /** What was undone last. `acts`: whether it is `moment` with more done to it, so that undoing is the run's again. */
  forward(moment: HistoryEntry, acts: (next: HistoryEntry) => boolean): HistoryEntry | undefined {
    const next = this.#future.peek().at(-1);
    if (next === undefined) return undefined;
    this.#future.value = this.#future.peek().slice(0, -1);
    if (!acts(next)) this.#past.value = [...this.#past.peek(), moment].slice(-most);
    return next;
  }
}
