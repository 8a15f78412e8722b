/** The files that `galvani run` writes while the run continues: nothing of a run is kept in memory. */
import { extname } from 'node:path';
import { fileTime } from '../files/csv.ts';
import { hdf5Pieces } from '../files/hdf5/write.ts';
import { checkNpz, npzPieces } from '../files/npz.ts';
import { sonataFile, wide } from '../files/sonata.ts';
import {
  type NumberSource,
  type RunBlock,
  type Simulation,
  spikeHeading,
  spikeLines,
  stepsIn,
  type TraceBlock,
  type TraceRequest,
  traceHeading,
  traceLines,
} from '../index.ts';
import { NewFile } from './output.ts';
import type { Report } from './report.ts';
import { Spool } from './spool.ts';

/** Endings that `--spikes` and `--traces` know. */
export const spikeEndings = ['.csv', '.npz', '.h5'];
export const traceEndings = ['.csv', '.npz'];

/** A file on its way. */
export interface RunFile {
  add(block: RunBlock): void;
  /** Puts it in its place. */
  finish(report: Report): void;
  /** Leaves nothing of it, unless it was finished. */
  abandon(): void;
}

/** With its cells by number. */
type CellRequest = TraceRequest & { readonly cells: readonly number[] };

type Facts = Pick<Simulation, 'dt' | 'cells' | 'groups'>;

const ending = (path: string): string => extname(path).toLowerCase();

export function spikeFile(path: string, simulation: Facts): RunFile {
  return ending(path) === '.csv' ? new SpikeText(path, simulation) : new SpikeColumns(path, simulation);
}

class SpikeText implements RunFile {
  readonly #file: NewFile;
  readonly #simulation: Facts;

  constructor(path: string, simulation: Facts) {
    this.#simulation = simulation;
    this.#file = new NewFile('--spikes', path);
    this.#file.write(spikeHeading);
  }

