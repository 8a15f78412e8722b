/** Arithmetic of the independent integrator: exact to f64, or with errors on purpose. */
import { xorshift } from './dice.ts';

/**
 * Monte Carlo arithmetic (Parker 1997, UCLA CSD-970002): each operation errs at random by up to `unit`, relatively. How far a few such
 * runs part from the plain one tells how far rounding may carry any other program that computes the same formulas.
 */
export interface Machine {
  readonly rough: boolean;
  /** Largest relative error of one operation, 0 for the plain one. */
  readonly unit: number;
  /** A result as this machine has it. */
  R(x: number): number;
  /** A random number from −1 to 1; 0 for the plain one. */
  jitter(): number;
  /** 1 or −1, the same in the whole run; 0 for the plain one. For few large errors, whose random sum might be next to none. */
  readonly bias: number;
  /** A function's value: its argument errs by a rounding, and its value by two. */
  F(g: (x: number) => number, x: number): number;
  readonly functions: Readonly<Record<string, (x: number, y: number) => number>>;
  /** Distance from every corner and condition that was looked at, and the size of what was compared; emptied by whoever reads it. */
  readonly corners: { distance: number[]; size: number[] };
}

export function machine(unit: number, seed: number): Machine {
  const next = xorshift(seed);
  const rough = unit > 0;
  const jitter = rough ? () => 2 * next() - 1 : () => 0;
  // Drawn once and taken in turn: a prime number of them meets other operations in every step.
  const errors = Float64Array.from({ length: 4093 }, () => 1 + unit * jitter());
  let at = 0;
  const R = rough
    ? (x: number) => {
        at = at === 4092 ? 0 : at + 1;
        return x * errors[at]!;
      }
    : (x: number) => x;
  const corners: Machine['corners'] = { distance: [], size: [] };
  const over = (a: number, b: number): number => {
    corners.distance.push(a - b);
    corners.size.push(Math.abs(a) + Math.abs(b));
    return a - b;
  };
  const functions: Machine['functions'] = {
    exp: Math.exp,
    expm1: Math.expm1,
    exprel,
    exprelSlope,
    log: Math.log,
    sqrt: Math.sqrt,
    sin: Math.sin,
    cos: Math.cos,
    tanh: Math.tanh,
    cosh: Math.cosh,
    abs: (x) => (over(x, 0) < 0 ? -x : x),
    min: (a, b) => (over(a, b) < 0 ? a : b),
    max: (a, b) => (over(a, b) > 0 ? a : b),
    over,
  };
  const F = (g: (x: number) => number, x: number): number => R(R(g(R(x))));
  const bias = rough ? 1 - 2 * (seed % 2) : 0;
  return { rough, unit, R, jitter, bias, F, functions, corners };
}

/** (eˣ − 1)/x. */
export const exprel = (x: number): number => (x === 0 ? 1 : Math.expm1(x) / x);

/** Its derivative (eˣ(x − 1) + 1)/x²; near 0 by its series ½ + x/3 + x²/8 + x³/30 + x⁴/144 + x⁵/840 + x⁶/5760, good to 10⁻¹⁵ below 0.02. */
function exprelSlope(x: number): number {
  if (Math.abs(x) < 0.02)
    return 1 / 2 + x * (1 / 3 + x * (1 / 8 + x * (1 / 30 + x * (1 / 144 + x * (1 / 840 + x / 5760)))));
  return (Math.exp(x) * (x - 1) + 1) / (x * x);
}
