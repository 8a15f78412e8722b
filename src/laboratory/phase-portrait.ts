/** Two variables of a cell against each other: where each stands still, and the points where both do. */

import { bisect } from '../analysis/bisect.ts';
import { UserError } from '../errors.ts';
import type { Expr } from '../expression/node.ts';
import { Tape } from '../expression/tape.ts';
import { some, statesOf } from '../expression/visit.ts';
import { slopeIn, variesByItself } from '../integrators/system.ts';
import { noMore } from '../no-more.ts';
import { number, optional, optionsField, optionsOf, text, whole } from '../options.ts';
import { fromUnit } from '../quantity/quantity.ts';
import type { Specimen } from './specimen.ts';

export interface PhaseAxis {
  /** Name of a state variable. */
  readonly variable: string;
  /** Ends of the window, in the variable's own unit. */
  readonly low: number;
  readonly high: number;
}

export interface PhasePortraitOptions {
  readonly x: PhaseAxis;
  readonly y: PhaseAxis;
  /** Instant at which equations that depend on t are taken, ms; default 0. */
  readonly time?: number;
  /** Meshes of the grid along each axis; default 200. What is finer may be missed. */
  readonly meshes?: number;
}

export interface PhasePortrait {
  /**
   * Where the derivative of the variable of x, and of that of y, is 0: line pieces x₀, y₀, x₁, y₁, one after another, in the variables'
   * own units. Their ends are on the nullcline to the last digits.
   */
  readonly nullclines: { readonly x: Float64Array; readonly y: Float64Array };
  /** Points within the window at which both are 0; undefined where the equations read a table of the state, which has no slope. */
  readonly fixedPoints: readonly FixedPoint[] | undefined;
  /** Other state variables that the two see: held at their values in `initial`. */
  readonly held: readonly string[];
  /** Whether white noise drives one of the two, which is left out. */
  readonly noise: boolean;
}

/** In the variables' own units. */
export interface FixedPoint {
  readonly x: number;
  readonly y: number;
  /** Whether the two return to it from nearby, all others held; undefined where the linearised equations do not tell. */
  readonly stable: boolean | undefined;
}

const readAxis = optionsOf<PhaseAxis>('an axis', { variable: text, low: number, high: number });
const readPortrait = optionsOf<PhasePortraitOptions>('phasePortrait', {
  x: optionsField(readAxis),
  y: optionsField(readAxis),
  time: optional(number),
  meshes: optional(whole(2, 1000)),
});

/**
 * Nullclines and fixed points of two state variables with all others held at `subject.initial`, from the equations in f64: signs on a grid
 * (marching squares), each crossing of a grid line bisected, fixed points by Newton's method with the derivatives of the equations. Of a
 * cell with a reset, only where it does not spike. Throws a UserError for a variable that it does not have, and for equations with sums
 * over other cells or random numbers.
 */
export function phasePortrait(
  subject: Pick<Specimen, 'model' | 'initial' | 'parameters'>,
  options: PhasePortraitOptions,
  ...more: undefined[]
): PhasePortrait {
  noMore('phasePortrait', 'a subject and options', more);
  readPortrait(options);
  const { model } = subject;
  const { x, y, meshes = 200 } = options;
  const [ix, iy] = [indexOf(subject, x), indexOf(subject, y)];
  if (ix === iy) throw new UserError(`A phase plane has two variables; both axes are of '${x.variable}'.`);
  const pair = [model.states[ix]!, model.states[iy]!] as const;
  const seen = new Set(pair.flatMap((s) => [...statesOf(s.derivative)]));
  const plane = new Plane(subject, options, [ix, iy]);
  const grid = plane.grid(meshes);
  return {
    nullclines: { x: plane.nullcline(grid, 0), y: plane.nullcline(grid, 1) },
    fixedPoints: plane.fixedPoints(grid),
    held: model.states.filter((s) => seen.has(s.name) && !pair.includes(s)).map((s) => s.name),
    noise: pair.some((s) => s.noise.length > 0),
  };
}

function indexOf({ model }: Pick<Specimen, 'model'>, { variable, low, high }: PhaseAxis): number {
  const index = model.states.findIndex((s) => s.name === variable);
  if (index < 0)
    throw new UserError(
      `The cell has no state variable '${variable}'. It has ${model.states.map((s) => s.name).join(', ')}.`,
    );
  if (!(low < high))
    throw new UserError(`The axis of '${variable}' goes from ${low} to ${high}; its end must be above its start.`);
  return index;
}

/** Values at the corners of a square grid, row by row from the lowest y; NaN where the cell spikes. */
interface Grid {
  readonly meshes: number;
  readonly slopes: readonly [Float64Array, Float64Array];
}

/** Share of the differences at a grid line's ends below which a change of sign is a zero, and no jump. */
const jump = 1e-6;

