/** Operations as JavaScript. */
import type { Expr } from '../../expression/node.ts';
import type { PopulationProgram } from '../../program/program.ts';
import { drawAddress } from '../../random/philox.ts';

/** A literal that reads back to the same f64. */
export function literal(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '(-Infinity)';
  return value < 0 || Object.is(value, -0) ? `(${Object.is(value, -0) ? '-0' : value})` : String(value);
}

const infix: Partial<Record<Expr['op'], string>> = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  eq: '===',
  ne: '!==',
  and: '&&',
  or: '||',
};

/** The operation on named operands. `undefined` for uniforms, which have their names already. */
export function expressionText(
  node: Expr,
  operand: (e: Expr) => string,
  columnOf: (name: string) => number,
  tables: readonly number[],
  p: PopulationProgram,
): string | undefined {
  const args = node.args.map(operand);
  const [x, y, z] = args;
  const sign = infix[node.op];
  if (sign) return `${x} ${sign} ${y}`;
  switch (node.op) {
    case 'number':
      return literal(node.value);
    case 'uniform':
      return undefined;
    case 'state':
    case 'parameter':
      return `c${columnOf(node.name)}`;
    case 'inlet':
      return `a${node.index}`;
    case 'time':
      return 'time';
    case 'step':
      return ['step', '(step >>> 16)', '(step & 0xffff)'][node.index]!;
    case 'dt':
      return 'dt';
    case 'cell':
      return 'i';
    case 'random': {
      const { block, word } = drawAddress(node.name === 'normal' ? 'normal' : 'uniform', node.index);
      return node.name === 'normal'
        ? `z${node.index >> 1}[${node.index & 1}]`
        : `((w${block}_${word} >>> 8) * ${2 ** -24})`;
    }
    case 'neg':
      return `-${x}`;
    case 'rounded':
      return x!;
    case 'single':
      return `Math.fround(${x})`;
    case 'poisson':
      return `poisson(${x}, i, step, ${node.args[1]!.index})`;
    case 'exprel':
      return `exprel(${x})`;
    case 'exp':
    case 'log':
    case 'sqrt':
    case 'sin':
    case 'cos':
    case 'tan':
    case 'tanh':
    case 'abs':
    case 'sign':
    case 'floor':
    case 'ceil':
      return `Math.${node.op}(${x})`;
    case 'pow':
      return `Math.pow(${x}, ${y})`;
    case 'min':
    case 'max':
      return `Math.${node.op}(${x}, ${y})`;
    case 'mod':
      return `${x} - ${y} * Math.floor(${x} / ${y})`;
    case 'not':
      return `!${x}`;
    case 'select':
      return `${x} ? ${y} : ${z}`;
    case 'lookup': {
      const last = p.tables[node.index]!.length - 1;
      return `tables[${tables[node.index]!} + Math.max(0, Math.min(${last}, Math.floor(${x})))]`;
    }
    case 'phi1': {
      const n = node.index;
      return `phi1Action([${args.slice(0, n * n).join(', ')}], [${args.slice(n * n).join(', ')}])`;
    }
    case 'component':
      return `${x}[${node.index}]`;
    default:
      throw new Error(`internal: no JavaScript for '${node.op}'.`);
  }
}
