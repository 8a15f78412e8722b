/**
 * Functions and the combinations of them that models use, over sixty decades of either sign: what every backend must make of them, against
 * f64.
 */
import { parseExpression } from '../../src/equations/expression.ts';
import type { Scope } from '../../src/equations/scope.ts';
import * as b from '../../src/expression/build.ts';
import type { Program } from '../../src/program/program.ts';
import { dimensionless } from '../../src/quantity/dimension.ts';
import { programOf } from './program.ts';

export interface RangeCase {
  /** As a model writes it, of x. */
  readonly text: string;
  /** The value in f64. NaN where there is none. */
  readonly exact: (x: number) => number;
  /**
   * What it may be off, in units of the backend's roundoff: relative to the value (`relative`), and on its own (`absolute`). Units as
   * WGSL allows them for each function, added up along the expression.
   */
  readonly relative: (x: number) => number;
  readonly absolute?: (x: number) => number;
  /** Arguments that it is asked for; default all. */
  readonly within?: (x: number) => boolean;
}

/** WGSL's exp: 3 + 2|x| units in the last place, 2 roundoffs each; arguments that saturate do not grow it further. */
const exp = (x: number): number => 2 * (3 + 2 * Math.min(Math.abs(x), 90));
const few = (): number => 16;
const e = Math.exp;
/** Half a unit of the argument, through a function of slope 1. */
const softplus = (x: number): number => Math.log1p(Math.exp(-Math.abs(x))) + Math.max(0, x);

/** Exponents of x or so, rounded to half a unit, and twice that for two. */
const far = (x: number): number => 16 + 16 * Math.min(Math.abs(x), 5000);

