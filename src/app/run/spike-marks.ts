/**
 * Spikes of cells that are set back at each: their traces end at the threshold and show no peak, so a stroke stands on the trace, up to the
 * top of the plot. It is a mark, no voltage.
 */
import type uPlot from 'uplot';
import type { Trace } from '../../live/index.ts';
import type { Overdrawing } from '../plots/line-plot.ts';
import type { RunPicture } from '../plots/run-view.ts';

/** Where strokes begin: time in ms, value in the trace's unit. */
type Mark = readonly [time: number, value: number];

interface MarkedLine {
  readonly trace: Trace;
  readonly colour: string;
}

/** Least height of a stroke, and what is left free above it; CSS pixels. */
const room = 12;
const free = 2;

/**
 * Strokes of a trace between `from` and `to` (ms), one in each of `columns` at most, which begins at the lowest of its spikes. `steps` of
 * its spikes rise. A spike of step s is at s·dt, as in the raster: the last value before the reset.
 */
export function marksOf(
  trace: Trace,
  steps: readonly number[],
  dt: number,
  from: number,
  to: number,
  columns: number,
): Mark[] {
  const found = new Map<number, Mark>();
  for (const step of steps) {
    const time = step * dt;
    const value = trace.values[step - 1 - trace.firstStep];
    if (time < from || time > to || value === undefined) continue;
    const column = Math.floor(((time - from) / (to - from)) * columns);
    const known = found.get(column);
    if (known === undefined || value < known[1]) found.set(column, [time, value]);
  }
  return [...found.values()];
}

export class SpikeMarks {
  #of: readonly unknown[] = [];
  /** Spikes of the record that were looked at. */
  #seen = 0;
  #steps = new Map<number, number[]>();

  /** The strokes of these lines in a window (ms) that is `width` CSS pixels wide. */
  over(record: RunPicture, lines: readonly MarkedLine[], from: number, to: number, width: number): Overdrawing {
    const steps = this.#stepsOf(record, lines);
    const drawn = lines.map(({ trace, colour }) => ({
      colour,
      marks: marksOf(trace, steps.get(trace.cell) ?? [], record.dt, from, to, width),
    }));
    return { room, draw: (plot) => draw(plot, drawn) };
  }

  /** Steps of each cell's spikes; every spike of the record is looked at once. */
  #stepsOf(record: RunPicture, lines: readonly MarkedLine[]): ReadonlyMap<number, readonly number[]> {
    const of = [record, record.epoch, ...lines.map((l) => l.trace.cell)];
    if (of.length !== this.#of.length || of.some((each, k) => each !== this.#of[k])) {
      this.#of = of;
      this.#seen = record.spikes.place(Math.min(...lines.map((l) => l.trace.firstStep)));
      this.#steps = new Map(lines.map((l) => [l.trace.cell, []]));
    }
    const { steps, cells } = record.spikes.spikes(this.#seen);
    const wanted = new Uint8Array(record.table.length);
    for (const cell of this.#steps.keys()) wanted[cell] = 1;
    for (let k = 0; k < cells.length; k++) if (wanted[cells[k]!] === 1) this.#steps.get(cells[k]!)!.push(steps[k]!);
    this.#seen += cells.length;
    return this.#steps;
  }
}

function draw(plot: uPlot, lines: readonly { readonly colour: string; readonly marks: readonly Mark[] }[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash([]);
  for (const { colour, marks } of lines) {
    ctx.strokeStyle = colour;
    ctx.beginPath();
    for (const [time, value] of marks) {
      const x = plot.valToPos(time, 'x', true);
      ctx.moveTo(x, plot.valToPos(value, 'y', true));
      ctx.lineTo(x, bbox.top + free * devicePixelRatio);
    }
    ctx.stroke();
  }
  ctx.restore();
}
