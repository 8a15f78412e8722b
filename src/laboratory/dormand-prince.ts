/**
 * The embedded Runge–Kutta pair of orders 5 and 4 with error control and continuous output.
 *
 * Coefficients: Dormand & Prince 1980, J. Comput. Appl. Math. 6:19; interpolant: Shampine as in Hairer, Nørsett & Wanner 1993, Solving
 * ODEs I, §II.6, program DOPRI5.
 */
const A: readonly (readonly number[])[] = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
const C: readonly number[] = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];
/** Difference of the solutions of order 5 and 4. */
const ERROR: readonly number[] = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];
const DENSE: readonly number[] = [
  -12715105075 / 11282082432,
  0,
  87487479700 / 32700410799,
  -10690763975 / 1880347072,
  701980252875 / 199316789632,
  -1453857185 / 822651844,
  69997945 / 29380423,
];

export type RightHandSide = (time: number, state: Float64Array, out: Float64Array) => void;

/** One accepted step: a polynomial of degree 4 in (t − start)/length per variable. */
export interface DenseStep {
  /** ms */
  readonly start: number;
  /** ms */
  readonly length: number;
  /** Five coefficients per variable. */
  readonly coefficients: Float64Array;
}

/** The state at `time`, which lies within the step. */
export function interpolate(step: DenseStep, time: number, out: Float64Array): void {
  const s = (time - step.start) / step.length;
  const r = 1 - s;
  const c = step.coefficients;
  for (let i = 0; i < out.length; i++) {
    const at = 5 * i;
    out[i] = c[at]! + s * (c[at + 1]! + r * (c[at + 2]! + s * (c[at + 3]! + r * c[at + 4]!)));
  }
}

/** A solver that advances `state` in steps of its own choice. */
export class DormandPrince {
  readonly #f: RightHandSide;
  readonly #tolerance: number;
  readonly #longest: number;
  readonly #k: Float64Array[];
  readonly #trial: Float64Array;
  #length: number;
  #lastError = 1e-4;
  #known = false;
  time: number;
  readonly state: Float64Array;
  accepted = 0;
  rejected = 0;

  /** `tolerance`: largest local error of a variable y, relative to 1 + |y| in internal units; `longest`: longest step, ms. */
  constructor(f: RightHandSide, time: number, state: Float64Array, tolerance: number, longest: number) {
    this.#f = f;
    this.#tolerance = tolerance;
    this.#longest = longest;
    this.time = time;
    this.state = state.slice();
    this.#k = A.map(() => new Float64Array(state.length));
    this.#trial = new Float64Array(state.length);
    this.#length = Math.min(1e-3, longest);
  }

  /** Starts anew from the current state after it was changed from outside. */
  restart(): void {
    this.#known = false;
    this.#length = Math.min(1e-3, this.#longest);
    this.#lastError = 1e-4;
  }

  /** One accepted step, not beyond `end` (ms). Undefined where even the shortest step gives no finite values. */
  step(end: number): DenseStep | undefined {
    const k = this.#k;
    if (!this.#known) this.#f(this.time, this.state, k[0]!);
    this.#known = true;
    for (;;) {
      const left = end - this.time;
      const last = this.#length >= left;
      const h = last ? left : this.#length;
      const error = this.#try(h);
      // PI control (Hairer & Wanner, Solving ODEs II, §IV.2): β = 0.04.
      const shrink = error ** 0.17 / this.#lastError ** 0.04 / 0.9;
      if (error <= 1) {
        const dense = this.#dense(h);
        this.#lastError = Math.max(error, 1e-4);
        const next = h / Math.min(5, Math.max(0.1, shrink));
        // A step cut short by the end says nothing about the next one's length.
        this.#length = Math.min(this.#longest, last ? Math.max(next, this.#length) : next);
        this.time = last ? end : this.time + h;
        this.state.set(this.#trial);
        [k[0], k[6]] = [k[6]!, k[0]!];
        this.accepted++;
        return dense;
      }
      this.rejected++;
      this.#length = h * (Number.isFinite(error) ? Math.max(0.2, 1 / shrink) : 0.1);
      if (!(this.#length > 1e-13 * Math.max(1, this.time))) return undefined;
    }
  }

  /** Tries a step; answers its error in units of the tolerance. */
  #try(h: number): number {
    const k = this.#k;
    const y = this.state;
    const n = y.length;
    const trial = this.#trial;
    for (let stage = 1; stage < 7; stage++) {
      const row = A[stage]!;
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < stage; j++) sum += row[j]! * k[j]![i]!;
        trial[i] = y[i]! + h * sum;
      }
      this.#f(this.time + C[stage]! * h, trial, k[stage]!);
    }
    let worst = 0;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < 7; j++) sum += ERROR[j]! * k[j]![i]!;
      const size = Math.max(Math.abs(y[i]!), Math.abs(trial[i]!));
      const error = Math.abs(h * sum) / (this.#tolerance * (1 + size));
      if (Number.isNaN(error)) return Number.POSITIVE_INFINITY;
      if (error > worst) worst = error;
    }
    return worst;
  }

  #dense(h: number): DenseStep {
    const k = this.#k;
    const coefficients = new Float64Array(5 * this.state.length);
    for (let i = 0; i < this.state.length; i++) {
      const y = this.state[i]!;
      const difference = this.#trial[i]! - y;
      const bend = h * k[0]![i]! - difference;
      let sum = 0;
      for (let j = 0; j < 7; j++) sum += DENSE[j]! * k[j]![i]!;
      coefficients.set([y, difference, bend, difference - h * k[6]![i]! - bend, h * sum], 5 * i);
    }
    return { start: this.time, length: h, coefficients };
  }
}