/** Coordinates are 0 … 1 along each axis. */
class Plane {
  readonly #axes: readonly [PhaseAxis, PhaseAxis];
  readonly #indices: readonly [number, number];
  readonly #units: readonly [string, string];
  readonly #time: number;
  readonly #slopes: Tape;
  /** Of the two slopes by x and y, row by row. */
  readonly #jacobian: Tape | undefined;
  readonly #spikes: Tape | undefined;
  readonly #state: Float64Array;
  readonly #out = new Float64Array(2);
  readonly #four = new Float64Array(4);

  constructor(
    { model, initial, parameters }: Pick<Specimen, 'model' | 'initial' | 'parameters'>,
    { x, y, time = 0 }: PhasePortraitOptions,
    indices: readonly [number, number],
  ) {
    const pair = indices.map((k) => model.states[k]!);
    const sum = model.sums.find(({ name }) => pair.some((s) => reads(s.derivative, name)));
    if (sum)
      throw new UserError(`The cell sees sums over other cells (${sum.name}), so it has no phase plane of its own.`);
    this.#axes = [x, y];
    this.#indices = indices;
    this.#units = [pair[0]!.unit, pair[1]!.unit];
    this.#time = time;
    this.#state = Float64Array.from(model.states, (s) => initial[s.name] ?? 0);
    const tape = (roots: readonly Expr[]): Tape => {
      const made = new Tape(roots, model);
      made.setParameters(parameters);
      return made;
    };
    this.#slopes = tape(pair.map((s) => s.derivative));
    const partial = pair.flatMap((row) => pair.map((column) => slopeIn(row.derivative, column.name)));
    const known = partial.filter((e) => e !== undefined);
    this.#jacobian = known.length === 4 ? tape(known) : undefined;
    const { threshold } = model;
    const tells = threshold !== undefined && model.reset.length > 0 && !variesByItself(threshold);
    this.#spikes = tells && !some(threshold, (e) => e.op === 'dt') ? tape([threshold]) : undefined;
  }

  grid(meshes: number): Grid {
    const side = meshes + 1;
    const slopes = [new Float64Array(side * side), new Float64Array(side * side)] as const;
    for (let k = 0; k < side * side; k++) {
      const at = this.#at((k % side) / meshes, Math.floor(k / side) / meshes);
      slopes[0][k] = at[0]!;
      slopes[1][k] = at[1]!;
    }
    return { meshes, slopes };
  }

