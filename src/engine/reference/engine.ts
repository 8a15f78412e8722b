/** The judge: one thread, f64, in the order the program is written. Slow is fine, wrong is not. */

import { exprelOf } from '../../expression/ops.ts';
import { phi1Action } from '../../expression/phi1.ts';
import { sumBytes } from '../../program/coupling.ts';
import { uniformValues } from '../../program/hoist.ts';
import type { Layout } from '../../program/layout.ts';
import { ADVANCE, type PhaseLabel } from '../../program/phases.ts';
import { cellsOf, type Program } from '../../program/program.ts';
import { bytesOf, ringLength } from '../../program/synapses.ts';
import type { Advance, EmittedJavascript, PassRules, PutTogether, Support } from '../../program/target/javascript.ts';
import { refusal } from '../../program/target/refusals.ts';
import { normals, philox } from '../../random/philox.ts';
import { poissonCount } from '../../random/poisson.ts';
import { checked } from '../checked.ts';
import type { Checkpoint, Chunk, Engine, Fault, Probe, Profile } from '../engine.ts';
import { initialState } from '../initial.ts';
import { Laps } from '../laps.ts';
import type { Delivery } from './delivery/delivery.ts';
import { deliveriesOf } from './delivery/index.ts';
import { linkSolver } from './links.ts';
import { solverOf } from './tree.ts';

/**
 * The only place where text becomes JavaScript: it holds numbers and the emitter's own words, nothing a user wrote. Throws a UserError
 * where a policy forbids it.
 */
function functionOf<Part>(body: string): (support: Support) => Part[] {
  try {
    return new Function('support', body) as (support: Support) => Part[];
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    throw refusal('code-forbidden', {}, { cause: error });
  }
}

/** What a run notes of its steps. */
interface Notes {
  readonly firstStep: number;
  /** Room for all cells of one step. */
  readonly spiked: Uint32Array;
  /** Of all spikes so far. */
  readonly steps: number[];
  readonly cells: number[];
  /** One per probe. */
  readonly traces: readonly Float64Array[];
  fault: Fault | undefined;
}

/** Throws a UserError where a policy forbids functions made from text. */
export const createReferenceEngine = (program: Program, code: EmittedJavascript, probes?: readonly Probe[]): Engine =>
  checked(program, new ReferenceEngine(program, code), probes);

class ReferenceEngine implements Engine {
  readonly backend = 'reference';
  readonly adapter = 'JavaScript, f64, one thread';
  readonly software = false;
  readonly strategy = 'in order';
  readonly dispatchesPerStep = 0;
  readonly code = undefined;
  readonly synapseBytes: number;
  #step = 0;
  readonly #program: Program;
  readonly #layout: Layout;
  readonly #advance: readonly Advance[];
  readonly #state: Float64Array;
  readonly #uniforms: Float64Array;
  readonly #tables: Float64Array;
  readonly #ring: Int32Array;
  readonly #arrivals: readonly Advance[];
  /** Of populations with junctions in the solution, in order: up to the elimination. */
  readonly #beginnings: readonly Advance[];
  readonly #join: (state: Float64Array) => void;
  readonly #sums: readonly PutTogether[];
  readonly #deliveries: readonly Delivery[];
  /** Variables of plastic synapses, in the order of a checkpoint. */
  readonly #weights: readonly Float64Array[];
  #probes: readonly Probe[] = [];

