/** Expressions as a list of operations on registers: evaluated millions of times on the host without making code of them. */
import { UserError } from '../errors.ts';
import { exprelOf } from './evaluate.ts';
import type { Expr, Op } from './node.ts';
import { topological } from './visit.ts';

/** In 'f32' every operation is rounded to single precision and results below its normal range are flushed to 0, as GPUs may do. */
export type Arithmetic = 'f64' | 'f32';

const operations: readonly Op[] = [
  ...(['neg', 'exp', 'exprel', 'log', 'sqrt', 'sin', 'cos', 'tan', 'tanh', 'abs', 'sign', 'floor', 'ceil'] as const),
  ...(['add', 'sub', 'mul', 'div', 'pow', 'min', 'max', 'mod'] as const),
  ...(['lt', 'le', 'gt', 'ge', 'eq', 'ne', 'and', 'or', 'not', 'select', 'lookup'] as const),
];
const codes = Object.fromEntries(operations.map((op, code) => [op, code])) as Readonly<Record<Op, number>>;

/** Names of the state variables, in the order in which values come, and the tables of lookups. */
export interface TapeModel {
  readonly states: readonly { readonly name: string }[];
  readonly tables: readonly { readonly values: Float64Array }[];
}

/** Smallest normal f32. */
const TINY = 2 ** -126;

/**
 * The values of several expressions of one model. What depends on parameters alone is computed when they are set. Throws a UserError for
 * expressions that have no meaning between steps: random numbers and dt.
 */
export class Tape {
  readonly #registers: Float64Array;
  readonly #fixed: Int32Array;
  readonly #moving: Int32Array;
  readonly #roots: Int32Array;
  readonly #states: readonly (readonly [register: number, state: number])[];
  readonly #previous: readonly (readonly [register: number, state: number])[];
  readonly #parameters: readonly (readonly [register: number, name: string])[];
  readonly #time: number;
  readonly #tables: readonly Float64Array[];
  readonly #single: boolean;

  constructor(roots: readonly Expr[], model: TapeModel, arithmetic: Arithmetic = 'f64') {
    const nodes = topological(roots);
    const place = new Map(nodes.map((node, i) => [node, i]));
    this.#registers = new Float64Array(nodes.length);
    this.#tables = model.tables.map((t) => t.values);
    this.#single = arithmetic === 'f32';
    this.#time = nodes.findIndex((node) => node.op === 'time');
    const moves = new Set<Expr>();
    const fixed: number[] = [];
    const moving: number[] = [];
    const states: [number, number][] = [];
    const previous: [number, number][] = [];
    const parameters: [number, string][] = [];
    nodes.forEach((node, register) => {
      if (node.op === 'number') this.#registers[register] = this.#round(node.value);
      else if (node.op === 'parameter') parameters.push([register, node.name]);
      else if (node.op === 'state') {
        moves.add(node);
        const state = model.states.findIndex((s) => s.name === node.name);
        if (state < 0) throw new Error(`internal: the model has no state variable '${node.name}'.`);
        (node.index === 1 ? previous : states).push([register, state]);
      } else if (node.op === 'time') moves.add(node);
      else if (node.op === 'cell') this.#registers[register] = 0;
      else if (codes[node.op] === undefined)
        throw new UserError(`The cell uses ${meaning(node)}, which has no value between the steps of a simulation.`);
      else {
        if (node.args.some((a) => moves.has(a))) moves.add(node);
        const [x = 0, y = 0, z = 0] = node.args.map((a) => place.get(a)!);
        const list = moves.has(node) ? moving : fixed;
        list.push(codes[node.op], register, x, node.op === 'lookup' ? node.index : y, z);
      }
    });
    this.#fixed = Int32Array.from(fixed);
    this.#moving = Int32Array.from(moving);
    this.#states = states;
    this.#previous = previous;
    this.#parameters = parameters;
    this.#roots = Int32Array.from(roots, (root) => place.get(root)!);
  }

