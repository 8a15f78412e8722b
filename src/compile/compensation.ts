/**
 * Sums that keep what rounding loses (Kahan 1965, Commun. ACM 8:40; Dekker's fast two-sum). A variable whose step is smaller than half a
 * unit in the last place of its value does not move at all in f32, and one whose step is a few units loses or gains up to half a unit of
 * them, step after step. So x ← x + Δ becomes x ← x + (Δ + r), with r, in its own column, what the last sum lost; and a decay
 * x ← x·e^{hλ} becomes x ← x + x·(e^{hλ} − 1), since e^{hλ} next to 1 is itself rounded.
 */
import * as b from '../expression/build.ts';
import { derivative } from '../expression/derivative.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Expr } from '../expression/node.ts';
import { statesOf, transform } from '../expression/visit.ts';
import { hiddenName } from '../network/attachment.ts';
import type { StepGraph } from './step.ts';

/**
 * Steps per time constant, from which on a variable counts as slow. A plain sum or product in f32 is off by half a unit in the last place,
 * 2⁻²⁵ of the value, against a change of 1/SLOW of it: at this bound by 2⁻²⁵·2¹³ = 0.024 % of the time constant, and in proportion below.
 */
const SLOW = 2 ** 13;

/** Cells whose time constants are looked at, spread evenly, where parameters or initial values differ from cell to cell. */
const SAMPLE = 256;

/** Voltages at which cells rest or linger, mV. */
const VOLTAGES = [-100, -90, -80, -70, -60, -50, -40, -30, -20, -10, 0];

/** One value, or one per cell, of states and parameters by name. */
type Known = ReadonlyMap<string, number | Float64Array>;

/** What is known of a population when its step is built: one value, or one per cell, of states and parameters by name. */
export interface Looked {
  readonly known: Known;
  /** Names of the states that are voltages. */
  readonly voltages: ReadonlySet<string>;
  readonly size: number;
  /** ms */
  readonly dt: number;
}

/**
 * Whether dx/dt makes x slow: its time constant −1/(∂(dx/dt)/∂x) is longer than SLOW steps for some cell, or infinite, at the values that
 * are known or, where it hangs on a voltage, at one of VOLTAGES: a gate may be fast where a run starts and slow where the cell rests.
 */
export function isSlow(name: string, slope: Expr, { known, voltages, size, dt }: Looked): boolean {
  let lambda: Expr;
  try {
    lambda = derivative(slope, name);
  } catch {
    return false;
  }
  if (lambda === b.zero) return true;
  const reads = statesOf(lambda);
  const moved = [...voltages].filter((v) => v !== name && reads.has(v));
  const levels = moved.length > 0 ? VOLTAGES : [];
  const seen = [known, ...levels.map((level): Known => new Map([...known, ...moved.map((v) => [v, level] as const)]))];
  return seen.some((values) => slowAmong(lambda, values, size, dt));
}

/** Cells of one value everywhere are looked at once. */
function slowAmong(lambda: Expr, known: Known, size: number, dt: number): boolean {
  const alike = ![...known.values()].some((v) => typeof v !== 'number');
  const count = Math.min(size, alike ? 1 : SAMPLE);
  for (let k = 0; k < count; k++) {
    const rate = rateOf(lambda, known, Math.floor((k * size) / count), dt);
    if (Math.abs(rate * dt) < 1 / SLOW) return true;
  }
  return false;
}

/** The value of a rate for one cell at time 0, per ms; NaN where it hangs on a table or on chance. */
function rateOf(lambda: Expr, known: Known, cell: number, dt: number): number {
  const leaf = (e: Expr): number | undefined => {
    if ('name' in e) {
      const value = known.get(e.name);
      return typeof value === 'number' ? value : value?.[cell];
    }
    if (e.op === 'dt') return dt;
    if (e.op === 'cell') return cell;
    return e.op === 'time' || e.op === 'step' ? 0 : Number.NaN;
  };
  try {
    return evaluate(lambda, leaf);
  } catch {
    return Number.NaN;
  }
}

/** Name of the hidden column that holds what the sum of a variable has lost. */
export const residueOf = (name: string): string => hiddenName('residue', name);

/**
 * The step with compensated sums for the variables of the given names (states and attached ones), wherever their next values are sums or
 * decays; what a spike or a hold sets outright is set outright, and leaves no residue.
 */
