/** The judge: a single cell integrated to almost the last digit, against which the integrators of the simulations are measured. */
import { bisect } from '../analysis/bisect.ts';
import { partitionPoint } from '../analysis/partition-point.ts';
import type { Model } from '../equations/model.ts';
import { BlowUpError, UserError } from '../errors.ts';
import type { Expr } from '../expression/node.ts';
import { Tape } from '../expression/tape.ts';
import { noMore } from '../no-more.ts';
import { listOf, number, optional, optionsField, optionsOf, text } from '../options.ts';
import { toUnit } from '../quantity/quantity.ts';
import { type DenseStep, DormandPrince, interpolate, type RightHandSide } from './dormand-prince.ts';
import type { Specimen } from './specimen.ts';
import { unitNamed } from './specimen.ts';

export interface JudgeOptions {
  /** ms */
  readonly duration: number;
  /** Largest local error of a variable y per step, relative to 1 + |y| in internal units (mV, ms, mM). Default 1e-10. */
  readonly tolerance?: number;
  /** Longest step, ms; shorter than the shortest pulse of a stimulus. Default 1 ms. */
  readonly longestStep?: number;
  /** Voltage whose upward crossing counts as a spike of a cell without reset, mV. Default 0 mV. */
  readonly level?: number;
  /** Default: none. */
  readonly kicks?: readonly JudgeKick[];
}

/**
 * A jump of a state variable in an instant, as by a synapse without a time course. It may make a spike there and then; a variable that is
 * held while the cell is refractory does not jump then.
 */
export interface JudgeKick {
  /** ms, from 0 and before the end. */
  readonly time: number;
  /** Name of the state variable. */
  readonly variable: string;
  /** Internal units. */
  readonly by: number;
}

/** Longest duration, ms, and most steps: each is kept, some 300 bytes. */
const LONGEST = 1e7;
const MOST_STEPS = 1e6;

const readKick = optionsOf<JudgeKick>('a kick', { time: number, variable: text, by: number });
const readJudge = optionsOf<JudgeOptions>('judge', {
  duration: number,
  tolerance: optional(number),
  longestStep: optional(number),
  level: optional(number),
  kicks: optional(listOf(optionsField(readKick))),
});

/** A local maximum of the voltage. */
export interface Peak {
  /** ms */
  readonly time: number;
  /** mV */
  readonly voltage: number;
}

/** The exact curve: a solution that can be read at any time. */
export class ReferenceSolution {
  readonly subject: Specimen;
  /** ms */
  readonly duration: number;
  /** Upward crossings of the level; of a cell with a reset, its spikes. ms */
  readonly spikeTimes: readonly number[];
  /** Maxima of the voltage above the level, in order. */
  readonly peaks: readonly Peak[];
  readonly steps: number;
  readonly rejected: number;
  readonly #dense: readonly DenseStep[];

  constructor(
    subject: Specimen,
    duration: number,
    dense: readonly DenseStep[],
    events: { spikeTimes: readonly number[]; peaks: readonly Peak[] },
    rejected: number,
  ) {
    this.subject = subject;
    this.duration = duration;
    this.#dense = dense;
    this.spikeTimes = events.spikeTimes;
    this.peaks = events.peaks;
    this.steps = dense.length;
    this.rejected = rejected;
  }

  /** All state variables at a time (ms) in internal units, in the model's order. */
  at(
    time: number,
    out: Float64Array = new Float64Array(this.subject.model.states.length),
    ...more: undefined[]
  ): Float64Array {
    noMore('at', 'a time and an array', more);
    const steps = this.#dense;
    const next = partitionPoint(steps.length, (k) => steps[k]!.start <= time);
    interpolate(steps[Math.max(0, next - 1)]!, time, out);
    return out;
  }

