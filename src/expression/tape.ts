/** Expressions as a list of operations on registers: evaluated millions of times on the host without making code of them. */
import { InternalError, UserError } from '../errors.ts';
import type { Expr, Op } from './node.ts';
import { type Operation, operations, rowOf } from './ops.ts';
import { topological } from './visit.ts';

/** In 'f32' every operation is rounded to single precision and results below its normal range are flushed to 0, as GPUs may do. */
export type Arithmetic = 'f64' | 'f32';

/** Codes of what a tape carries out: the operations by their place in the table, then the lookup. */
const codes = new Map<Op, number>(
  [...(Object.keys(operations) as Operation[]), 'lookup' as const].map((op, i) => [op, i]),
);
const evaluations = (Object.keys(operations) as Operation[]).map((op) => rowOf(op).evaluate);
const LOOKUP = evaluations.length;

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
  readonly #cell: number;
  readonly #tables: readonly Float64Array[];
  readonly #single: boolean;

  constructor(roots: readonly Expr[], model: TapeModel, arithmetic: Arithmetic = 'f64') {
    const nodes = topological(roots);
    const place = new Map(nodes.map((node, i) => [node, i]));
    this.#registers = new Float64Array(nodes.length);
    this.#tables = model.tables.map((t) => t.values);
    this.#single = arithmetic === 'f32';
    this.#time = nodes.findIndex((node) => node.op === 'time');
    this.#cell = nodes.findIndex((node) => node.op === 'cell');
    const moves = new Set<Expr>();
    const fixed: number[] = [];
    const moving: number[] = [];
    const states: [number, number][] = [];
    const previous: [number, number][] = [];
    const parameters: [number, string][] = [];
    nodes.forEach((node, register) => {
      if (node.op === 'number') this.#registers[register] = this.#round(node.value);
      else if (node.op === 'parameter') parameters.push([register, node.name]);
      else if (node.op === 'state' || node.op === 'previous') {
        moves.add(node);
        const state = model.states.findIndex((s) => s.name === node.name);
        if (state < 0) throw new InternalError(`The model has no state variable '${node.name}'.`);
        (node.op === 'previous' ? previous : states).push([register, state]);
      } else if (node.op === 'time' || node.op === 'cell') moves.add(node);
      else {
        const code = codes.get(node.op);
        if (code === undefined)
          throw new UserError(`The cell uses ${meaning(node)}, which has no value between the steps of a simulation.`);
        if (node.args.some((a) => moves.has(a))) moves.add(node);
        const [x = 0, y = 0, z = 0] = node.args.map((a) => place.get(a)!);
        const list = moves.has(node) ? moving : fixed;
        list.push(code, register, x, node.op === 'lookup' ? node.table : y, z);
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

  /**
   * Writes the roots' values at `time` (ms). `before`: the state that `previous(…)` and `crosses(…)` refer to; default `state`. `cell`: the
   * number of the cell; default 0.
   */
  run(time: number, state: ArrayLike<number>, out: Float64Array, before: ArrayLike<number> = state, cell = 0): void {
    const r = this.#registers;
    for (const [register, i] of this.#states) r[register] = this.#round(state[i]!);
    for (const [register, i] of this.#previous) r[register] = this.#round(before[i]!);
    if (this.#time >= 0) r[this.#time] = this.#round(time);
    if (this.#cell >= 0) r[this.#cell] = cell;
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
      const op = code[i]!;
      const x = r[code[i + 2]!]!;
      const y = code[i + 3]!;
      const value = op === LOOKUP ? this.#entry(y, x) : evaluations[op]!(x, r[y]!, r[code[i + 4]!]!);
      r[code[i + 1]!] = this.#single ? this.#round(value) : value;
    }
  }

  #entry(number: number, position: number): number {
    const table = this.#tables[number]!;
    return table[Math.max(0, Math.min(table.length - 1, Math.floor(position)))]!;
  }
}

function meaning(node: Expr): string {
  if (node.op === 'draw') return 'random numbers';
  return node.op === 'dt' || node.op === 'step' ? 'the integration step' : `'${node.op}'`;
}