export function compensate(step: StepGraph, names: readonly string[], wanted: ReadonlySet<string>): StepGraph {
  const sums = new Map<Expr, Expr>();
  const residues: { name: string; next: Expr }[] = [];
  const next = step.next.map((e, k) => {
    const name = names[k];
    if (name === undefined || !wanted.has(name) || e === b.state(name)) return e;
    const kept = compensated(b.state(name), b.state(residueOf(name)), e, sums);
    if (kept.residue === b.zero) return e;
    residues.push({ name: residueOf(name), next: kept.residue });
    return kept.value;
  });
  if (residues.length === 0) return step;
  // Whatever looks at a sum sees the compensated one.
  const roots = [...next, ...residues.map((r) => r.next), ...(step.spike ? [step.spike] : [])];
  const seen = transform(roots, (e) => sums.get(e));
  return {
    ...step,
    next: seen.slice(0, next.length + residues.length),
    spike: step.spike && seen.at(-1),
    hidden: [...step.hidden, ...residues.map((r) => r.name)],
  };
}

/** A next value of `x` and what its rounding lost, kept in `residue`; undefined where it is set outright. */
export function compensatedSum(x: Expr, residue: Expr, next: Expr): { value: Expr; residue: Expr } | undefined {
  const kept = compensated(x, residue, next, new Map());
  return kept.residue === b.zero ? undefined : kept;
}

/** A next value and what its rounding lost. Notes in `sums` which plain sum each compensated one stands for. */
function compensated(x: Expr, residue: Expr, next: Expr, sums: Map<Expr, Expr>): { value: Expr; residue: Expr } {
  if (next.op === 'select') {
    const [condition, whenTrue, whenFalse] = next.args as [Expr, Expr, Expr];
    const p = compensated(x, residue, whenTrue, sums);
    const q = compensated(x, residue, whenFalse, sums);
    return {
      value: b.select(condition, p.value, q.value),
      residue: b.select(condition, p.residue, q.residue),
    };
  }
  const change = next === x ? undefined : changeOf(x, next);
  if (!change) return { value: next, residue: b.zero };
  const total = b.add(change, residue);
  const sum = b.add(x, total);
  sums.set(next, sum);
  return { value: sum, residue: b.sub(total, b.sub(b.unary('rounded', sum), x)) };
}

/** `next` − x without cancellation, where `next` is a sum over x or a decay of it. */
function changeOf(x: Expr, next: Expr): Expr | undefined {
  if (next === x) return b.zero;
  const [p, q, r] = next.args as [Expr, Expr, Expr];
  switch (next.op) {
    case 'add': {
      const limit = approach(x, p, q) ?? approach(x, q, p);
      if (limit) return limit;
      const first = changeOf(x, p);
      if (first) return b.add(first, q);
      const second = changeOf(x, q);
      return second && b.add(p, second);
    }
    case 'sub': {
      const first = changeOf(x, p);
      return first && b.sub(first, q);
    }
    case 'mul':
      return decayOf(x, p, q) ?? decayOf(x, q, p);
    case 'select': {
      const [whenTrue, whenFalse] = [changeOf(x, q), changeOf(x, r)];
      return whenTrue && whenFalse && b.select(p, whenTrue, whenFalse);
    }
    default:
      return undefined;
  }
}

/** (x + d)·e^E as x + (d + (x + d)·(e^E − 1)). */
function decayOf(x: Expr, value: Expr, factor: Expr): Expr | undefined {
  const arrived = factor.op === 'exp' ? changeOf(x, value) : undefined;
  return arrived && b.add(arrived, b.mul(value, growth(factor.args[0]!)));
}

/** limit + (x + d − limit)·e^E as x + (d + (x + d − limit)·(e^E − 1)). */
function approach(x: Expr, limit: Expr, rest: Expr): Expr | undefined {
  if (rest.op !== 'mul') return undefined;
  const [distance, factor] = rest.args as [Expr, Expr];
  if (factor.op !== 'exp') return undefined;
  const value = distance.args.find((e) => b.sub(e, limit) === distance);
  const arrived = value && changeOf(x, value);
  return arrived && b.add(arrived, b.mul(distance, growth(factor.args[0]!)));
}

/** e^E − 1 with all its digits. */
const growth = (exponent: Expr): Expr => b.mul(exponent, b.exprel(exponent));
