/** Spikes and traces as CSV. */

import { CapacityError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { decimal } from '../numbers/decimal.ts';

/** Time of a step as files have it, to 15 significant digits, ms; `dt` in ms. */
export const fileTime = (step: number, dt: number): number => decimal(step * dt, 15);

/**
 * Step × dt as a person writes it, to 15 significant digits: step 139 at dt 0.1 is '13.9', not '13.900000000000002'.
 * `dt` in ms.
 */
export const timeText = (step: number, dt: number): string => String(fileTime(step, dt));

/** Spikes as parallel arrays, sorted by step, then neuron. */
interface Spikes {
  readonly steps: Uint32Array;
  readonly cells: Uint32Array;
}

/** Lines of a piece of text; pieces are some megabytes at most. */
const LINES = 1 << 16;
/** Longest string that JavaScript engines hold, characters. */
const LONGEST_TEXT = 2 ** 29 - 24;

/** The first line of a file of spikes. */
export const spikeHeading = 'time_ms,neuron\n';

/** One line per spike, in pieces of text: time_ms,neuron. Neurons from `cells` on (stimulus sources) are left out. `dt` in ms. */
export function* spikeLines(
  spikes: Spikes,
  dt: number,
  cells = Number.POSITIVE_INFINITY,
  ...more: undefined[]
): Generator<string> {
  noMore('spikeLines', 'spikes, dt and a number of cells', more);
  let lines: string[] = [];
  let step = -1;
  let time = '';
  for (let k = 0; k < spikes.steps.length; k++) {
    if (spikes.cells[k]! >= cells) continue;
    if (spikes.steps[k] !== step) {
      step = spikes.steps[k]!;
      time = timeText(step, dt);
    }
    lines.push(`${time},${spikes.cells[k]}\n`);
    if (lines.length === LINES) {
      yield lines.join('');
      lines = [];
    }
  }
  if (lines.length > 0) yield lines.join('');
}

/**
 * `time_ms,neuron`, one line per spike, sorted by time, then neuron. Neurons from `cells` on (stimulus sources) are left out. Throws a
 * CapacityError where that is more than one string holds.
 */
export const spikesCsv = (
  spikes: Spikes,
  dt: number,
  cells = Number.POSITIVE_INFINITY,
  ...more: undefined[]
): string => {
  noMore('spikesCsv', 'spikes, dt and a number of cells', more);
  return joined(spikeHeading, spikeLines(spikes, dt, cells));
};

function joined(heading: string, pieces: Iterable<string>): string {
  const parts = [heading];
  let length = heading.length;
  for (const piece of pieces) {
    length += piece.length;
    if (length > LONGEST_TEXT)
      throw new CapacityError(
        `The CSV file would have more than ${LONGEST_TEXT} characters, more than one text holds; take NPZ or HDF5, a shorter part of the run, or the command line, which writes piece by piece.`,
      );
    parts.push(piece);
  }
  return parts.join('');
}

export interface TraceTable {
  /** Names of the variables, in the order of `values`. */
  readonly variables: readonly string[];
  /** Number of each traced neuron. */
  readonly cells: readonly number[];
  /** Step number k of the first row of values; its time is k·dt (0: the initial state). */
  readonly firstStep: number;
  /** Steps from one row to the next; default 1. */
  readonly every?: number;
  /** values[((s·cells) + c)·variables + v] */
  readonly values: Float64Array;
}

/** The first line of a file of traces. */
export const traceHeading = (variables: readonly string[], ...more: undefined[]): string => {
  noMore('traceHeading', 'variables', more);
  return `${['time_ms', 'neuron', ...variables].join(',')}\n`;
};

/** One line per time and neuron, in pieces of text. Values have 17 significant digits at most and read back exactly. `dt` in ms. */
export function* traceLines(
  { variables, cells, firstStep, every = 1, values }: TraceTable,
  dt: number,
  ...more: undefined[]
): Generator<string> {
  noMore('traceLines', 'a table and dt', more);
  const perStep = variables.length * cells.length;
  const rows = perStep > 0 ? values.length / perStep : 0;
  let lines: string[] = [];
  let at = 0;
  for (let s = 0; s < rows; s++) {
    const time = timeText(firstStep + s * every, dt);
    for (const cell of cells) {
      let line = `${time},${cell}`;
      for (let v = 0; v < variables.length; v++) line += `,${values[at++]}`;
      lines.push(`${line}\n`);
      if (lines.length === LINES) {
        yield lines.join('');
        lines = [];
      }
    }
  }
  if (lines.length > 0) yield lines.join('');
}

/**
 * `time_ms,neuron,<variables…>`, one line per time and neuron. Throws a CapacityError where that is more than one string holds.
 */
export const tracesCsv = (table: TraceTable, dt: number, ...more: undefined[]): string => {
  noMore('tracesCsv', 'a table and dt', more);
  return joined(traceHeading(table.variables), traceLines(table, dt));
};