export const rangeCases: readonly RangeCase[] = [
  { text: 'exp(x)', exact: Math.exp, relative: exp },
  { text: 'expm1(x)', exact: Math.expm1, relative: (x) => 3 * exp(x) + 48 },
  { text: 'exprel(x)', exact: (x) => (x === 0 ? 1 : Math.expm1(x) / x), relative: (x) => 3 * exp(x) + 48 },
  { text: 'log(x)', exact: Math.log, relative: few, absolute: few },
  { text: 'log10(x)', exact: Math.log10, relative: few, absolute: few },
  { text: 'sqrt(x)', exact: Math.sqrt, relative: few },
  { text: 'sin(x)', exact: Math.sin, relative: few, absolute: few, within: (x) => Math.abs(x) < 2 ** 23 },
  { text: 'cos(x)', exact: Math.cos, relative: few, absolute: few, within: (x) => Math.abs(x) < 2 ** 23 },
  {
    text: 'tan(x)',
    exact: Math.tan,
    relative: (x) => 32 + 16 * (Math.abs(Math.tan(x)) + 1 / (Math.abs(Math.tan(x)) + 1e-30)),
    absolute: (x) => 16 * (1 + Math.tan(x) ** 2),
    within: (x) => Math.abs(x) < 2 ** 23,
  },
  { text: 'sinh(x)', exact: Math.sinh, relative: (x) => 4 * exp(x) + 64 },
  { text: 'cosh(x)', exact: Math.cosh, relative: (x) => exp(x) + 8 },
  { text: 'tanh(x)', exact: Math.tanh, relative: (x) => 6 * exp(Math.min(Math.abs(x), 20)) + 64 },
  { text: 'abs(x)', exact: Math.abs, relative: () => 0 },
  { text: 'sign(x)', exact: Math.sign, relative: () => 0 },
  { text: 'floor(x)', exact: Math.floor, relative: () => 0 },
  { text: 'ceil(x)', exact: Math.ceil, relative: () => 0 },
  { text: 'int(x)', exact: Math.trunc, relative: () => 0 },
  { text: 'heaviside(x)', exact: (x) => Number(x >= 0), relative: () => 0 },
  { text: 'x**2', exact: (x) => x * x, relative: few },
  { text: 'x**-3', exact: (x) => x ** -3, relative: few, within: (x) => x !== 0 },
  { text: 'x**0.7', exact: (x) => x ** 0.7, relative: (x) => 32 + 16 * Math.abs(Math.log2(Math.abs(x) || 1)) },
  { text: 'x**0.5', exact: Math.sqrt, relative: few },
  { text: '2**x', exact: (x) => 2 ** x, relative: (x) => 32 + 16 * Math.min(Math.abs(x), 130) },
  // Combinations: gates, their relatives, and what meets where there is no value.
  { text: '1/(1 + exp(-x))', exact: (x) => 1 / (1 + Math.exp(-x)), relative: (x) => exp(x) + 16 },
  { text: 'exp(x)/(1 + exp(x))', exact: (x) => 1 / (1 + Math.exp(-x)), relative: (x) => 2 * exp(x) + 16 },
  { text: 'x/(exp(x) - 1)', exact: (x) => (x === 0 ? 1 : x / Math.expm1(x)), relative: (x) => 3 * exp(x) + 64 },
  { text: 'x/expm1(x)', exact: (x) => (x === 0 ? 1 : x / Math.expm1(x)), relative: (x) => 3 * exp(x) + 64 },
  { text: 'x/(1 - exp(-x))', exact: (x) => (x === 0 ? 1 : -x / Math.expm1(-x)), relative: (x) => 3 * exp(x) + 64 },
  { text: '(exp(x) - 1)/x', exact: (x) => (x === 0 ? 1 : Math.expm1(x) / x), relative: (x) => 3 * exp(x) + 64 },
  { text: 'x/sinh(x)', exact: (x) => (x === 0 ? 1 : x / Math.sinh(x)), relative: (x) => 5 * exp(x) + 64 },
  {
    text: 'x/tanh(x)',
    exact: (x) => (x === 0 ? 1 : x / Math.tanh(x)),
    relative: (x) => 6 * exp(Math.min(2 * Math.abs(x), 60)) + 64,
  },
  {
    text: 'sin(x)/x',
    exact: (x) => (x === 0 ? 1 : Math.sin(x) / x),
    relative: few,
    absolute: (x) => (Math.abs(x) < 1e-3 ? 16 : 16 / Math.abs(x)),
    within: (x) => Math.abs(x) < 2 ** 23,
  },
  { text: 'exp(-x**2)', exact: (x) => Math.exp(-x * x), relative: (x) => exp(x * x) + 4 * Math.min(x * x, 100) },
  { text: 'log(1 + exp(x))', exact: softplus, relative: few, absolute: (x) => exp(x) + 32 },
  // Exponentials far out that make an ordinary number together; their difference is known to half a unit of x.
  { text: 'exp(x)*exp(-0.98*x)', exact: (x) => Math.exp(0.02 * x), relative: far },
  { text: 'exp(x)/exp(0.98*x)', exact: (x) => Math.exp(0.02 * x), relative: far },
  { text: '1/(exp(x)*exp(-0.98*x))', exact: (x) => Math.exp(-0.02 * x), relative: far },
  {
    text: 'exp(x)/(1 + exp(0.98*x))',
    exact: (x) => (x > 0 ? e(0.02 * x) / (1 + e(-0.98 * x)) : e(x) / (1 + e(0.98 * x))),
    relative: far,
  },
  {
    text: '1/(exp(-x)*(1 + exp(0.98*x)))',
    exact: (x) => (x > 0 ? e(0.02 * x) / (1 + e(-0.98 * x)) : e(x) / (1 + e(0.98 * x))),
    relative: far,
  },
  {
    text: 'exp(-x)*(2 + exp(0.98*x))',
    exact: (x) => (x > 0 ? e(-0.02 * x) * (1 + 2 * e(-0.98 * x)) : e(-x) * (2 + e(0.98 * x))),
    relative: far,
  },
  {
    text: '(1 + exp(x))/exp(0.98*x)',
    exact: (x) => (x > 0 ? e(0.02 * x) * (1 + e(-x)) : (1 + e(x)) * e(-0.98 * x)),
    relative: far,
  },
  {
    text: '(1 + exp(x))/(2 + exp(0.98*x) + exp(-x))',
    exact: (x) =>
      x > 0
        ? (e(0.02 * x) * (1 + e(-x))) / (1 + 2 * e(-0.98 * x) + e(-1.98 * x))
        : (e(x) * (1 + e(x))) / (1 + 2 * e(x) + e(1.98 * x)),
    relative: far,
  },
  {
    text: 'exp(1.98*x)/(1 + exp(x))**2',
    exact: (x) => (x > 0 ? e(-0.02 * x) / (1 + e(-x)) ** 2 : e(1.98 * x) / (1 + e(x)) ** 2),
    relative: far,
  },
  {
    text: '(1 + exp(x))**4/(1 + exp(4.02*x))',
    exact: (x) =>
      x > 0 ? (e(-0.02 * x) * (1 + e(-x)) ** 4) / (1 + e(-4.02 * x)) : (1 + e(x)) ** 4 / (1 + e(4.02 * x)),
    relative: (x) => 8 * far(x),
  },
  {
    text: 'exp(0.5*x)*x/(exp(x) - 1)',
    exact: (x) => (x === 0 ? 1 : x / 2 / Math.sinh(x / 2)),
    relative: (x) => 3 * far(x) + 64,
  },
  {
    text: 'x/(exp(x) - exp(-x))',
    exact: (x) => (x === 0 ? 0.5 : x / 2 / Math.sinh(x)),
    relative: (x) => 3 * far(x) + 64,
  },
  { text: 'max(sqrt(x), 0)', exact: Math.sqrt, relative: few },
  { text: 'max(0, log(x))', exact: (x) => Math.max(0, Math.log(x)), relative: few, absolute: few },
  { text: 'clip(log(x), -5, 5)', exact: (x) => Math.min(5, Math.max(-5, Math.log(x))), relative: few, absolute: few },
  {
    text: 'exp(log(x))',
    exact: (x) => Math.exp(Math.log(x)),
    relative: (x) => 64 * (1 + Math.abs(Math.log(Math.abs(x) || 1))),
    within: (x) => Math.abs(x) < 1e30 && x !== 0,
  },
  {
    text: 'tanh(sqrt(x))',
    exact: (x) => Math.tanh(Math.sqrt(x)),
    relative: (x) => 6 * exp(Math.min(Math.sqrt(Math.abs(x)), 20)) + 64,
  },
  { text: 'where(x > 0, log(x), 0)', exact: (x) => (x > 0 ? Math.log(x) : 0), relative: few, absolute: few },
  {
    text: 'abs(x)**1.5',
    exact: (x) => Math.abs(x) ** 1.5,
    relative: (x) => 32 + 16 * Math.abs(1.5 * Math.log2(Math.abs(x) || 1)),
  },
];