  /** Internal units, by name. Throws a UserError where one that is used has no value. */
  setParameters(values: Readonly<Record<string, number>>): void {
    for (const [register, name] of this.#parameters) {
      const value = values[name];
      if (value === undefined) throw new UserError(`The parameter ${name} has no value; give it one.`);
      this.#registers[register] = this.#round(value);
    }
    this.#carryOut(this.#fixed);
  }

  /** Writes the roots' values at `time` (ms). `before`: the state that `previous(…)` and `crosses(…)` refer to; default `state`. */
  run(time: number, state: ArrayLike<number>, out: Float64Array, before: ArrayLike<number> = state): void {
    const r = this.#registers;
    for (const [register, i] of this.#states) r[register] = this.#round(state[i]!);
    for (const [register, i] of this.#previous) r[register] = this.#round(before[i]!);
    if (this.#time >= 0) r[this.#time] = this.#round(time);
    this.#carryOut(this.#moving);
    for (let i = 0; i < this.#roots.length; i++) out[i] = r[this.#roots[i]!]!;
  }

  #round(value: number): number {
    if (!this.#single) return value;
    const rounded = Math.fround(value);
    return Math.abs(rounded) < TINY ? 0 : rounded;
  }

  #carryOut(code: Int32Array): void {
    const r = this.#registers;
    for (let i = 0; i < code.length; i += 5) {
      const value = this.#apply(code[i]!, r[code[i + 2]!]!, code[i + 3]!, code[i + 4]!);
      r[code[i + 1]!] = this.#single ? this.#round(value) : value;
    }
  }

  #apply(op: number, x: number, second: number, third: number): number {
    const r = this.#registers;
    switch (op) {
      case codes.neg:
        return -x;
      case codes.exp:
        return Math.exp(x);
      case codes.exprel:
        return exprelOf(x);
      case codes.log:
        return Math.log(x);
      case codes.sqrt:
        return Math.sqrt(x);
      case codes.sin:
        return Math.sin(x);
      case codes.cos:
        return Math.cos(x);
      case codes.tan:
        return Math.tan(x);
      case codes.tanh:
        return Math.tanh(x);
      case codes.abs:
        return Math.abs(x);
      case codes.sign:
        return Math.sign(x);
      case codes.floor:
        return Math.floor(x);
      case codes.ceil:
        return Math.ceil(x);
      case codes.add:
        return x + r[second]!;
      case codes.sub:
        return x - r[second]!;
      case codes.mul:
        return x * r[second]!;
      case codes.div:
        return x / r[second]!;
      case codes.pow:
        return x ** r[second]!;
      case codes.min:
        return Math.min(x, r[second]!);
      case codes.max:
        return Math.max(x, r[second]!);
      case codes.mod:
        return x - r[second]! * Math.floor(x / r[second]!);
      case codes.lt:
        return x < r[second]! ? 1 : 0;
      case codes.le:
        return x <= r[second]! ? 1 : 0;
      case codes.gt:
        return x > r[second]! ? 1 : 0;
      case codes.ge:
        return x >= r[second]! ? 1 : 0;
      case codes.eq:
        return x === r[second]! ? 1 : 0;
      case codes.ne:
        return x !== r[second]! ? 1 : 0;
      case codes.and:
        return x && r[second]! ? 1 : 0;
      case codes.or:
        return x || r[second]! ? 1 : 0;
      case codes.not:
        return x ? 0 : 1;
      case codes.select:
        return x ? r[second]! : r[third]!;
      default: {
        const table = this.#tables[second]!;
        return table[Math.max(0, Math.min(table.length - 1, Math.floor(x)))]!;
      }
    }
  }
}

function meaning(node: Expr): string {
  if (node.op === 'random') return 'random numbers';
  return node.op === 'dt' || node.op === 'step' ? 'the integration step' : `'${node.op}'`;
}
