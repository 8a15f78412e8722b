/** Spikes and traces as CSV. */

/**
 * Step × dt as a person writes it, to 15 significant digits: step 139 at dt 0.1 is '13.9', not '13.900000000000002'.
 * `dt` in ms.
 */
export function timeText(step: number, dt: number): string {
  return String(Number((step * dt).toPrecision(15)));
}

/** Spikes as parallel arrays, sorted by step, then neuron. */
interface Spikes {
  readonly steps: Uint32Array;
  readonly cells: Uint32Array;
}

/** `time_ms,neuron`, one line per spike, sorted by time, then neuron. Neurons from `cells` on (stimulus sources) are left out. */
export function spikesCsv(spikes: Spikes, dt: number, cells = Number.POSITIVE_INFINITY): string {
  const parts: string[] = ['time_ms,neuron\n'];
  let step = -1;
  let time = '';
  for (let k = 0; k < spikes.steps.length; k++) {
    if (spikes.cells[k]! >= cells) continue;
    if (spikes.steps[k] !== step) {
      step = spikes.steps[k]!;
      time = timeText(step, dt);
    }
    parts.push(`${time},${spikes.cells[k]}\n`);
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

/** `time_ms,neuron,<variables…>`, one line per time and neuron. Values have 17 significant digits at most and read back exactly. */
export function tracesCsv(table: TraceTable, dt: number): string {
  const { variables, cells, firstStep, every = 1, values } = table;
  const rows = variables.length * cells.length > 0 ? values.length / (variables.length * cells.length) : 0;
  const parts: string[] = [`${['time_ms', 'neuron', ...variables].join(',')}\n`];
  let at = 0;
  for (let s = 0; s < rows; s++) {
    const time = timeText(firstStep + s * every, dt);
    for (const cell of cells) {
      parts.push(`${time},${cell}`);
      for (let v = 0; v < variables.length; v++) parts.push(`,${values[at++]}`);
      parts.push('\n');
    }
  }
  return parts.join('');
}
