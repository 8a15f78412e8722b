/** How many modes of a cell with dendrites grow about a steady state: counted, not looked for. */
import type { LinearMembrane } from './membrane-slope.ts';

/**
 * What sits at a node, about the steady state: its linear equations, and by how much its current counts there, pA or nS for one of its own.
 */
interface Seated {
  readonly equations: LinearMembrane;
  readonly times: number;
}

/** The linear equations of a cell about a steady state. Units ms, mV, pA, nS, pF. */
export interface LinearTree {
  /** Node that each hangs on, before it; −1 for the first. */
  readonly parents: Int32Array;
  /** To the parent, nS. */
  readonly axial: Float64Array;
  /** pF; 0 of nodes without membrane. */
  readonly capacitance: Float64Array;
  /** Of each node. */
  readonly seated: readonly (readonly Seated[])[];
}

/** Intervals of frequencies that are narrower than this share of their upper end, and still do not tell, tell nothing. */
const narrowest = 1e-9;
/** Frequencies below this, rad/ms, are looked at as narrowly as this one. */
const slowest = 1e-6;

/**
 * The number of eigenvalues of the linear equations with a positive real part; 0 of a stable steady state. Undefined where one lies so near
 * the imaginary axis that f64 cannot tell its side, as at a bifurcation.
 *
 * With E the diagonal matrix of 1 for gates and of capacitances for voltages, the eigenvalues are the zeros of F(s) = det(sE − A), a
 * polynomial of degree N, the number of gates and of nodes with a capacitance; it has no poles. Where none lies on the imaginary axis, one
 * to the left of it turns F(iω) by +π while ω goes from −∞ to ∞, one to the right by −π, and F(−iω) is the conjugate of F(iω). So from 0
 * to ∞ the phase of F grows by (N − 2Z)·π/2, Z of them being to the right.
 *
 * F is the product of the pivots of the elimination, gates at each node first, then the tree from its tips (Hines 1984), and its phase
 * the sum of theirs. That no turn is missed between two frequencies is proved: the elimination is done with discs instead of numbers
 * (Gargantini & Henrici 1972, Numer. Math. 18:305), iω being the disc of all frequencies between. Where none of the pivots' discs has 0
 * in it, each pivot goes from its first value to its last within half a turn, which two numbers tell. Where one does, the interval is
 * halved.
 *
 * It ends at Ω = 8N·R, R the largest sum of the magnitudes in a row of E⁻¹A: no eigenvalue is larger than R (Gershgorin; a node without
 * capacitance has a mean of its neighbours' voltages), so from Ω on the phase changes by less than N·asin(1/(8N)) < π/4 in all, and Z
 * rounds to a whole number.
 */
export function unstableModes(tree: LinearTree): number | undefined {
  const { capacitance, seated } = tree;
  const gates = seated.reduce((n, list) => n + list.reduce((m, { equations }) => m + equations.drive.length, 0), 0);
  const order = gates + capacitance.reduce((n, C) => n + (C > 0 ? 1 : 0), 0);
  const largest = largestEigenvalue(tree);
  if (largest === undefined) return undefined;
  const pivots = new Pivots(tree, gates + capacitance.length);
  const end = 8 * order * largest;
  let phase = 0;
  let from = 0;
  let before = pivots.at(0, 0);
  for (let width = slowest; from < end; ) {
    const to = Math.min(end, from + width);
    if (to - from < narrowest * Math.max(to, slowest)) return undefined;
    if (!pivots.at(from, to).awayFromZero) {
      width = (to - from) / 2;
      continue;
    }
    const after = pivots.at(to, to);
    phase += turned(before, after);
    [from, before] = [to, after];
    width = Math.max(2 * width, slowest);
  }
  return Math.round((order - phase / (Math.PI / 2)) / 2);
}

/** The sum of the angles between numbers of two lists that lie within half a turn of each other. */
function turned(a: PivotValues, z: PivotValues): number {
  let sum = 0;
  for (let k = 0; k < a.re.length; k++)
    sum += Math.atan2(a.re[k]! * z.im[k]! - a.im[k]! * z.re[k]!, a.re[k]! * z.re[k]! + a.im[k]! * z.im[k]!);
  return sum;
}