  constructor(program: Program, code: EmittedJavascript) {
    this.#program = program;
    this.synapseBytes = bytesOf(program) + sumBytes(program.sums);
    this.#layout = code.layout;
    const solvers = program.populations.map((p, i) => p.tree && solverOf(p, p.tree, code.layout.columns[i]!));
    const support: Support = {
      exprel: exprelOf,
      phi1Action,
      philox,
      normals,
      poissonCount,
      words: new Uint32Array(4),
      eliminate: solvers.map((solver) => solver?.eliminate),
      substitute: solvers.map((solver) => solver?.substitute),
    };
    const factory = functionOf<Advance>(code.source);
    const advance = factory(support);
    const count = program.populations.length;
    this.#advance = advance.slice(0, count);
    this.#arrivals = advance.slice(count, count + code.arriving.length);
    this.#beginnings = advance.slice(count + code.arriving.length);
    this.#join = linkSolver(program, code.layout);
    this.#sums = functionOf<PutTogether>(code.sums)(support);
    this.#state = initialState(program, code.layout);
    this.#uniforms = new Float64Array(code.layout.uniformLength);
    const rules = functionOf<PassRules>(code.pathways)(support);
    const memory = { layout: code.layout, state: this.#state, uniforms: this.#uniforms };
    const { deliveries, weights } = deliveriesOf(program, memory, rules);
    this.#deliveries = deliveries;
    this.#weights = weights;
    program.populations.forEach((population, p) => {
      const values = new Map(population.parameters.map((parameter) => [parameter.name, parameter.value]));
      this.setUniforms(p, uniformValues(population.uniforms, values, program.dt));
    });
    this.#tables = new Float64Array(code.layout.tableLength);
    program.populations.forEach((p, i) => {
      p.tables.forEach((table, t) => {
        this.#tables.set(table, code.layout.tables[i]![t]!);
      });
    });
    this.#ring = new Int32Array(ringLength(program.ring));
  }

  get step(): number {
    return this.#step;
  }

  async run(steps: number): Promise<Chunk> {
    return this.#run(steps);
  }

  async profile(steps: number): Promise<Profile> {
    const laps = new Laps();
    const began = performance.now();
    const chunk = this.#run(steps, laps);
    return { chunk, means: 'clock', ms: performance.now() - began, phases: laps.list(), waiting: 0 };
  }

  /** With `laps`, what each phase took is added to them. */
  #run(steps: number, laps?: Laps): Chunk {
    const notes: Notes = {
      firstStep: this.#step,
      spiked: new Uint32Array(cellsOf(this.#program)),
      steps: [],
      cells: [],
      traces: this.#probes.map((p) => new Float64Array(steps * p.cells.length * p.columns.length)),
      fault: undefined,
    };
    let last = laps ? performance.now() : 0;
    const lap = (phase: PhaseLabel): void => {
      if (!laps) return;
      const now = performance.now();
      laps.add(phase, now - last);
      last = now;
    };
    const { sums } = this.#program;
    for (let s = 0; s < steps; s++) {
      if (this.#arrivals.length > 0) {
        this.#before(this.#arrivals);
        lap('gather');
      }
      if (sums.length > 0) {
        this.#sums.forEach((put, k) => {
          put(this.#state, this.#uniforms, sums[k]!.terms);
        });
        lap('couple');
      }
      this.#before(this.#beginnings);
      this.#join(this.#state);
      const spikes = this.#advanceAll(notes);
      lap(ADVANCE);
      this.#deliver(spikes);
      lap('deliver');
      this.#record(spikes, notes);
      lap('record');
      this.#step++;
    }
    const { firstStep, traces, fault } = notes;
    const spikes = { steps: Uint32Array.from(notes.steps), cells: Uint32Array.from(notes.cells) };
    lap('record');
    return { firstStep, steps, spikes, traces, fault };
  }

  /** First accumulator of this step's row in the ring. */
  get #row(): number {
    const { slots, width } = this.#program.ring;
    return slots === 0 ? 0 : (this.#step % slots) * width;
  }

  /**
   * What cells do before all advance: they take what arrives where sums read it, or begin their step up to the elimination of their trees.
   * Values out of their limits are found when they integrate.
   */
  #before(parts: readonly Advance[]): void {
    const none = new Uint32Array(0);
    for (const part of parts) {
      const [state, uniforms, tables] = [this.#state, this.#uniforms, this.#tables];
      const fault = Int32Array.of(-1, -1);
      part(state, uniforms, tables, this.#ring, this.#row, this.#step, this.#program.dt, none, 0, fault);
    }
  }

  /** Gather, integrate and detect: one emitted function per population. Returns the cells that spike, in order. */
  #advanceAll(notes: Notes): Uint32Array {
    const { dt } = this.#program;
    const { spiked } = notes;
    const step = this.#step;
    const fault = Int32Array.of(-1, -1);
    let count = 0;
    this.#advance.forEach((advance, population) => {
      const [state, uniforms, tables] = [this.#state, this.#uniforms, this.#tables];
      count = advance(state, uniforms, tables, this.#ring, this.#row, step, dt, spiked, count, fault);
      if (fault[0]! >= 0) notes.fault ??= { step, population, cell: fault[0]!, column: fault[1]! };
    });
    return spiked.subarray(0, count);
  }

  #deliver(spiked: Uint32Array): void {
    const moment = { step: this.#step, row: this.#row };
    for (const delivery of this.#deliveries) delivery.deliver(spiked, this.#ring, moment);
  }

  /** Notes the spikes and the probed values as they are after this step. */
  #record(spiked: Uint32Array, { firstStep, steps, cells, traces }: Notes): void {
    for (const cell of spiked) {
      steps.push(this.#step);
      cells.push(cell);
    }
    this.#probes.forEach((probe, i) => {
      this.#sample(probe, traces[i]!, this.#step - firstStep);
    });
  }

  #sample(probe: Probe, out: Float64Array, s: number): void {
    const offsets = this.#layout.columns[probe.population]!;
    let at = s * probe.cells.length * probe.columns.length;
    for (const cell of probe.cells) for (const c of probe.columns) out[at++] = this.#state[offsets[c]! + cell]!;
  }

  #column(population: number, column: number): Float64Array {
    const at = this.#layout.columns[population]![column]!;
    return this.#state.subarray(at, at + this.#program.populations[population]!.space.rows);
  }

  async readColumn(population: number, column: number): Promise<Float64Array> {
    return this.#column(population, column).slice();
  }

  writeColumn(population: number, column: number, values: Float64Array): void {
    this.#column(population, column).set(values);
  }

  async readWeights(pathway: number): Promise<Float64Array> {
    return this.#weights[pathway]!.slice();
  }

  writeWeights(pathway: number, values: Float64Array, from = 0): void {
    this.#weights[pathway]!.set(values, from);
  }

  setUniforms(population: number, values: Float64Array): void {
    this.#uniforms.set(values, this.#layout.uniforms[population]!);
  }

  setProbes(probes: readonly Probe[]): void {
    this.#probes = probes;
  }

  async checkpoint(): Promise<Checkpoint> {
    return {
      step: this.#step,
      columns: this.#program.populations.map((p, i) => p.columns.map((_, c) => this.#column(i, c).slice())),
      accumulators: this.#ring.slice(),
      ...(this.#weights.length > 0 ? { weights: this.#weights.map((w) => w.slice()) } : {}),
    };
  }

  restore(checkpoint: Checkpoint): void {
    this.#step = checkpoint.step;
    checkpoint.columns.forEach((columns, p) => {
      columns.forEach((values, c) => {
        this.#column(p, c).set(values);
      });
    });
    this.#ring.set(checkpoint.accumulators);
    checkpoint.weights?.forEach((values, p) => {
      this.#weights[p]!.set(values);
    });
  }

  dispose(): void {}
}
