/**
 * The algebra's only data type: an immutable, typed expression node.
 *
 * Nodes are interned: two structurally equal expressions are the same object, so a system of equations is a directed acyclic graph and
 * common subexpressions are shared from the start. All numbers are in the house's internal units (mV, ms, nS, pA, pF …; see
 * `quantity/`); units are gone before an expression is built.
 */
export type ExprType = 'real' | 'boolean' | 'vector';

export type UnaryOp =
  | 'neg'
  | 'exp'
  | 'exprel'
  | 'log'
  | 'sqrt'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'tanh'
  | 'abs'
  | 'sign'
  | 'floor'
  | 'ceil'
  /** Its argument rounded to f32, which f32 backends do anyway. */
  | 'single'
  /** Its argument as rounded to the backend's floats: no compiler may reason through it as if sums were exact. */
  | 'rounded';
export type BinaryOp = 'add' | 'sub' | 'mul' | 'div' | 'pow' | 'min' | 'max' | 'mod';
export type CompareOp = 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne';
type LogicOp = 'and' | 'or' | 'not';

type LeafOp =
  /** A literal (`value`). */
  | 'number'
  /**
   * State variable `name`. In a model: its current value, or with `index` 1 its value at the end of the previous step. In a program
   * only the latter exists and `index` is 0.
   */
  | 'state'
  /** A named parameter: shared by the population or one value per cell; which of the two the program says. */
  | 'parameter'
  /** Entry `index` of the program's uniforms: host-evaluated in f64 whenever a shared parameter or dt changes. */
  | 'uniform'
  /** Integer sum delivered to this cell in this step through the population's inlet number `index`. */
  | 'inlet'
  /** Time at the start of the step, ms: step × dt, never a running sum. */
  | 'time'
  /** Number of the step, from 0; with `index` 1 its upper 16 bits, with 2 its lower ones. */
  | 'step'
  /** The integration step dt, ms. */
  | 'dt'
  /** Index of the cell within its population. */
  | 'cell'
  /** A fresh random number per cell and step; `name` is 'uniform' (in [0, 1), 24 bits) or 'normal'; `index` numbers the draw. */
  | 'random';

export type Op =
  | LeafOp
  | UnaryOp
  | BinaryOp
  | CompareOp
  | LogicOp
  /** args: condition (boolean), value if true, value if false. */
  | 'select'
  /** args: position (real, floored and clamped to the table); `index` numbers the population's table. */
  | 'lookup'
  /**
   * A Poisson count; args: its mean, and a 'random' leaf whose `index` is the number of the draw. `index` numbers the population's table
   * of src/random/poisson.ts.
   */
  | 'poisson'
  /**
   * A vector: φ₁(M)·f for a dense n×n matrix, φ₁(z) = (e^z − 1)/z. args: M row by row (n² reals), then f (n reals); `index` is n.
   * Read its entries through 'component'.
   */
  | 'phi1'
  /** args: a vector; `index` is the entry. */
  | 'component';

export interface Expr {
  /** Unique per process, increasing with creation: arguments have smaller ids than their users. */
  readonly id: number;
  readonly op: Op;
  readonly type: ExprType;
  readonly args: readonly Expr[];
  /** op 'number' only. */
  readonly value: number;
  /** op 'state', 'parameter' and 'random' only, else ''. */
  readonly name: string;
  /** op 'state', 'step', 'uniform', 'inlet', 'random', 'lookup', 'poisson', 'phi1' and 'component' only, else 0. */
  readonly index: number;
}

const pool = new Map<string, WeakRef<Expr>>();
const forget = new FinalizationRegistry<string>((key) => {
  if (pool.get(key)?.deref() === undefined) pool.delete(key);
});
let nextId = 0;

/** The interned node with these fields. Use the constructors of `build.ts`, which also simplify. */
export function intern(
  op: Op,
  type: ExprType,
  args: readonly Expr[] = [],
  fields: { value?: number; name?: string; index?: number } = {},
): Expr {
  const { value = 0, name = '', index = 0 } = fields;
  const key = `${op} ${value} ${name} ${index} ${args.map((a) => a.id).join(',')}`;
  const known = pool.get(key)?.deref();
  if (known) return known;
  const node: Expr = Object.freeze({ id: nextId++, op, type, args: Object.freeze([...args]), value, name, index });
  pool.set(key, new WeakRef(node));
  forget.register(node, key);
  return node;
}
