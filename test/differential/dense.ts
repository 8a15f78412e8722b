/**
 * The independent integrator: a network step by step, event by event, in dense arrays of doubles, written from docs/ and shared with the
 * project in nothing. A step of a population: events arrive, the variables move, spikes are found, resets happen; then spikes are sent.
 */
import { type Compiled, compiled } from './compiled.ts';
import { type Machine, machine } from './machine.ts';
import { exponential } from './matrices.ts';
import type { Case, PopulationForm, ProjectionForm } from './model.ts';
import { type Cell, roughPhi1 } from './rules.ts';

/** One run. */
export interface Course {
  /** Steps that were run: fewer than asked for where a value left its bounds in the next. */
  readonly steps: number;
  /** By population: values[(step·size + cell)·n + variable] after each step. */
  readonly values: readonly Float64Array[];
  /** 'population:cell', step by step. */
  readonly spikes: readonly (readonly string[])[];
  /** Corners and conditions met in each step: see `Machine`. */
  readonly corners: readonly { readonly distance: readonly number[]; readonly size: readonly number[] }[];
  /** Weights at the end, by plastic projection. */
  readonly weights: ReadonlyMap<string, readonly number[]>;
}

/** Values beyond which Galvani speaks of a blow-up; the generator's models stay far below. */
const BOUND = 1e4;

export function course(network: Case, unit: number, seed: number): Course {
  const m = machine(unit, seed);
  const populations = network.populations.map((form) => new Cells(form, network, m));
  const byName = new Map(populations.map((p) => [p.form.name, p]));
  const projections = network.projections.map(
    (form) => new Synapses(form, network, byName.get(form.source), byName.get(form.target)!, m),
  );
  const sourceSteps = new Map(network.sources.map((s) => [s.name, s.steps.map((list) => new Set(list))]));
  const values = populations.map((p) => new Float64Array(network.steps * p.form.size * p.n));
  const spikes: string[][] = [];
  const corners: Course['corners'][number][] = [];
  let k = 0;
  for (; k < network.steps; k++) {
    const { change } = network;
    if (change?.step === k) byName.get(change.population)!.set(change.parameter, change.value);
    const fired = new Map<string, number[]>();
    const finite = populations.every((p) => p.step(k));
    if (!finite) break;
    for (const p of populations) fired.set(p.form.name, p.spiked);
    for (const [name, steps] of sourceSteps)
      fired.set(
        name,
        [...steps.keys()].filter((i) => steps[i]!.has(k)),
      );
    for (const p of projections) p.deliver(k, fired.get(p.form.source)!, fired.get(p.form.target)!);
    populations.forEach((p, at) => void values[at]!.set(p.y, k * p.y.length));
    spikes.push(populations.flatMap((p) => p.spiked.map((i) => `${p.form.name}:${i}`)));
    corners.push({ distance: m.corners.distance.splice(0), size: m.corners.size.splice(0) });
  }
  const weights = new Map(projections.filter((p) => p.form.plasticity).map((p) => [p.form.name, p.weights]));
  return { steps: k, values, spikes, corners, weights };
}

class Cells {
  readonly form: PopulationForm;
  readonly n: number;
  readonly y: Float64Array;
  spiked: number[] = [];
  readonly #c: Compiled;
  readonly #m: Machine;
  readonly #dt: number;
  /** parameters[cell][number] */
  readonly #parameters: number[][];
  /** Matrices of linear variables by cell and name. */
  readonly #matrices: Map<string, number[]>[];
  /** Events to come by step: sums by cell and variable. */
  readonly #arriving = new Map<number, Float64Array>();
  /** Refractory steps that are left, or 1 where a condition may hold a cell. */
  readonly #refractory: Float64Array;