  /** State variables at the given times (ms), in their own units. */
  sample(times: ArrayLike<number>, ...more: undefined[]): Record<string, Float64Array> {
    noMore('sample', 'times', more);
    const { states } = this.subject.model;
    const traces = states.map(() => new Float64Array(times.length));
    const y = new Float64Array(states.length);
    for (let t = 0; t < times.length; t++) {
      this.at(times[t]!, y);
      for (let i = 0; i < y.length; i++) traces[i]![t] = y[i]!;
    }
    return Object.fromEntries(
      states.map((s, i) => [s.name, traces[i]!.map((value) => toUnit(value, unitNamed(this.subject.model, s.name)))]),
    );
  }
}

/**
 * Integrates the cell with error control (Dormand–Prince 5(4)). Spikes, resets and refractoriness by duration act at the instant they
 * happen. Throws a UserError for a cell with noise or other things that exist only step by step, a BlowUpError where a value runs away.
 */
export function judge(subject: Specimen, options: JudgeOptions, ...more: undefined[]): ReferenceSolution {
  noMore('judge', 'a specimen and options', more);
  readJudge(options);
  const { model } = subject;
  const { duration, tolerance = 1e-10, longestStep = 1, level = 0 } = options;
  if (!(duration > 0)) throw new UserError(`The duration is ${duration} ms; it must be above 0.`);
  if (!(longestStep > 0)) throw new UserError(`The longest step is ${longestStep} ms; it must be above 0.`);
  if (!(duration <= LONGEST && duration / longestStep <= MOST_STEPS))
    throw new UserError(
      `The judge is asked for ${duration} ms in steps of ${longestStep} ms at most; it goes to ${LONGEST} ms in at most ${MOST_STEPS} steps.`,
    );
  if (!(tolerance >= 1e-14 && tolerance < 1))
    throw new UserError(`The tolerance is ${tolerance}; it must lie between 1e-14 and 1.`);
  const noisy = model.states.find((s) => s.noise.length > 0);
  if (noisy) throw new UserError(`d${noisy.name}/dt has white noise, so it has no exact curve.`);
  const kicks = kicksIn(model, duration, options.kicks ?? []);
  const events = new Events(subject, level);
  const derivatives = new Tape(
    model.states.map((s) => s.derivative),
    model,
  );
  derivatives.setParameters(subject.parameters);
  const f = (time: number, state: Float64Array, out: Float64Array): void => {
    derivatives.run(time, state, out);
    if (events.refractory(time)) for (const i of events.held) out[i] = 0;
  };
  const start = Float64Array.from(model.states, (s) => subject.initial[s.name] ?? 0);
  const solver = new DormandPrince(f, 0, start, tolerance, longestStep);
  const steps: DenseStep[] = [];
  let kicked = 0;
  while (solver.time < duration) {
    for (; kicks[kicked] && kicks[kicked]!.time <= solver.time; kicked++) events.kick(kicks[kicked]!, solver);
    const before = solver.state.slice();
    const end = Math.min(duration, events.nextChange(solver.time), kicks[kicked]?.time ?? duration);
    const step = solver.step(end);
    if (!step) {
      const climb = events.climb(solver, f);
      if (!climb) throw blowUp(subject, solver);
      steps.push(climb);
      continue;
    }
    steps.push(step);
    if (steps.length > MOST_STEPS)
      throw new UserError(
        `The judge made ${MOST_STEPS} steps and is at ${Number(solver.time.toPrecision(6))} ms of ${duration} ms; take a shorter duration or a larger tolerance.`,
      );
    events.look(step, before, solver);
  }
  return new ReferenceSolution(subject, duration, steps, events, solver.rejected);
}

/** Those kicks in the order of their times, of variables by their place in the model. */
function kicksIn(model: Model, duration: number, kicks: readonly JudgeKick[]): Jump[] {
  return kicks
    .map(({ time, variable, by }) => {
      const place = model.states.findIndex((s) => s.name === variable);
      if (place < 0)
        throw new UserError(
          `A kick names '${variable}'; the state variables of the cell are ${model.states.map((s) => s.name).join(', ')}.`,
        );
      if (!(time >= 0 && time < duration))
        throw new UserError(`A kick is at ${time} ms; it must lie from 0 to before ${duration} ms.`);
      return { time, place, by };
    })
    .sort((a, b) => a.time - b.time);
}

