/** An expression graph as a list of WGSL statements. */
import { type DrawLeaf, type Expr, isOperation, type Leaf, type Phi1Node } from '../../expression/node.ts';
import { drawAddress, EVERY_CELL } from '../../random/philox.ts';
import { poissonBlock } from '../../random/poisson.ts';
import { f32Literal, u32Literal } from './literal.ts';
import { wgsl } from './ops.ts';

export interface ShaderContext {
  /** Text of a leaf that is no number and not drawn: a name or a short term. */
  readonly leaf: (leaf: Leaf) => string;
  /** First entry and length of a table. */
  readonly table: (index: number) => { readonly first: number; readonly length: number };
  /** Key of the population's random stream. */
  readonly stream: number;
  /** Name of the u32 with the cell's index within its population. */
  readonly cell: string;
  /** Width to which matrix functions are padded. */
  readonly phi1Size: number;
}

interface EmittedExpressions {
  /** Statements, in order. */
  readonly lines: readonly string[];
  /** Text of each root, valid after the statements. */
  readonly roots: readonly string[];
}

/** Nesting at which a node gets its own name: compilers bound the depth of an expression. */
const DEEPEST = 12;

/** Statements that evaluate the roots: shared and deep nodes get a `let`, numbered in order; others are written in place. */
export function emitExpressions(roots: readonly Expr[], context: ShaderContext): EmittedExpressions {
  const order = postorder(roots);
  const uses = new Map<Expr, number>();
  const use = (e: Expr): void => {
    uses.set(e, (uses.get(e) ?? 0) + 1);
  };
  for (const e of order) e.args.forEach(use);
  roots.forEach(use);

  const lines: string[] = [];
  const texts = new Map<Expr, string>();
  const depths = new Map<Expr, number>();
  const draws = new Map<string, string>();
  let names = 0;
  const bind = (code: string): string => {
    const name = `n${names++}`;
    lines.push(`let ${name} = ${code};`);
    return name;
  };
  const drawn = (code: string): string => {
    let name = draws.get(code);
    if (!name) {
      name = bind(code);
      draws.set(code, name);
    }
    return name;
  };
  const random = (e: DrawLeaf): string => {
    const { block, word } = drawAddress(e.kind, e.index);
    const words = drawn(
      `draw(${e.shared ? u32Literal(EVERY_CELL) : context.cell}, ${u32Literal(block)}, ${u32Literal(context.stream)})`,
    );
    if (e.kind === 'uniform') return `uniform24(${words}[${word}])`;
    return `${drawn(`normals(${words}[${word}], ${words}[${word + 1}])`)}[${e.index & 1}]`;
  };
  const phi1 = (e: Phi1Node, args: readonly string[]): string => {
    const n = e.size;
    const size = context.phi1Size;
    const padded = (entry: (i: number) => string | undefined, length: number): string =>
      Array.from({ length }, (_, i) => entry(i) ?? '0f').join(', ');
    const matrix = padded((i) => {
      const row = Math.floor(i / size);
      const column = i % size;
      return row < n && column < n ? args[row * n + column] : undefined;
    }, size * size);
    const vector = padded((i) => (i < n ? args[n * n + i] : undefined), size);
    return `phi1(Phi1Matrix(${matrix}), Phi1Vector(${vector}))`;
  };
  const code = (e: Expr): string => {
    const args = e.args.map((a) => texts.get(a)!);
    if (isOperation(e)) return (wgsl[e.op] as (...args: string[]) => string)(...args);
    switch (e.op) {
      case 'number':
        return f32Literal(e.value);
      case 'lookup': {
        const { first, length } = context.table(e.table);
        return `lookup(${u32Literal(first)}, ${u32Literal(length)}, ${args[0]})`;
      }
      case 'draw':
        return random(e);
      case 'poisson': {
        const block = u32Literal(poissonBlock(e.args[1].index));
        const { first } = context.table(e.table);
        return `poisson(${args[0]}, ${context.cell}, ${block}, ${u32Literal(context.stream)}, ${u32Literal(first)})`;
      }
      case 'phi1':
        return phi1(e, args);
      case 'component':
        return `${args[0]}[${e.entry}]`;
      default:
        return context.leaf(e);
    }
  };
  for (const e of order) {
    const depth = 1 + Math.max(0, ...e.args.map((a) => depths.get(a)!));
    const text = code(e);
    const named = e.type === 'vector' || (uses.get(e)! > 1 && needsName(e)) || depth >= DEEPEST;
    texts.set(e, named ? bind(text) : text);
    depths.set(e, named ? 0 : depth);
  }
  return { lines, roots: roots.map((e) => texts.get(e)!) };
}

/**
 * Every node below the roots once, arguments before their users, in an order that depends on the graph alone: the same model gives the same
 * code whatever was built before it.
 */
function postorder(roots: readonly Expr[]): Expr[] {
  const seen = new Set<Expr>();
  const visit = (e: Expr): void => {
    if (seen.has(e)) return;
    e.args.forEach(visit);
    seen.add(e);
  };
  roots.forEach(visit);
  return [...seen];
}

/** Whether writing a node twice would repeat work: not for literals and names. */
function needsName(e: Expr): boolean {
  switch (e.op) {
    case 'number':
    case 'state':
    case 'parameter':
    case 'inlet':
    case 'time':
    case 'component':
      return false;
    default:
      return true;
  }
}
