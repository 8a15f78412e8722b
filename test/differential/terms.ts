/**
 * Formulas as the test has them: a small tree with a text for Galvani, and a derivative and JavaScript for the independent integrator.
 * Values are in mV, ms, nS, pA and pF, in which pA = nS·mV = pF·mV/ms.
 */
import type { Dice } from './dice.ts';

export type Unit = '1' | 'mV' | 'ms' | 'nS' | 'pA' | 'pF' | 'mV/ms' | '1/ms' | '1/mV';

type Call = 'exp' | 'expm1' | 'exprel' | 'log' | 'sqrt' | 'sin' | 'cos' | 'tanh' | 'cosh' | 'abs';

export type Term =
  | { readonly op: 'number'; readonly value: number; readonly unit: Unit }
  | { readonly op: 'state' | 'before' | 'parameter'; readonly name: string }
  | { readonly op: 'time' }
  /** 1 in steps from ≤ time/dt < to, else 0. */
  | { readonly op: 'window'; readonly from: number; readonly to: number }
  /** Entry ⌊time/(dt·width)⌋ of a table, clamped to its ends. */
  | {
      readonly op: 'table';
      readonly name: string;
      readonly unit: Unit;
      readonly width: number;
      readonly values: readonly number[];
    }
  /** A name for another term. */
  | { readonly op: 'part'; readonly name: string; readonly is: Term }
  | { readonly op: 'call'; readonly name: Call; readonly a: Term }
  | { readonly op: '+' | '-' | '*' | '/' | '**' | 'min' | 'max'; readonly a: Term; readonly b: Term }
  /** x where a > b, else y. */
  | { readonly op: 'where'; readonly a: Term; readonly b: Term; readonly x: Term; readonly y: Term };

export const n = (value: number, unit: Unit = '1'): Term => ({ op: 'number', value, unit });
export const s = (name: string): Term => ({ op: 'state', name });
export const before = (name: string): Term => ({ op: 'before', name });
export const p = (name: string): Term => ({ op: 'parameter', name });
export const time: Term = { op: 'time' };
export const part = (name: string, is: Term): Term => ({ op: 'part', name, is });
export const call = (name: Call, a: Term): Term => ({ op: 'call', name, a });
export const where = (a: Term, b: Term, x: Term, y: Term): Term => ({ op: 'where', a, b, x, y });
const binary =
  (op: '+' | '-' | '*' | '/' | '**' | 'min' | 'max') =>
  (a: Term, b: Term): Term => ({ op, a, b });
export const [sub, div, pow, min, max] = [binary('-'), binary('/'), binary('**'), binary('min'), binary('max')];
export const add = (...terms: Term[]): Term => terms.reduce(binary('+'));
export const mul = (...terms: Term[]): Term => terms.reduce(binary('*'));
export const neg = (a: Term): Term => sub(n(0), a);

const ZERO = n(0);
const isNumber = (t: Term, value: number): boolean => t.op === 'number' && t.value === value;

// ---- derivative ----

/** ∂t/∂(state `name`). Between the corners of abs, min, max and where, as everyone differentiates them. */
export function slope(t: Term, name: string): Term {
  const d = (x: Term): Term => slope(x, name);
  switch (t.op) {
    case 'state':
      return n(t.name === name ? 1 : 0);
    case 'part':
      return d(t.is);
    case 'call': {
      const inner = d(t.a);
      return isNumber(inner, 0) ? ZERO : times(slopeOfCall(t.name, t.a), inner);
    }
    case '+':
      return plus(d(t.a), d(t.b));
    case '-':
      return minus(d(t.a), d(t.b));
    case '*':
      return plus(times(d(t.a), t.b), times(t.a, d(t.b)));
    case '/':
      return over(minus(d(t.a), times(t, d(t.b))), t.b);
    case '**':
      // Exponents are numbers here.
      return t.b.op === 'number' ? times(times(t.b, pow(t.a, n(t.b.value - 1))), d(t.a)) : fail('a power of states');
    case 'min':
      return choice(t.b, t.a, d(t.a), d(t.b));
    case 'max':
      return choice(t.a, t.b, d(t.a), d(t.b));
    case 'where':
      return choice(t.a, t.b, d(t.x), d(t.y));
    default:
      return ZERO;
  }
}

function fail(what: string): never {
  throw new Error(`The generator made ${what}.`);
}
const plus = (a: Term, b: Term): Term => (isNumber(a, 0) ? b : isNumber(b, 0) ? a : add(a, b));
const minus = (a: Term, b: Term): Term => (isNumber(b, 0) ? a : sub(a, b));
const times = (a: Term, b: Term): Term =>
  isNumber(a, 0) || isNumber(b, 0) ? ZERO : isNumber(a, 1) ? b : isNumber(b, 1) ? a : mul(a, b);
const over = (a: Term, b: Term): Term => (isNumber(a, 0) ? ZERO : div(a, b));
const choice = (a: Term, b: Term, x: Term, y: Term): Term =>
  isNumber(x, 0) && isNumber(y, 0) ? ZERO : where(a, b, x, y);

