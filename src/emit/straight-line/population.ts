/**
 * One step of a population as statements, for languages that compile to double-precision C: one assignment per node of the checked graph,
 * the operation that `reference` does, so that nothing but a library's functions can round otherwise. Only numbers and fixed words reach
 * the text.
 *
 * Names: `s0q`, `s1q` … the columns, `in0q` … the inlets, `kq` the step, `cellq` the cell within its population, `x0q` … what is
 * computed. The ending keeps them clear of a language's own words and units.
 */

import { InternalError } from '../../errors.ts';
import { type DrawLeaf, type Expr, isOperation, type PoissonNode } from '../../expression/node.ts';
import { uniformValues } from '../../program/hoist.ts';
import type { PopulationProgram } from '../../program/program.ts';
import { ownRoots } from '../../program/program.ts';
import { drawAddress } from '../../random/philox.ts';
import { leafReader, type StepLeafOp } from '../leaves.ts';
import type { HelperName } from './functions.ts';
import { libraryOps, type StepText, unwrittenOps, writers } from './ops.ts';
import { writePhi1 } from './phi1.ts';
import { assign, type CodeStatement, type Dialect, when } from './statement.ts';

export interface WrittenStep {
  readonly statements: readonly CodeStatement[];
  /** Where the next value of each state column stands. */
  readonly next: readonly string[];
  /** The condition; undefined: it never spikes. */
  readonly spike: string | undefined;
  readonly functions: ReadonlySet<HelperName>;
  /** Whether it reads words of the generator. */
  readonly draws: boolean;
}

export const columnName = (column: number): string => `s${column}q`;
export const inletName = (inlet: number): string => `in${inlet}q`;
export const STEP = 'kq';
export const CELL = 'cellq';

/** What a model asks of the C library, whose last bit is its own; and what cannot be written at all. */
export interface Needs {
  /** Functions by the names that users know: 'log', 'pow', 'normal draws'. */
  readonly library: readonly string[];
  /** 'tables', 'poisson(…) of a mean that varies or is 8 or more'. */
  readonly unwritten: readonly string[];
  /** Whether it takes square roots, which are exact in C and powers in NESTML. */
  readonly squareRoots: boolean;
}

/** `dt` in ms. */
export function needsOf(p: PopulationProgram, dt: number): Needs {
  const uniforms = uniformsOf(p, dt);
  const library = new Set<string>();
  const unwritten = new Set<string>();
  let squareRoots = false;
  for (const e of inOrder(ownRoots(p))) {
    squareRoots ||= e.op === 'sqrt';
    const [known, missing] = [libraryOps[e.op], isNever(e, uniforms) ? undefined : unwrittenOps[e.op]];
    if (known !== undefined) library.add(known);
    if (missing !== undefined) unwritten.add(missing);
    if (e.op === 'draw' && e.shared) unwritten.add('random numbers that all cells share');
    if (e.op === 'draw' && e.kind === 'normal') library.add('normal draws');
  }
  return { library: [...library], unwritten: [...unwritten], squareRoots };
}

const uniformsOf = (p: PopulationProgram, dt: number): Float64Array =>
  uniformValues(p.uniforms, new Map(p.parameters.map(({ name, value }) => [name, value])), dt);

/** A count of mean 0, which is what is left of most means after their first part: none. */
function isNever(e: Expr, uniforms: Float64Array): boolean {
  const mean = e.op === 'poisson' ? e.args[0] : undefined;
  return mean?.op === 'uniform' && uniforms[mean.index] === 0;
}

/**
 * Every node below the roots once, arguments first, in the order in which a reader of the roots meets them: unlike the order of creation
 * it is the same in every process.
 */
function inOrder(roots: readonly Expr[]): Expr[] {
  const done = new Set<Expr>();
  const path: Expr[] = [...roots].reverse();
  while (path.length > 0) {
    const e = path.at(-1)!;
    const open = done.has(e) ? [] : e.args.filter((a) => !done.has(a));
    if (open.length === 0) {
      done.add(e);
      path.pop();
    } else path.push(...open.reverse());
  }
  return [...done];
}

/** `dt` in ms. */
export function writeStep(p: PopulationProgram, dt: number, d: Dialect): WrittenStep {
  const step = new StepWriter(p, dt, d);
  const nodes = inOrder(ownRoots(p));
  for (const node of nodes) step.write(node);
  return {
    statements: step.statements,
    next: p.next.map((e) => step.text(e)),
    spike: p.spike && step.text(p.spike),
    functions: step.functions,
    draws: nodes.some((e) => e.op === 'draw'),
  };
}