/** A bound of the magnitudes of eigenvalues, 1/ms; undefined where a node without capacitance is no mean of its neighbours. */
function largestEigenvalue({ parents, axial, capacitance, seated }: LinearTree): number | undefined {
  const links = new Float64Array(parents.length);
  for (let k = 1; k < parents.length; k++) {
    links[k]! += axial[k]!;
    links[parents[k]!]! += axial[k]!;
  }
  const size = (list: readonly number[]): number => list.reduce((sum, v) => sum + Math.abs(v), 0);
  let largest = 0;
  for (let k = 0; k < parents.length; k++) {
    let sum = 2 * links[k]!;
    for (const { equations, times } of seated[k]!) {
      const { instant, grows, drive, jacobian } = equations;
      if (!(capacitance[k]! > 0) && (instant > 0 || drive.length > 0)) return undefined;
      sum += times * (Math.abs(instant) + size(grows));
      drive.forEach((v, r) => {
        largest = Math.max(largest, Math.abs(v) + size(jacobian[r]!));
      });
    }
    if (capacitance[k]! > 0) largest = Math.max(largest, sum / capacitance[k]!);
  }
  return largest;
}

interface PivotValues {
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** Whether 0 lies outside of all discs. */
  readonly awayFromZero: boolean;
}

/** A disc of complex numbers; of radius 0 a number. */
class Disc {
  readonly re: number;
  readonly im: number;
  readonly radius: number;

  constructor(re: number, im = 0, radius = 0) {
    this.re = re;
    this.im = im;
    this.radius = radius;
  }

  plus({ re, im, radius }: Disc): Disc {
    return new Disc(this.re + re, this.im + im, this.radius + radius);
  }

  scaled(by: number): Disc {
    return new Disc(by * this.re, by * this.im, Math.abs(by) * this.radius);
  }

  times({ re, im, radius }: Disc): Disc {
    const spread = Math.hypot(this.re, this.im) * radius + Math.hypot(re, im) * this.radius + this.radius * radius;
    return new Disc(this.re * re - this.im * im, this.re * im + this.im * re, spread);
  }

  /** Of a disc that does not hold 0. */
  inverse(): Disc {
    const size = this.re * this.re + this.im * this.im - this.radius * this.radius;
    return new Disc(this.re / size, -this.im / size, this.radius / size);
  }

  get isZero(): boolean {
    return this.re === 0 && this.im === 0 && this.radius === 0;
  }

  /** By a little more than f64 rounds. */
  get awayFromZero(): boolean {
    return Math.hypot(this.re, this.im) > this.radius * (1 + 1e-9);
  }
}

/** The elimination of sE − A. */
class Pivots {
  readonly #tree: LinearTree;
  readonly #count: number;

  /** `count`: of the pivots. */
  constructor(tree: LinearTree, count: number) {
    this.#tree = tree;
    this.#count = count;
  }

  /** For s = iω, ω within an interval, rad/ms. */
  at(from: number, to: number): PivotValues {
    const { parents, axial, capacitance, seated } = this.#tree;
    const s = new Disc(0, (from + to) / 2, (to - from) / 2);
    const [re, im] = [new Float64Array(this.#count), new Float64Array(this.#count)];
    let next = 0;
    const note = (pivot: Disc): boolean => {
      re[next] = pivot.re;
      im[next++] = pivot.im;
      return pivot.awayFromZero;
    };
    const sums = Array.from(capacitance, (C) => s.scaled(C));
    for (let k = parents.length - 1; k >= 0; k--) {
      let sum = sums[k]!;
      for (const { equations, times } of seated[k]!) {
        const admittance = admittanceOf(equations, s, note);
        if (admittance === undefined) return { re, im, awayFromZero: false };
        sum = sum.plus(admittance.scaled(times));
      }
      // What flows to the parent through what is beyond: G in series with the sum, G − G²/(G + sum).
      const G = axial[k]!;
      const pivot = k === 0 ? sum : sum.plus(new Disc(G));
      if (!note(pivot)) return { re, im, awayFromZero: false };
      const parent = parents[k]!;
      if (k > 0) sums[parent] = sums[parent]!.plus(new Disc(G).plus(pivot.inverse().scaled(-G * G)));
    }
    return { re, im, awayFromZero: true };
  }
}

/** Outward current over voltage, all other states eliminated; undefined where a pivot may be 0. */
function admittanceOf(
  { instant, grows, drive, jacobian }: LinearMembrane,
  s: Disc,
  note: (pivot: Disc) => boolean,
): Disc | undefined {
  const n = drive.length;
  const rows = [...jacobian.map((row, r) => [...row, drive[r]!]), [...grows, instant]].map((row, r) =>
    row.map((v, c) => (r === c && r < n ? s.plus(new Disc(-v)) : new Disc(-v))),
  );
  for (let k = 0; k < n; k++) {
    const above = rows[k]!;
    if (!note(above[k]!)) return undefined;
    const inverse = above[k]!.inverse();
    for (const row of rows.slice(k + 1)) {
      if (row[k]!.isZero) continue;
      const factor = row[k]!.times(inverse).scaled(-1);
      for (let c = k + 1; c <= n; c++) if (!above[c]!.isZero) row[c] = row[c]!.plus(factor.times(above[c]!));
    }
  }
  return rows[n]![n]!;
}
