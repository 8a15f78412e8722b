/**
 * The one time axis of all plots. Either it follows the run, or it stands where the user put it; the range of cells likewise shows all
 * cells or a part.
 */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Rows } from './rows.ts';

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Longest stretch shown while following, ms. */
export const followLimit = 1000;

export class TimeView {
  /** Time reached, ms. */
  readonly now = signal(0);
  /** Time the run is to reach, ms. */
  readonly until = signal(100);
  /** ms; undefined while following. */
  readonly chosen = signal<Span | undefined>(undefined);
  /** Cells; undefined for all. */
  readonly chosenCells = signal<Span | undefined>(undefined);
  readonly cellCount = signal(1);
  /** Whether the first cell is on top. */
  readonly down = signal(false);
  /** Smallest span, ms; one step. */
  readonly least = signal(0.1);
  /** Where the pointer is, ms, whichever plot it is over. */
  readonly pointer = signal<number | undefined>(undefined);

  readonly followed: ReadonlySignal<Span> = computed(() => {
    const until = Math.max(this.until.value, this.least.value);
    if (until <= followLimit) return { from: 0, to: until };
    const to = Math.max(this.now.value, followLimit);
    return { from: to - followLimit, to };
  });
  readonly span: ReadonlySignal<Span> = computed(() => this.chosen.value ?? this.followed.value);
  readonly cells: ReadonlySignal<Rows> = computed(() => {
    const span = this.chosenCells.value ?? { from: 0, to: this.cellCount.value };
    return this.down.value ? { ...span, down: true } : span;
  });

  /** Zooms in time by `factor` (< 1 is in), keeping `about` (ms) where it is. */
  zoom(factor: number, about?: number): void {
    const { from, to } = this.span.value;
    const centre = about ?? (from + to) / 2;
    this.show(centre - (centre - from) * factor, centre + (to - centre) * factor);
  }

  /** Moves by a share of the span. */
  pan(share: number): void {
    const { from, to } = this.span.value;
    this.shift(share * (to - from));
  }

  /** Moves by a time, ms; stops at the ends of the run. */
  shift(by: number): void {
    const { from, to } = this.span.value;
    const limit = this.#limit();
    const inside = Math.max(-from, Math.min(by, limit - to));
    if (Math.abs(inside) < 1e-9) return;
    this.chosen.value = { from: from + inside, to: to + inside };
  }

  show(from: number, to: number): void {
    const limit = this.#limit();
    const least = 10 * this.least.value;
    const width = Math.min(limit, Math.max(least, to - from));
    const start = Math.max(0, Math.min((from + to - width) / 2, limit - width));
    const home = this.followed.value;
    const same = Math.abs(start - home.from) < 1e-6 * width && Math.abs(start + width - home.to) < 1e-6 * width;
    this.chosen.value = same ? undefined : { from: start, to: start + width };
  }

  zoomCells(factor: number, about?: number): void {
    const { from, to } = this.cells.value;
    const centre = about ?? (from + to) / 2;
    this.showCells(centre - (centre - from) * factor, centre + (to - centre) * factor);
  }

  shiftCells(by: number): void {
    const { from, to } = this.cells.value;
    this.showCells(from + by, to + by);
  }

  showCells(from: number, to: number): void {
    const count = this.cellCount.value;
    const width = Math.min(count, Math.max(Math.min(8, count), to - from));
    const start = Math.max(0, Math.min((from + to - width) / 2, count - width));
    this.chosenCells.value = width >= count ? undefined : { from: start, to: start + width };
  }

  /** Back to following; when that is so already, the whole run. */
  home(): void {
    batch(() => {
      const wasHome = this.chosen.value === undefined && this.chosenCells.value === undefined;
      this.chosenCells.value = undefined;
      const end = this.now.value;
      this.chosen.value = wasHome && end > followLimit ? { from: 0, to: end } : undefined;
    });
  }

  /** A new run: nothing chosen, nothing run. */
  restart(): void {
    batch(() => {
      this.chosen.value = undefined;
      this.now.value = 0;
    });
  }

  #limit(): number {
    return Math.max(this.now.value, this.followed.value.to);
  }
}