class StepWriter implements StepText {
  readonly statements: CodeStatement[] = [];
  readonly functions = new Set<HelperName>();
  readonly #p: PopulationProgram;
  readonly #dt: number;
  readonly #d: Dialect;
  readonly #uniforms: Float64Array;
  readonly #texts = new Map<Expr, string>();
  readonly #vectors = new Map<Expr, readonly string[]>();
  readonly #normals = new Map<number, readonly [string, string]>();
  #count = 0;

  constructor(p: PopulationProgram, dt: number, d: Dialect) {
    this.#p = p;
    this.#dt = dt;
    this.#d = d;
    this.#uniforms = uniformsOf(p, dt);
  }

  text(e: Expr): string {
    const text = this.#texts.get(e);
    if (text === undefined) throw new InternalError(`'${e.op}' is used before it is computed.`);
    return text;
  }

  write(e: Expr): void {
    if (e.op === 'phi1') {
      const { statements, result } = writePhi1(
        e.args.map((a) => this.text(a)),
        e.size,
        `p${this.#count++}`,
        this.#d,
      );
      this.statements.push(...statements);
      this.#vectors.set(e, result);
    } else this.#texts.set(e, this.#written(e));
  }

  #written(e: Expr): string {
    if (isOperation(e)) {
      const [x = '', y = '', z = ''] = e.args.map((a) => this.text(a));
      return writers[e.op].call(this, e, x, y, z);
    }
    switch (e.op) {
      case 'number':
        return this.number(e.value);
      case 'component':
        return this.#vectors.get(e.args[0])![e.entry]!;
      case 'poisson':
        return this.count(e);
      case 'lookup':
      case 'phi1':
        throw new InternalError(`'${e.op}' cannot be written in statements.`);
      default:
        return this.#leaf(e);
    }
  }

  readonly #leaf = leafReader<StepLeafOp, string>({
    state: (e) => this.column(e),
    parameter: (e) => this.column(e),
    uniform: (e) => this.number(this.#uniforms[e.index]!),
    inlet: (e) => inletName(e.index),
    time: () => this.named(`${STEP} * ${this.number(this.#dt)}`),
    step: ({ part }) => {
      if (part === 'whole') return STEP;
      const high = `floor(${STEP} / ${this.number(2 ** 16)})`;
      return this.named(part === 'high' ? high : `${STEP} - ${this.number(2 ** 16)} * ${high}`);
    },
    dt: () => this.number(this.#dt),
    cell: () => CELL,
    draw: (e) => this.draw(e),
  });

  readonly d = (): Dialect => this.#d;

  number(value: number): string {
    return this.#d.number(value);
  }

  /** Only counts of mean 0 can be written. */
  count(e: PoissonNode): string {
    if (!isNever(e, this.#uniforms)) throw new InternalError("'poisson' cannot be written in statements.");
    return this.number(0);
  }

  column({ name }: { readonly name: string }): string {
    const c = this.#p.columns.findIndex((column) => column.name === name);
    if (c < 0) throw new InternalError(`The program of ${this.#p.name} has no column for a symbol it uses.`);
    return columnName(c);
  }

  /** A name for what the text computes. */
  named(text: string, type: 'real' | 'boolean' = 'real'): string {
    const name = `x${this.#count++}q`;
    this.statements.push(assign(name, text, type));
    return name;
  }

  call(name: HelperName, x: string): string {
    this.functions.add(name);
    return this.named(`${name}(${x})`);
  }

  /** `otherwise`, unless the condition holds. */
  chosen(condition: string, then: string, otherwise: string, type: 'real' | 'boolean' = 'real'): string {
    const name = this.named(otherwise, type);
    this.statements.push(when(condition, [assign(name, then, type)]));
    return name;
  }

  draw(e: DrawLeaf): string {
    if (e.kind === 'uniform') {
      const { block, word } = drawAddress('uniform', e.index);
      return this.named(this.#d.uniform(block, word));
    }
    const pair = e.index >> 1;
    let both = this.#normals.get(pair);
    if (!both) {
      const { block, word } = drawAddress('normal', e.index);
      const first = this.named(this.#d.uniform(block, word));
      const radius = this.named(
        this.#d.squareRoot(`(${this.number(-2)} * ${this.call('glog', `${first} + ${this.number(2 ** -24)}`)})`),
      );
      const angle = this.named(`${this.number(2 * Math.PI)} * ${this.#d.uniform(block, word + 1)}`);
      both = [this.named(`${radius} * cos(${angle})`), this.named(`${radius} * sin(${angle})`)];
      this.#normals.set(pair, both);
    }
    return both[e.index & 1]!;
  }
}