/** 0, and numbers of both signs from 10⁻³⁰ to 10³⁰, twelve per decade in the middle and three beyond; rounded to f32. */
export const rangeArguments: Float64Array = (() => {
  const out = [0];
  for (let e = -30; e < 30; e++) {
    const count = e >= -2 && e < 3 ? 12 : 3;
    for (let k = 0; k < count; k++)
      out.push(Math.fround(10 ** (e + (k + 0.37) / count)), Math.fround(-(10 ** (e + (k + 0.37) / count))));
  }
  return Float64Array.from(out);
})();

const scope: Scope = {
  variables: new Map([['x', { kind: 'state', dimension: dimensionless, value: b.state('x') }]]),
  tables: new Map(),
};

/** One column per case; the argument stays in column 0. */
export function rangeProgram(cases: readonly RangeCase[] = rangeCases): Program {
  const outputs = cases.map(
    ({ text }, k): [string, { initial: number; next: ReturnType<typeof b.state>; limit: number }] => [
      `y${k}`,
      { initial: 0, next: parseExpression(text, scope, dimensionless).value, limit: Number.POSITIVE_INFINITY },
    ],
  );
  return programOf({
    populations: [
      {
        name: 'ranges',
        size: rangeArguments.length,
        states: { x: { initial: rangeArguments, next: b.state('x') }, ...Object.fromEntries(outputs) },
      },
    ],
  });
}