/** A kick of the state variable of that place in the model. */
interface Jump {
  readonly time: number;
  readonly place: number;
  readonly by: number;
}

function blowUp(subject: Specimen, solver: DormandPrince): BlowUpError {
  const largest = solver.state.reduce((best, x, i, all) => (Math.abs(x) > Math.abs(all[best]!) ? i : best), 0);
  return new BlowUpError(
    { population: 'cell', variable: subject.model.states[largest]!.name, cell: 0, time: solver.time },
    'Its equations themselves run away: no step is short enough. Look for a parameter out of range.',
  );
}

/** Farthest threshold that a climb is followed to, mV, in so many parts (even). */
const HIGHEST_RISE = 1e3;
const CLIMB = 20_000;
/** Longest climb in place of steps, relative to 1 ms or the time since 0: steps end at 1e-13 of it, at some hundredths of what is left. */
const BRIEFEST = 1e-9;

/** Spikes, peaks, resets and refractoriness along the way. */
class Events {
  readonly spikeTimes: number[] = [];
  readonly peaks: Peak[] = [];
  /** Variables held while refractory. */
  readonly held: readonly number[];
  readonly #threshold: Tape | undefined;
  readonly #reset: readonly { readonly target: number; readonly tape: Tape }[];
  readonly #duration: Tape | undefined;
  readonly #voltage: number;
  readonly #level: number;
  readonly #one = new Float64Array(1);
  readonly #y: Float64Array;
  #free = 0;

  constructor(subject: Specimen, level: number) {
    const { model } = subject;
    const tape = (e: Expr): Tape => {
      const made = new Tape([e], model);
      made.setParameters(subject.parameters);
      return made;
    };
    const place = (name: string): number => model.states.findIndex((s) => s.name === name);
    if (model.refractory?.kind === 'condition')
      throw new UserError('The judge knows refractory periods of a given duration, not conditions.');
    const resets = model.reset.length > 0;
    this.#threshold = resets && model.threshold ? tape(model.threshold) : undefined;
    this.#reset = model.reset.map((r) => ({ target: place(r.target), tape: tape(r.value) }));
    this.#duration = resets && model.refractory ? tape(model.refractory.value) : undefined;
    this.held = model.states.flatMap((s, i) => (s.unlessRefractory ? [i] : []));
    this.#voltage = place(subject.voltage);
    this.#level = level;
    this.#y = new Float64Array(model.states.length);
  }

  refractory(time: number): boolean {
    return time < this.#free;
  }

  /** The next time at which the right-hand side jumps by itself, ms. */
  nextChange(time: number): number {
    return this.#free > time ? this.#free : Number.POSITIVE_INFINITY;
  }

