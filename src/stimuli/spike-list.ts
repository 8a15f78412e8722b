/** Spike generators: cells that spike at given times. */
import type { Model, StateVariable } from '../equations/model.ts';
import { shown, UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import { anything, type Fields, listOf, object, optional, optionsOf, tuple } from '../options.ts';
import { dimensionless, timeDimension } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import { type Source, sourceModel } from './source.ts';

/** A time in ms, or a quantity such as '1.5 ms'. */
type SpikeTime = number | string;

/** Times of each cell, one list per cell; or all spikes as pairs of time and cell, in any order. */
export type SpikeListOptions =
  | { readonly times: readonly (readonly SpikeTime[])[] }
  | { readonly spikes: readonly (readonly [time: SpikeTime, cell: number])[] };

/** Tables and cursors are f32 on some backends, which count exactly to 2^24. */
const MAX_ENTRIES = 2 ** 24;

/** Spikes emitted so far. */
const counted: StateVariable = {
  name: 'cursor',
  dimension: dimensionless,
  unit: '1',
  derivative: b.zero,
  noise: [],
  unlessRefractory: false,
};
/** Where a cell's list starts in the table. */
const first = { name: 'start', dimension: dimensionless, unit: '1' };

/**
 * A model with one state, `cursor` (how many spikes the cell has emitted), a per-cell parameter `start` (where its list starts in the
 * table) and a table of step numbers, each cell's list ended by −1. A cell spikes in step k where table[start + cursor] = k.
 */
export function spikeListModel(cells: number, options: SpikeListOptions): Source {
  const lists = perCell(cells, options);
  const entries = lists.reduce((n, list) => n + list.length + 1, 0);
  if (entries > MAX_ENTRIES) throw tooMany(entries);
  const model = (dt: number): Model => {
    const table = new Float64Array(Math.max(1, entries));
    const start = new Float64Array(cells);
    let at = 0;
    lists.forEach((list, cell) => {
      start[cell] = at;
      let before = -1;
      for (const time of list) {
        const step = Math.round(time / dt);
        if (step === before)
          throw new UserError(
            `Cell ${cell} of a spike generator has two spikes in the step at ${time} ms (dt ${dt} ms); a cell can spike once per step.`,
          );
        table[at++] = step;
        before = step;
      }
      table[at++] = -1;
    });
    // Steps from 2²⁴ on are kept in two parts, which f32 holds.
    const long = table.some((step) => step >= MAX_ENTRIES);
    const tables = long
      ? [
          { name: 'times', values: table.map((step) => Math.floor(step / 2 ** 16)) },
          { name: 'rests', values: table.map((step) => step - 2 ** 16 * Math.floor(step / 2 ** 16)) },
        ]
      : [{ name: 'times', values: table }];
    const cursor = b.state('cursor');
    const position = b.add(b.parameter('start'), cursor);
    return sourceModel({
      states: [counted],
      parameters: [{ ...first, value: start }],
      threshold: long
        ? b.and(b.compare('eq', b.lookup(0, position), b.stepHigh), b.compare('eq', b.lookup(1, position), b.stepLow))
        : b.and(b.compare('eq', b.lookup(0, position), b.step), b.compare('lt', b.stepHigh, b.number(2 ** 8))),
      reset: [{ target: 'cursor', value: b.add(cursor, b.one) }],
      tables,
      says: 'times[start + cursor] == step',
    });
  };
  return { shape: { states: [counted], parameters: [first], derived: [] }, model };
}

const spikeFields: Fields<{ times?: unknown; spikes?: unknown; name?: unknown; positions?: unknown }> = {
  times: optional(listOf(listOf(anything))),
  spikes: optional(listOf(tuple(anything, anything))),
  name: optional(anything),
  positions: optional(object),
};

function readSpikes(options: SpikeListOptions): void {
  const { times, spikes } = optionsOf('spikes', spikeFields)(options);
  if ((times === undefined) === (spikes === undefined))
    throw new UserError(
      `A spike generator takes either 'times', one list per cell, or 'spikes', pairs of time and cell; it got ${times === undefined ? 'neither' : 'both'}.`,
    );
}

const tooMany = (entries: number): UserError =>
  new UserError(
    `A spike generator holds at most ${MAX_ENTRIES} spikes and cells together; it got ${entries}. Use several generators.`,
  );

/** Sorted times of each cell, ms. */
function perCell(cells: number, options: SpikeListOptions): number[][] {
  readSpikes(options);
  if ('times' in options && options.times !== undefined && options.times.length !== cells)
    throw new UserError(
      `A spike generator of ${cells} cells needs ${cells} lists of times; it got ${options.times.length}.`,
    );
  if (cells > MAX_ENTRIES) throw tooMany(cells);
  const lists: number[][] = Array.from({ length: cells }, () => []);
  if ('spikes' in options && options.spikes !== undefined) {
    for (const [time, cell] of options.spikes) {
      if (!Number.isInteger(cell) || cell < 0 || cell >= cells)
        throw new UserError(`A spike generator of ${cells} cells got a spike of cell ${cell}; cells count from 0.`);
      lists[cell]!.push(milliseconds(time));
    }
  } else {
    const { times } = options as { readonly times: readonly (readonly SpikeTime[])[] };
    times.forEach((list, cell) => {
      for (const time of list) lists[cell]!.push(milliseconds(time));
    });
  }
  for (const list of lists) list.sort((x, y) => x - y);
  return lists;
}

function milliseconds(time: SpikeTime): number {
  const value = typeof time === 'number' ? time : parseQuantity(time, timeDimension, 'time of a spike').value;
  if (!(value >= 0 && Number.isFinite(value)))
    throw new UserError(`A spike generator takes times from 0 ms on; it got ${shown(time)}.`);
  return value;
}