  constructor(form: PopulationForm, network: Case, m: Machine) {
    const { cell, size } = form;
    this.form = form;
    this.#m = m;
    this.#dt = network.dt;
    this.#c = compiled(cell, network.integrator, network.dt, m);
    this.n = this.#c.n;
    this.y = Float64Array.from({ length: size * this.n }, (_, at) => {
      const start = form.start[cell.states[at % this.n]!.name];
      return start ? m.R(start[Math.floor(at / this.n)]!) : 0;
    });
    this.#parameters = Array.from({ length: size }, (_, i) =>
      cell.parameters.map(({ name }) => m.R(form.values[name]![i] ?? form.values[name]![0]!)),
    );
    this.#matrices = this.#parameters.map(() => new Map());
    this.#refractory = new Float64Array(size);
  }

  set(parameter: string, value: number): void {
    const at = this.form.cell.parameters.findIndex((p) => p.name === parameter);
    for (const values of this.#parameters) values[at] = this.#m.R(value);
    for (const matrices of this.#matrices) matrices.clear();
  }

  /** Adds to a variable at the start of step k. */
  arrive(k: number, cell: number, variable: number, amount: number): void {
    const row = this.#arriving.get(k) ?? new Float64Array(this.y.length);
    this.#arriving.set(k, row);
    row[cell * this.n + variable]! += amount;
  }

  /** False where a value leaves its bounds. */
  step(k: number): boolean {
    const arrived = this.#arriving.get(k);
    this.#arriving.delete(k);
    this.spiked = [];
    for (let i = 0; i < this.form.size; i++) {
      const events = arrived?.subarray(i * this.n, (i + 1) * this.n);
      const next = this.#cell(k, i, events);
      if (!next.every((x) => Math.abs(x) < BOUND)) return false;
      this.y.set(next, i * this.n);
    }
    return true;
  }

  #cell(k: number, i: number, events: ArrayLike<number> | undefined): number[] {
    const { n } = this;
    const c = this.#c;
    const m = this.#m;
    const p = this.#parameters[i]!;
    const old = Array.from(this.y.subarray(i * n, (i + 1) * n));
    // Refractory: R steps, that of the spike counted. What arrives at the start of the step after the last of them is lost as well.
    const closed = this.#refractory[i]! > 0;
    let left = 0;
    if (c.duration) left = Math.max(0, this.#refractory[i]! - 1);
    if (c.stays && closed) left = c.stays(old, old, p, k) ? 1 : 0;
    const refractory = left > 0;

    const slopes = (values: readonly number[], at: number): number[] => {
      const out = new Array<number>(n);
      c.slopes(values, p, k + at, out);
      if (refractory) for (let j = 0; j < n; j++) if (c.held[j]) out[j] = 0;
      return out;
    };
    const jacobian = (values: readonly number[], at: number): number[] => {
      const out = new Array<number>(n * n);
      c.jacobian(values, p, k + at, out);
      if (refractory) for (let j = 0; j < n; j++) if (c.held[j]) out.fill(0, j * n, (j + 1) * n);
      return out;
    };
    const onCourse = (y: readonly number[], values: readonly number[], matrix: () => number[]): number[] => {
      const out = [...values];
      if (c.linear.length === 0) return out;
      const size = c.linear.length + 1;
      const a = matrix();
      c.linear.forEach((at, row) => {
        const start = m.R(a[row * size + size - 1]!);
        out[at] = c.linear.reduce((sum, other, column) => m.R(sum + m.R(a[row * size + column]! * y[other]!)), start);
      });
      return out;
    };
    const moved = (y: readonly number[], values: readonly number[], at: number): number[] =>
      at === 0 ? [...values] : onCourse(y, values, () => this.#matrix(i, 'value', at, slopes, jacobian));

    const { synapses } = c.rule;
    const start = synapses === 'held' ? moved(old, old, 1) : [...old];
    if (events)
      for (let j = 0; j < n; j++) if (events[j] !== 0 && !(c.held[j] && closed)) start[j] = m.R(start[j]! + events[j]!);
    const cell: Cell = {
      y: start,
      free: c.free,
      voltage: c.voltage,
      slopes,
      jacobian,
      moved: (values, at) => moved(start, values, at),
      meant: (values, length) => onCourse(start, values, () => this.#matrix(i, 'mean', length, slopes, jacobian)),
      h: this.#dt,
      machine: m,
    };
    const advanced = c.rule.advance(cell);
    const next = synapses === 'moving' ? moved(start, start, 1) : [...start];
    for (const j of c.free) if (!(refractory && c.held[j])) next[j] = advanced[j]!;

    const spikes = !refractory && c.spikes?.(next, old, p, k);
    this.#refractory[i] = left;
    if (spikes) {
      this.spiked.push(i);
      if (c.duration) {
        const steps = c.duration(next, old, p, k) / this.#dt;
        m.functions['over']!(steps - Math.floor(steps), 0.5);
        this.#refractory[i] = Math.round(steps);
      }
      if (c.stays) this.#refractory[i] = 1;
      for (const { index, value } of c.reset) next[index] = value(next, old, p, k);
    }
    return next;
  }

  /** The affine map of linear variables (and 1) after a fraction of the step, or to their mean over it. */
  #matrix(
    i: number,
    kind: 'value' | 'mean',
    fraction: number,
    slopes: (values: readonly number[], at: number) => number[],
    jacobian: (values: readonly number[], at: number) => number[],
  ): number[] {
    const key = `${kind}${fraction}`;
    const known = this.#matrices[i]!.get(key);
    if (known) return known;
    const { linear } = this.#c;
    const { n } = this;
    const zero = new Array<number>(n).fill(0);
    const { distance, size: sizes } = this.#m.corners;
    const seen = distance.length;
    const a = jacobian(zero, 0);
    const inputs = slopes(zero, 0);
    // Other variables' corners at these values are none of the run's.
    distance.length = seen;
    sizes.length = seen;
    const h = fraction * this.#dt;
    const size = linear.length + 1;
    const rate = [
      ...linear.flatMap((row) => [...linear.map((column) => h * a[row * n + column]!), h * inputs[row]!]),
      ...new Array<number>(size).fill(0),
    ];
    const matrix = kind === 'value' ? exponential(rate, size).map(this.#m.R) : roughPhi1(rate, size, this.#m);
    this.#matrices[i]!.set(key, matrix);
    return matrix;
  }
}

class Synapses {
  readonly form: ProjectionForm;
  readonly weights: number[];
  readonly #m: Machine;
  readonly #dt: number;
  readonly #target: Cells;
  readonly #sources: number;
  /** Short-term plasticity: u and x of each source. Pair rule: traces of both sides. */
  readonly #u: Float64Array;
  readonly #x: Float64Array;
  readonly #after: Float64Array;
  #justSpiked: readonly number[] = [];

  constructor(form: ProjectionForm, network: Case, source: Cells | undefined, target: Cells, m: Machine) {
    this.form = form;
    this.#m = m;
    this.#dt = network.dt;
    this.#target = target;
    this.#sources = source?.form.size ?? network.sources.find((s) => s.name === form.source)!.size;
    this.weights = form.synapses.map((s) => s.weight);
    this.#u = new Float64Array(this.#sources);
    this.#x = new Float64Array(this.#sources).fill(form.release ? 1 : 0);
    this.#after = new Float64Array(target.form.size);
  }

  /** Sends the spikes of step k. */
  deliver(k: number, sources: readonly number[], targets: readonly number[]): void {
    const { form } = this;
    if (form.release) this.#released(k, sources, form.release);
    else if (form.plasticity) this.#plastic(k, sources, targets, form.plasticity);
    else this.#constant(k, sources);
  }

  #constant(k: number, sources: readonly number[]): void {
    const fired = new Set(sources);
    this.form.synapses.forEach((s, at) => {
      if (fired.has(s.from)) this.#send(k, at, this.weights[at]!);
    });
  }

  #send(k: number, synapse: number, weight: number): void {
    const { to, delay } = this.form.synapses[synapse]!;
    for (const { name, factor } of this.form.effects) {
      const variable = this.#target.form.cell.states.findIndex((s) => s.name === name);
      this.#target.arrive(k + delay, to, variable, this.#m.R(factor * weight));
    }
  }

  /** Tsodyks, Uziel & Markram 2000: recover through the step, then use at the spike. */
  #released(k: number, sources: readonly number[], { U, rec, facil }: NonNullable<ProjectionForm['release']>): void {
    const { R, bias } = this.#m;
    const fired = new Set(sources);
    const decay = (tau: number): number => R(Math.exp(-this.#dt / tau));
    for (let i = 0; i < this.#sources; i++) {
      this.#x[i] = R(1 + R((this.#x[i]! - 1) * decay(rec)));
      if (facil !== undefined) this.#u[i] = R(this.#u[i]! * decay(facil));
      if (!fired.has(i)) continue;
      const u = facil === undefined ? U : R(this.#u[i]! + R(U * (1 - this.#u[i]!)));
      this.#u[i] = u;
      const r = R(u * this.#x[i]!);
      this.#x[i] = R(this.#x[i]! - r);
      // Releases are whole numbers of 2⁻¹² or less, with a common weight of 2⁻²⁰.
      const kept = r + bias * 2 ** (this.form.common ? -21 : -13);
      this.form.synapses.forEach((s, at) => {
        if (s.from === i) this.#send(k, at, this.weights[at]! * kept);
      });
    }
  }

  /** Song, Miller & Abbott 2000 and its relatives, by traces; of two spikes in one step that of the source is the earlier one. */
  #plastic(
    k: number,
    sources: readonly number[],
    targets: readonly number[],
    rule: NonNullable<ProjectionForm['plasticity']>,
  ): void {
    const { R, bias } = this.#m;
    const { plus, minus, tauPlus, tauMinus, low, high, nearest, multiplicative } = rule;
    const [from, to] = [new Set(sources), new Set(targets)];
    const jump = (trace: Float64Array, i: number): number => R(nearest ? 1 : trace[i]! + 1);
    for (const j of this.#justSpiked) this.#after[j] = jump(this.#after, j);
    this.#justSpiked = targets;
    for (let j = 0; j < this.#after.length; j++)
      this.#after[j] = R(this.#after[j]! * R(Math.exp(-this.#dt / tauMinus)));
    for (let i = 0; i < this.#x.length; i++) this.#x[i] = R(this.#x[i]! * R(Math.exp(-this.#dt / tauPlus)));
    for (const i of sources) this.#x[i] = jump(this.#x, i);
    const changed = (at: number, by: number): void => {
      this.weights[at] = Math.min(high, Math.max(low, R(this.weights[at]! + R(R(by)))));
    };
    this.form.synapses.forEach((s, at) => {
      if (!from.has(s.from)) return;
      const w = this.weights[at]!;
      // Delivered in whole numbers of at most 2⁻²³ of the largest weight.
      this.#send(k, at, w + bias * high * 2 ** -24);
      changed(at, -minus * this.#after[s.to]! * (multiplicative ? w - low : high - low));
    });
    this.form.synapses.forEach((s, at) => {
      if (to.has(s.to)) changed(at, plus * this.#x[s.from]! * (multiplicative ? high - this.weights[at]! : high - low));
    });
  }
}