  add({ spikes }: RunBlock): void {
    for (const piece of spikeLines(spikes, this.#simulation.dt, this.#simulation.cells)) this.#file.write(piece);
  }

  finish(): void {
    this.#file.finish();
  }

  abandon(): void {
    this.#file.abandon();
  }
}

/** Pairs of step and neuron, without those from `cells` on, which are stimulus sources. */
export function spikePairs({ steps, cells: neurons }: RunBlock['spikes'], cells: number): Uint32Array {
  const pairs = new Uint32Array(2 * steps.length);
  let at = 0;
  for (let k = 0; k < steps.length; k++) {
    if (neurons[k]! >= cells) continue;
    pairs[at++] = steps[k]!;
    pairs[at++] = neurons[k]!;
  }
  return pairs.subarray(0, at);
}

/** Steps (place 0) or neurons (place 1) of such pairs, as `made` writes them in arrays like `like`. */
export const pairColumn = (
  spool: Spool<Uint32Array>,
  place: 0 | 1,
  like: NumberSource['like'] = new Uint32Array(0),
  made: (numbers: Uint32Array) => NumberSource['like'] = (numbers) => numbers,
): NumberSource => ({
  like,
  length: spool.rows,
  *pieces() {
    for (const rows of spool.pieces())
      yield made(Uint32Array.from({ length: rows.length / 2 }, (_, k) => rows[2 * k + place]!));
  },
});

/** Bytes of a spike in an NPZ file: its time, neuron and step. */
const NPZ_SPIKE = [8, 4, 4];

/** NPZ and SONATA: steps and neurons are set aside, and the columns made when their length is known. */
class SpikeColumns implements RunFile {
  readonly #path: string;
  readonly #simulation: Facts;
  readonly #spool: Spool<Uint32Array>;
  readonly #file: NewFile;

  constructor(path: string, simulation: Facts) {
    this.#path = path;
    this.#simulation = simulation;
    this.#file = new NewFile('--spikes', path);
    this.#spool = new Spool('--spikes', path, Uint32Array, 2);
  }

  add({ spikes }: RunBlock): void {
    this.#spool.add(spikePairs(spikes, this.#simulation.cells));
    if (ending(this.#path) === '.npz') checkNpz(NPZ_SPIKE.map((bytes) => bytes * this.#spool.rows));
  }

  finish(): void {
    for (const piece of this.#pieces()) this.#file.write(piece);
    this.#file.finish();
    this.#spool.close();
  }

  #pieces(): Iterable<Uint8Array> {
    const { dt, cells, groups } = this.#simulation;
    const timesOf = (step: Uint32Array) => Float64Array.from(step, (k) => fileTime(k, dt));
    const times = pairColumn(this.#spool, 0, new Float64Array(0), timesOf);
    if (ending(this.#path) === '.h5') {
      const named = groups.filter((g) => g.role === 'cells' && g.count < cells);
      const ids = pairColumn(this.#spool, 1, new BigUint64Array(0), wide);
      return hdf5Pieces(sonataFile(times, ids, { cells, groups: named }));
    }
    const shape = [this.#spool.rows];
    return npzPieces({
      time_ms: { data: times, shape },
      neuron: { data: pairColumn(this.#spool, 1), shape },
      step: { data: pairColumn(this.#spool, 0), shape },
      dt_ms: { data: Float64Array.of(dt), shape: [] },
    });
  }

  abandon(): void {
    this.#file.abandon();
    this.#spool.close();
  }
}

/**
 * `start`: values of each variable at time 0, all cells. `steps`: of the whole run. Throws a CapacityError before the run where NPZ is too
 * small.
 */
export function traceFile(
  path: string,
  simulation: Facts,
  request: CellRequest,
  start: readonly Float64Array[],
  steps: number,
): RunFile {
  const first = Float64Array.from(request.cells.flatMap((cell) => request.variables.map((_, v) => start[v]![cell]!)));
  return ending(path) === '.csv'
    ? new TraceText(path, simulation, request, first)
    : new TraceColumns(path, simulation, request, first, steps);
}

/** The block of the one request, if it gave anything. */
const traces = (block: RunBlock): TraceBlock | undefined => (block.steps > 0 ? block.traces[0] : undefined);

class TraceText implements RunFile {
  readonly #file: NewFile;
  readonly #request: CellRequest;
  readonly #dt: number;

  constructor(path: string, { dt }: Facts, request: CellRequest, first: Float64Array) {
    this.#request = request;
    this.#dt = dt;
    this.#file = new NewFile('--traces', path);
    this.#file.write(traceHeading(request.variables));
    this.#write(0, first);
  }

  add(block: RunBlock): void {
    const trace = traces(block);
    if (trace) this.#write(trace.firstStep + 1, trace.values, trace.every);
  }

  #write(firstStep: number, values: Float64Array, every = 1): void {
    const { variables, cells } = this.#request;
    for (const piece of traceLines({ variables, cells, firstStep, every, values }, this.#dt)) this.#file.write(piece);
  }

  finish(): void {
    this.#file.finish();
  }

  abandon(): void {
    this.#file.abandon();
  }
}

/** NPZ: the rows are set aside, and each variable's array made of them. */
class TraceColumns implements RunFile {
  readonly #dt: number;
  /** Steps from row to row. */
  readonly #every: number;
  readonly #request: CellRequest;
  readonly #spool: Spool<Float64Array>;
  readonly #file: NewFile;

  constructor(path: string, { dt }: Facts, request: CellRequest, first: Float64Array, steps: number) {
    const { variables, cells } = request;
    this.#every = request.every === undefined ? 1 : stepsIn(request.every, dt);
    const rows = Math.floor(steps / this.#every) + 1;
    checkNpz([8 * rows, 4 * cells.length, ...variables.map(() => 8 * rows * cells.length)]);
    this.#dt = dt;
    this.#request = request;
    this.#file = new NewFile('--traces', path);
    this.#spool = new Spool('--traces', path, Float64Array, Math.max(1, first.length));
    this.#spool.add(first);
  }

  add(block: RunBlock): void {
    const trace = traces(block);
    if (trace) this.#spool.add(trace.values);
  }

  finish(): void {
    const { variables, cells } = this.#request;
    const spool = this.#spool;
    const { rows } = spool;
    const dt = this.#dt;
    const width = variables.length;
    const column = (v: number): NumberSource => ({
      like: new Float64Array(0),
      length: rows * cells.length,
      *pieces() {
        for (const values of spool.pieces())
          yield Float64Array.from({ length: values.length / width }, (_, k) => values[k * width + v]!);
      },
    });
    const times = Float64Array.from({ length: rows }, (_, s) => fileTime(s * this.#every, dt));
    const arrays = {
      time_ms: { data: times, shape: [rows] },
      neuron: { data: Uint32Array.from(cells), shape: [cells.length] },
      ...Object.fromEntries(variables.map((name, v) => [name, { data: column(v), shape: [rows, cells.length] }])),
    };
    for (const piece of npzPieces(arrays)) this.#file.write(piece);
    this.#file.finish();
    spool.close();
  }

  abandon(): void {
    this.#file.abandon();
    this.#spool.close();
  }
}