  /** Notes what happened in the step that the solver has just made. A reset puts the solver back to its own time. */
  look(step: DenseStep, before: Float64Array, solver: DormandPrince): void {
    const end = step.start + step.length;
    if (!this.#threshold) {
      this.#levelCrossing(step, end);
      return;
    }
    if (this.refractory(step.start) || !this.#spikes(step, end, before)) return;
    let [low, high] = [step.start, end];
    while (high - low > 1e-12 * Math.max(1, end)) {
      const middle = (low + high) / 2;
      if (middle === low || middle === high) break;
      if (this.#spikes(step, middle, before)) high = middle;
      else low = middle;
    }
    const y = new Float64Array(before.length);
    interpolate(step, high, y);
    this.#spike(high, y, before, solver);
  }

  /**
   * The last climb to the threshold where the voltage runs to infinity in a finite time, as an exponential upstroke does, faster than times
   * can tell apart: along the voltage in place of the time, T = ∫ dV/V′ and Δy = ∫ y′/V′ dV by Simpson's rule, with y at its first value
   * (y changes by about T·y′, so the error is of order T²). Ends in a spike. Undefined where there is no such climb.
   */
  climb(solver: DormandPrince, f: RightHandSide): DenseStep | undefined {
    const { time } = solver;
    const from = solver.state.slice();
    const v = this.#voltage;
    const y = from.slice();
    const above = (rise: number): boolean => {
      y[v] = from[v]! + rise;
      return this.#above(time, y, from);
    };
    if (!this.#threshold || this.refractory(time) || !above(HIGHEST_RISE)) return undefined;
    const rise = bisect(0, HIGHEST_RISE, above);
    const slopes = new Float64Array(y.length);
    const sums = new Float64Array(y.length);
    let took = 0;
    for (let k = 0; k <= CLIMB; k++) {
      y[v] = from[v]! + (rise * k) / CLIMB;
      f(time, y, slopes);
      const slope = slopes[v]!;
      if (!(slope > 0)) return undefined;
      const weight = (rise / CLIMB / 3) * (k === 0 || k === CLIMB ? 1 : k % 2 === 1 ? 4 : 2);
      took += weight / slope;
      for (let i = 0; i < y.length; i++)
        if (slope < Number.POSITIVE_INFINITY) sums[i]! += (weight * slopes[i]!) / slope;
    }
    if (!(took <= BRIEFEST * Math.max(1, time))) return undefined;
    sums[v] = rise;
    const coefficients = new Float64Array(5 * y.length);
    for (let i = 0; i < y.length; i++) coefficients.set([from[i]!, sums[i]!], 5 * i);
    this.#spike(
      time + took,
      from.map((start, i) => start + sums[i]!),
      from,
      solver,
    );
    return { start: time, length: took, coefficients };
  }

  /** Jumps, at the solver's own time. */
  kick({ place, by }: Jump, solver: DormandPrince): void {
    const { time, state } = solver;
    const refractory = this.refractory(time);
    if (refractory && this.held.includes(place)) return;
    const before = state.slice();
    state[place]! += by;
    solver.restart();
    if (this.#threshold) {
      if (!refractory && this.#above(time, state, before)) this.#spike(time, state.slice(), before, solver);
    } else if (before[this.#voltage]! < this.#level && state[this.#voltage]! >= this.#level) this.spikeTimes.push(time);
  }

  #spikes(step: DenseStep, time: number, before: Float64Array): boolean {
    interpolate(step, time, this.#y);
    return this.#above(time, this.#y, before);
  }

  #above(time: number, state: Float64Array, before: Float64Array): boolean {
    this.#threshold!.run(time, state, this.#one, before);
    return this.#one[0] !== 0;
  }

  /** `y`: the state at the spike, which the reset changes and the solver continues from. */
  #spike(time: number, y: Float64Array, before: Float64Array, solver: DormandPrince): void {
    this.spikeTimes.push(time);
    if (this.#duration) {
      this.#duration.run(time, y, this.#one, before);
      this.#free = time + this.#one[0]!;
    }
    for (const { target, tape } of this.#reset) {
      tape.run(time, y, this.#one, before);
      y[target] = this.#one[0]!;
    }
    solver.time = time;
    solver.state.set(y);
    solver.restart();
  }

  #levelCrossing(step: DenseStep, end: number): void {
    const at = (time: number): number => {
      interpolate(step, time, this.#y);
      return this.#y[this.#voltage]!;
    };
    const [first, last] = [at(step.start), at(end)];
    if (first < this.#level && last >= this.#level)
      this.spikeTimes.push(bisect(step.start, end, (t) => at(t) >= this.#level));
    const slope = (time: number): number => {
      const d = 1e-3 * step.length;
      return at(Math.min(end, time + d)) - at(Math.max(step.start, time - d));
    };
    if (Math.max(first, last) > this.#level && slope(step.start) > 0 && slope(end) <= 0) {
      const time = bisect(step.start, end, (t) => slope(t) <= 0);
      this.peaks.push({ time, voltage: at(time) });
    }
  }
}