function slopeOfCall(name: Call, a: Term): Term {
  switch (name) {
    case 'exp':
    case 'expm1':
      return call('exp', a);
    case 'exprel':
      // The emitter's own function: (eˣ(x − 1) + 1)/x².
      return { op: 'call', name: 'exprelSlope' as Call, a };
    case 'log':
      return div(n(1), a);
    case 'sqrt':
      return div(n(0.5), call('sqrt', a));
    case 'sin':
      return call('cos', a);
    case 'cos':
      return neg(call('sin', a));
    case 'tanh':
      return sub(n(1), pow(call('tanh', a), n(2)));
    case 'cosh':
      return mul(call('tanh', a), call('cosh', a));
    case 'abs':
      return where(a, n(0), n(1), n(-1));
  }
}

// ---- structure ----

function children(t: Term): readonly Term[] {
  switch (t.op) {
    case 'part':
      return [t.is];
    case 'call':
      return [t.a];
    case 'where':
      return [t.a, t.b, t.x, t.y];
    case 'number':
    case 'state':
    case 'before':
    case 'parameter':
    case 'time':
    case 'window':
    case 'table':
      return [];
    default:
      return [t.a, t.b];
  }
}

export const contains = (t: Term, is: (t: Term) => boolean): boolean =>
  is(t) || children(t).some((c) => contains(c, is));

export const sees = (t: Term, state: string): boolean => contains(t, (c) => c.op === 'state' && c.name === state);
const seesAny = (t: Term): boolean => contains(t, (c) => c.op === 'state');
export const changesByItself = (t: Term): boolean =>
  contains(t, (c) => c.op === 'time' || c.op === 'window' || c.op === 'table');

/** Whether t is affine in the state, other states taken as constants. */
export function affineIn(t: Term, state: string): boolean {
  if (!sees(t, state)) return true;
  switch (t.op) {
    case 'state':
      return true;
    case 'part':
      return affineIn(t.is, state);
    case '+':
    case '-':
      return affineIn(t.a, state) && affineIn(t.b, state);
    case '*':
      return (!sees(t.a, state) && affineIn(t.b, state)) || (!sees(t.b, state) && affineIn(t.a, state));
    case '/':
      return !sees(t.b, state) && affineIn(t.a, state);
    default:
      return false;
  }
}

/** Whether t is affine in all states together, with coefficients that neither states nor time change. */
export function linear(t: Term): boolean {
  if (!seesAny(t)) return true;
  switch (t.op) {
    case 'state':
      return true;
    case 'part':
      return linear(t.is);
    case '+':
    case '-':
      return linear(t.a) && linear(t.b);
    case '*': {
      const fixed = (x: Term): boolean => !seesAny(x) && !changesByItself(x);
      return (fixed(t.a) && linear(t.b)) || (fixed(t.b) && linear(t.a));
    }
    case '/':
      return !seesAny(t.b) && !changesByItself(t.b) && linear(t.a);
    default:
      return false;
  }
}

/** Named parts in the order in which they can be written. */
export function partsOf(terms: readonly Term[]): Map<string, Term> {
  const found = new Map<string, Term>();
  const visit = (t: Term): void => {
    for (const c of children(t)) visit(c);
    if (t.op === 'part') found.set(t.name, t.is);
  };
  terms.forEach(visit);
  return found;
}

// ---- text ----

/** Ways to write a unit, and what one of them is in the units above. */
const spellings: Readonly<Record<Unit, readonly (readonly [text: string, factor: number])[]>> = {
  '1': [['', 1]],
  mV: [
    ['mV', 1],
    ['V', 1e3],
    ['volt', 1e3],
    ['uV', 1e-3],
    ['mvolt', 1],
  ],
  ms: [
    ['ms', 1],
    ['s', 1e3],
    ['second', 1e3],
    ['us', 1e-3],
    ['msecond', 1],
  ],
  nS: [
    ['nS', 1],
    ['uS', 1e3],
    ['siemens', 1e9],
    ['pS', 1e-3],
    ['nsiemens', 1],
  ],
  pA: [
    ['pA', 1],
    ['nA', 1e3],
    ['amp', 1e12],
    ['pamp', 1],
    ['uA', 1e6],
  ],
  pF: [
    ['pF', 1],
    ['nF', 1e3],
    ['pfarad', 1],
    ['farad', 1e12],
  ],
  'mV/ms': [
    ['mV/ms', 1],
    ['V/s', 1],
    ['uV/us', 1],
    ['mV*kHz', 1],
  ],
  '1/ms': [
    ['1/ms', 1],
    ['kHz', 1],
    ['Hz', 1e-3],
    ['1/second', 1e-3],
  ],
  '1/mV': [
    ['1/mV', 1],
    ['1/V', 1e-3],
  ],
};