  /** Pieces between crossings of the grid's lines, mesh by mesh. */
  nullcline({ meshes, slopes }: Grid, which: 0 | 1): Float64Array {
    const side = meshes + 1;
    const f = slopes[which];
    const crossings = new Map<number, readonly [number, number] | undefined>();
    /** Between corner k and the next one along x, or along y. */
    const crossing = (k: number, upwards: boolean): readonly [number, number] | undefined => {
      const key = 2 * k + (upwards ? 1 : 0);
      if (!crossings.has(key)) crossings.set(key, this.#crossing(f, k, upwards, meshes, which));
      return crossings.get(key);
    };
    const out: number[] = [];
    const piece = (...ends: readonly (readonly [number, number])[]) => {
      for (const [x, y] of ends) out.push(this.#value(0, x), this.#value(1, y));
    };
    for (let row = 0; row < meshes; row++)
      for (let column = 0; column < meshes; column++) {
        const k = row * side + column;
        // Below, right, above, left.
        const found = [crossing(k, false), crossing(k + 1, true), crossing(k + side, false), crossing(k, true)];
        const [a, b, c, d] = found;
        if (a && b && c && d) {
          // Two pieces: those corners belong together that have the sign of the middle.
          const middle = this.#at((column + 0.5) / meshes, (row + 0.5) / meshes)[which]!;
          if (middle >= 0 === f[k]! >= 0) piece(a, b, c, d);
          else piece(d, a, b, c);
        } else {
          const ends = found.filter((e) => e !== undefined);
          if (ends.length === 2) piece(...ends);
        }
      }
    return Float64Array.from(out);
  }

  #crossing(
    f: Float64Array,
    k: number,
    upwards: boolean,
    meshes: number,
    which: 0 | 1,
  ): readonly [number, number] | undefined {
    const side = meshes + 1;
    const [a, z] = [f[k]!, f[k + (upwards ? side : 1)]!];
    if (!Number.isFinite(a) || !Number.isFinite(z) || a >= 0 === z >= 0) return undefined;
    const [x, y] = [(k % side) / meshes, Math.floor(k / side) / meshes];
    const place = (t: number): readonly [number, number] =>
      upwards ? [x, y + (t - 1) / meshes] : [x + (t - 1) / meshes, y];
    const slope = (t: number): number => this.#at(...place(t))[which]!;
    if (a === 0) return [x, y];
    // From 1 to 2, where numbers are equally far apart.
    const t = bisect(1, 2, (s) => slope(s) >= 0 === z >= 0);
    const least = Math.min(Math.abs(slope(t)), Math.abs(slope(t - Number.EPSILON)));
    return least <= jump * Math.abs(z - a) ? place(t) : undefined;
  }

  fixedPoints({ meshes, slopes }: Grid): FixedPoint[] | undefined {
    const jacobian = this.#jacobian;
    if (jacobian === undefined) return undefined;
    const side = meshes + 1;
    const changes = (f: Float64Array, k: number): boolean => {
      const corners = [f[k]!, f[k + 1]!, f[k + side]!, f[k + side + 1]!];
      return corners.every((v) => !Number.isNaN(v)) && !corners.every((v) => v >= 0 === corners[0]! >= 0);
    };
    const found: [number, number][] = [];
    for (let row = 0; row < meshes; row++)
      for (let column = 0; column < meshes; column++) {
        const k = row * side + column;
        if (!changes(slopes[0], k) || !changes(slopes[1], k)) continue;
        for (const [dx, dy] of starts) {
          const point = this.#solve(jacobian, (column + dx) / meshes, (row + dy) / meshes, 1 / meshes);
          if (point && !found.some(([x, y]) => Math.hypot(x - point[0], y - point[1]) < same)) found.push(point);
        }
      }
    return found.map(([x, y]) => ({
      x: this.#value(0, x),
      y: this.#value(1, y),
      stable: this.#stable(jacobian, x, y),
    }));
  }

  /** Newton's method; undefined where it goes further than `reach` or out of the window. */
  #solve(jacobian: Tape, startX: number, startY: number, reach: number): [number, number] | undefined {
    let [x, y] = [startX, startY];
    for (let k = 0; k < mostSteps; k++) {
      const [f = 0, g = 0] = this.#at(x, y);
      const [a = 0, b = 0, c = 0, d = 0] = this.#linear(jacobian, x, y);
      const det = a * d - b * c;
      // In internal units, then as shares of the axes.
      const dx = (b * g - d * f) / det / this.#width(0);
      const dy = (c * f - a * g) / det / this.#width(1);
      [x, y] = [x + dx, y + dy];
      if (!(Math.hypot(x - startX, y - startY) <= 2 * reach)) return undefined;
      if (Math.hypot(dx, dy) > settled) continue;
      const inside = x >= -settled && x <= 1 + settled && y >= -settled && y <= 1 + settled;
      return inside ? [x, y] : undefined;
    }
    return undefined;
  }

  /** From the larger real part of the two eigenvalues. */
  #stable(jacobian: Tape, x: number, y: number): boolean | undefined {
    const [a = 0, b = 0, c = 0, d = 0] = this.#linear(jacobian, x, y);
    const real = (a + d) / 2 + Math.sqrt(Math.max(0, ((a - d) / 2) ** 2 + b * c));
    const scale = Math.abs(a) + Math.abs(d) + Math.sqrt(Math.abs(b * c));
    return Math.abs(real) <= marginal * scale ? undefined : real < 0;
  }

  #value(axis: 0 | 1, share: number): number {
    const { low, high } = this.#axes[axis];
    return low + share * (high - low);
  }

  /** Internal units. */
  #width(axis: 0 | 1): number {
    const { low, high } = this.#axes[axis];
    return fromUnit(high, this.#units[axis]) - fromUnit(low, this.#units[axis]);
  }

  #move(x: number, y: number): void {
    this.#state[this.#indices[0]] = fromUnit(this.#value(0, x), this.#units[0]);
    this.#state[this.#indices[1]] = fromUnit(this.#value(1, y), this.#units[1]);
  }

  /** The two slopes; NaN where the cell spikes. */
  #at(x: number, y: number): Float64Array {
    this.#move(x, y);
    const out = this.#out;
    this.#spikes?.run(this.#time, this.#state, out);
    if (this.#spikes && out[0] !== 0) return out.fill(Number.NaN);
    this.#slopes.run(this.#time, this.#state, out);
    return out;
  }

  #linear(jacobian: Tape, x: number, y: number): Float64Array {
    this.#move(x, y);
    jacobian.run(this.#time, this.#state, this.#four);
    return this.#four;
  }
}

const reads = (root: Expr, name: string): boolean => some(root, (e) => e.op === 'parameter' && e.name === name);

/** Where in a mesh Newton's method begins, so that two points in one mesh are both found. */
const starts = [
  [0.5, 0.5],
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const;
const mostSteps = 50;
/** Last step of Newton's method: the one after it would be of the order of its square. */
const settled = 1e-9;
/** Points nearer to each other than this are one. */
const same = 1e-7;
/** Real parts below this share of the matrix are lost in its rounding, or nearly so. */
const marginal = 1e-9;
