/**
 * The algebra's only data type: an immutable, typed expression node.
 *
 * Nodes are interned: two structurally equal expressions are the same object, so a system of equations is a directed acyclic graph and
 * common subexpressions are shared from the start. All numbers are in the house's internal units (mV, ms, nS, pA, pF …; see
 * `quantity/`); units are gone before an expression is built.
 *
 * A node is a leaf, an operation of the table `ops.ts` on other nodes, or one of a few functions that carry their own data.
 */
import { type Operation, operations, type PerArgument } from './ops.ts';

type ExprType = 'real' | 'boolean' | 'vector';

interface Node<Op extends string, Args extends readonly unknown[]> {
  /** Unique per process, increasing with creation: arguments have smaller ids than their users. */
  readonly id: number;
  readonly op: Op;
  readonly type: ExprType;
  readonly args: Args;
}

/** Leaves of several kinds that hold the same. */
type Leaves<Op extends string, Data> = Op extends string ? Node<Op, readonly never[]> & Data : never;

/** A literal. */
export type NumberLeaf = Leaves<'number', { readonly value: number }>;

/**
 * `state`: a state variable; in a model its current value, in a program its column's value at the end of the previous step. `previous`: its
 * value at the end of the previous step, as models write it; no program has it. `parameter`: shared by the population or one value per
 * cell; which of the two the program says. `noise`: white noise of that source, before an equation is split into drift and noise.
 * `pre`, `post`: in a rule for synapses, a trace of that end of the synapse: a column of the population that keeps it. `source`, `target`:
 * in such a rule, a column of the cell itself at that end.
 */
type NamedLeaf = Leaves<
  'state' | 'previous' | 'parameter' | 'noise' | 'pre' | 'post' | 'source' | 'target',
  { readonly name: string }
>;

/**
 * `uniform`: entry of the program's uniforms, host-evaluated in f64 whenever a shared parameter or dt changes. `inlet`: integer sum
 * delivered to this cell in this step through the population's inlet of that number. `synapse`: in a rule for synapses, the synapse's
 * variable of that number; 0 is its weight.
 */
type NumberedLeaf = Leaves<'uniform' | 'inlet' | 'synapse', { readonly index: number }>;

/**
 * `time`: at the start of the step, ms: step × dt, never a running sum. `dt`: the integration step, ms. `cell`: index of the cell within
 * its population. `weight`: in a coupling, that of the pair.
 */
type PlainLeaf = Leaves<'time' | 'dt' | 'cell' | 'weight', unknown>;

/** Number of the step, from 0; `high` and `low` are its upper and lower 16 bits. */
type StepLeaf = Leaves<'step', { readonly part: 'whole' | 'high' | 'low' }>;

export type DrawKind = 'uniform' | 'normal';

/**
 * A fresh random number per cell and step, in [0, 1) with 24 bits or standard normal; `index` numbers it among those of its kind. `shared`:
 * 1 where all cells of the population get the same.
 */
export type DrawLeaf = Leaves<'draw', { readonly kind: DrawKind; readonly index: number; readonly shared: 0 | 1 }>;

export type Leaf = NumberLeaf | NamedLeaf | NumberedLeaf | PlainLeaf | StepLeaf | DrawLeaf;
export type LeafOf<K extends Leaf['op']> = Extract<Leaf, { readonly op: K }>;

/** An operation on its arguments. */
export type OperationNode<K extends Operation = Operation> = K extends Operation
  ? Node<K, PerArgument<K, Expr>>
  : never;

/** The entry at a position (real, floored and clamped to the table) of the population's table of that number. */
export interface LookupNode extends Node<'lookup', readonly [Expr]> {
  readonly table: number;
}

/** A Poisson count; args: its mean, and the draw it takes. `table` numbers the population's table of src/random/poisson.ts. */
export interface PoissonNode extends Node<'poisson', readonly [Expr, DrawLeaf]> {
  readonly table: number;
}

/**
 * A vector: φ₁(M)·f for a dense n×n matrix, φ₁(z) = (e^z − 1)/z. args: M row by row (n² reals), then f (n reals). Its entries are read
 * through 'component'.
 */
export interface Phi1Node extends Node<'phi1', readonly Expr[]> {
  /** n */
  readonly size: number;
}

interface ComponentNode extends Node<'component', readonly [Phi1Node]> {
  readonly entry: number;
}

export type FunctionNode = LookupNode | PoissonNode | Phi1Node | ComponentNode;

export type Expr = Leaf | OperationNode | FunctionNode;
export type Op = Expr['op'];

export const isOperation = (e: Expr): e is OperationNode => Object.hasOwn(operations, e.op);

/** What a node holds besides its arguments. */
type Data = Readonly<Record<string, number | string>>;

const pool = new Map<string, WeakRef<Expr>>();
const forget = new FinalizationRegistry<string>((key) => {
  if (pool.get(key)?.deref() === undefined) pool.delete(key);
});
let nextId = 0;

/** The interned node with these fields. Use the constructors of `build.ts`, which also simplify. */
export function intern<K extends Op>(
  op: K,
  type: ExprType,
  args: readonly Expr[] = [],
  data: Data = {},
): Extract<Expr, { op: K }> {
  const key = `${op} ${Object.values(data).join(' ')} ${args.map((a) => a.id).join(',')}`;
  const known = pool.get(key)?.deref();
  if (known) return known as Extract<Expr, { op: K }>;
  const node = Object.freeze({ id: nextId++, op, type, args: Object.freeze([...args]), ...data }) as unknown as Expr;
  pool.set(key, new WeakRef(node));
  forget.register(node, key);
  return node as Extract<Expr, { op: K }>;
}