/** A unit's text and what one of it is in the units above. In equations 'V' and 's' would be names of variables. */
export const spelled = (unit: Unit, d: Dice): readonly [text: string, factor: number] => d.pick(spellings[unit]);
const inEquations = (unit: Unit, d: Dice): readonly [text: string, factor: number] =>
  d.pick(spellings[unit].filter(([text]) => !/\b[Vs]\b/.test(text)));

/** A quantity as a text of its own: '0.2 nF'. */
export function quantity(value: number, unit: Unit, d: Dice): string {
  const [text, factor] = spelled(unit, d);
  return text === '' ? `${tidy(value)}` : `${tidy(value / factor)} ${text}`;
}

/** Without the digits that a division by a power of ten leaves; weights need 14. */
const tidy = (x: number): number => Number(x.toPrecision(15));

const level = { '+': 1, '-': 1, '*': 2, '/': 2, '**': 4 } as const;

/** The term in Galvani's language; `dt` in ms. */
export function written(t: Term, dt: number, d: Dice, least = 0): string {
  const inside = (x: Term, at: number): string => written(x, dt, d, at);
  const wrapped = (text: string, at: number): string => (at < least ? `(${text})` : text);
  switch (t.op) {
    case 'number': {
      if (t.unit === '1') return t.value < 0 ? `(${t.value})` : `${t.value}`;
      const [unit, factor] = inEquations(t.unit, d);
      const value = tidy(t.value / factor);
      if (unit.startsWith('1/')) return `(${value}${unit.slice(1)})`;
      return d.chance(0.3) ? `(${value} ${unit})` : `(${value}*${unit})`;
    }
    case 'state':
    case 'parameter':
    case 'part':
      return t.name;
    case 'before':
      return `previous(${t.name})`;
    case 'time':
      return 't';
    case 'window': {
      const [from, to] = [t.from, t.to].map((step) => quantity(step * dt, 'ms', d));
      return `int(t >= ${from} and t < ${to})`;
    }
    case 'table':
      return `${t.name}(t)`;
    case 'call':
      return `${t.name}(${inside(t.a, 0)})`;
    case 'min':
    case 'max':
      return `${t.op}(${inside(t.a, 0)}, ${inside(t.b, 0)})`;
    case 'where':
      return d.chance(0.5)
        ? `where(${inside(t.a, 1)} > ${inside(t.b, 1)}, ${inside(t.x, 0)}, ${inside(t.y, 0)})`
        : `where(${inside(t.a, 1)} <= ${inside(t.b, 1)}, ${inside(t.y, 0)}, ${inside(t.x, 0)})`;
    default: {
      if (t.op === '-' && isNumber(t.a, 0)) return wrapped(`-${inside(t.b, 2)}`, 1);
      const at = level[t.op];
      // Powers group to the right, and bind before the minus of a base.
      const [left, right] = t.op === '**' ? [5, 5] : [at, at + 1];
      const space = d.chance(0.5) ? ' ' : '';
      return wrapped(`${inside(t.a, left)}${space}${t.op}${space}${inside(t.b, right)}`, at);
    }
  }
}

// ---- code ----

/** Where a name's value stands in generated code. */
export interface Places {
  state(name: string): string;
  before(name: string): string;
  parameter(name: string): string;
}

/**
 * JavaScript over `t` (time in steps), `dt` (ms) and the functions of `machine`. With `rough` every operation passes through R, which errs
 * as a rounding would.
 */
export function code(t: Term, at: Places, rough: boolean): string {
  const inside = (x: Term): string => code(x, at, rough);
  const R = (text: string): string => (rough ? `R(${text})` : `(${text})`);
  switch (t.op) {
    case 'number':
      return Number.isInteger(t.value) && Math.abs(t.value) < 1000 ? `(${t.value})` : R(`${t.value}`);
    case 'state':
      return at.state(t.name);
    case 'before':
      return at.before(t.name);
    case 'parameter':
      return at.parameter(t.name);
    case 'part':
      return inside(t.is);
    case 'time':
      return R('t*dt');
    case 'window':
      return `(t >= ${t.from} && t < ${t.to} ? 1 : 0)`;
    case 'table':
      return R(`[${t.values}][Math.max(0, Math.min(${t.values.length - 1}, Math.floor(t/${t.width})))]`);
    case 'call':
      // Two more roundings for a function: those of its argument's last place.
      return rough ? `F(f.${t.name}, ${inside(t.a)})` : `f.${t.name}(${inside(t.a)})`;
    case '**':
      return R(`Math.pow(${inside(t.a)}, ${inside(t.b)})`);
    case 'min':
      return `f.min(${inside(t.a)}, ${inside(t.b)})`;
    case 'max':
      return `f.max(${inside(t.a)}, ${inside(t.b)})`;
    case 'where':
      return `(f.over(${inside(t.a)}, ${inside(t.b)}) > 0 ? ${inside(t.x)} : ${inside(t.y)})`;
    default:
      return R(`${inside(t.a)} ${t.op} ${inside(t.b)}`);
  }
}
