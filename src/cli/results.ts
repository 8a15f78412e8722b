/**
 * What `--results` writes: all that a run gave, in one NPZ file, for programs. Its arrays are `step` and `neuron` (u32) of each spike,
 * sorted, for each recording k `trace_k` (f64; times, cells, variables) and `trace_k_cells` (u32, empty for a mean), and `about`, the bytes
 * of a JSON text: `report` is what `--json` prints, `groups` are the named ranges of cells, `traces` say what each recording is.
 */
import type { NumberSource, Numbers } from '../files/arrays.ts';
import { npzPieces } from '../files/npz.ts';
import { type RunBlock, type Simulation, stepsIn, type TraceRequest } from '../index.ts';
import { pairColumn, type RunFile, spikePairs } from './files.ts';
import { NewFile } from './output.ts';
import type { Report } from './report.ts';
import { Spool } from './spool.ts';

export const resultsEndings = ['.npz'];

type Facts = Pick<Simulation, 'dt' | 'cells' | 'groups'>;

interface Recorded {
  readonly request: TraceRequest;
  readonly cells: readonly number[];
  readonly spool: Spool<Float64Array>;
  units: readonly string[];
}

export class ResultsFile implements RunFile {
  readonly #file: NewFile;
  readonly #simulation: Facts;
  readonly #spikes: Spool<Uint32Array>;
  readonly #recorded: readonly Recorded[];

  /** `starts`: of each request the values of each of its variables at time 0, all cells of the population. */
  constructor(
    path: string,
    simulation: Facts,
    requests: readonly TraceRequest[],
    starts: readonly (readonly Float64Array[])[],
  ) {
    this.#simulation = simulation;
    this.#file = new NewFile('--results', path);
    this.#spikes = new Spool('--results', path, Uint32Array, 2);
    this.#recorded = requests.map((request, k) => {
      const start = starts[k]!;
      const cells = request.cells === 'all' ? [...start[0]!.keys()] : request.cells;
      const first = request.average
        ? start.map((values) => cells.reduce((sum, cell) => sum + values[cell]!, 0) / cells.length)
        : cells.flatMap((cell) => start.map((values) => values[cell]!));
      const spool = new Spool('--results', path, Float64Array, Math.max(1, first.length));
      spool.add(Float64Array.from(first));
      return { request, cells, spool, units: [] };
    });
  }

  add({ spikes, traces }: RunBlock): void {
    this.#spikes.add(spikePairs(spikes, this.#simulation.cells));
    this.#recorded.forEach((recorded, k) => {
      const block = traces[k];
      if (block === undefined) return;
      recorded.units = block.units;
      recorded.spool.add(block.values);
    });
  }

  finish(report: Report): void {
    const shape = [this.#spikes.rows];
    const column = (place: 0 | 1) => ({ data: pairColumn(this.#spikes, place), shape });
    const arrays: Record<string, { data: Numbers; shape: readonly number[] }> = {
      about: plain(new TextEncoder().encode(JSON.stringify(this.#about(report)))),
      step: column(0),
      neuron: column(1),
    };
    this.#recorded.forEach(({ request, cells, spool }, k) => {
      const width = request.average ? 1 : cells.length;
      const values = [spool.rows, width, request.variables.length];
      arrays[`trace_${k}`] = { data: allOf(spool, values), shape: values };
      arrays[`trace_${k}_cells`] = plain(Uint32Array.from(request.average ? [] : cells));
    });
    for (const piece of npzPieces(arrays)) this.#file.write(piece);
    this.#file.finish();
    this.#close();
  }

  #about(report: Report): object {
    const { dt, groups } = this.#simulation;
    return {
      report,
      groups: groups.map(({ name, first, count, role }) => ({ name, first, count, role })),
      traces: this.#recorded.map(({ request, units }) => ({
        population: request.population ?? groups[0]!.name,
        variables: request.variables,
        units,
        average: request.average ?? false,
        every_steps: request.every === undefined ? 1 : stepsIn(request.every, dt),
      })),
    };
  }

  abandon(): void {
    this.#file.abandon();
    this.#close();
  }

  #close(): void {
    for (const spool of [this.#spikes, ...this.#recorded.map((each) => each.spool)]) spool.close();
  }
}

const plain = (data: Uint8Array | Uint32Array) => ({ data, shape: [data.length] });

const allOf = (spool: Spool<Float64Array>, shape: readonly number[]): NumberSource => ({
  like: new Float64Array(0),
  length: shape.reduce((n, d) => n * d, 1),
  pieces: () => spool.pieces(),
});
