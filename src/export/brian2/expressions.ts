/** Expressions in Brian2's syntax: the same text but for units, a few functions, and what looks one step back. */
import { type FunctionName, isFunction } from '../../equations/names.ts';
import { Parser } from '../../equations/parser.ts';
import type { Syntax } from '../../equations/syntax.ts';
import { tokenize } from '../../equations/tokens.ts';
import { UserError } from '../../errors.ts';
import { unitWord } from './units.ts';

/** What names mean where an expression stands. */
export interface NameSpace {
  /** How a variable or parameter is called in the script, or undefined if there is none of that name. */
  rename(name: string): string | undefined;
  /** How the value of a variable one step back is called; asked of states only. */
  previous(name: string): string | undefined;
  /** Whether a name is a table that is read as a function. */
  isTable(name: string): boolean;
  /** Where the expression stands, for errors. */
  readonly what: string;
}

function parse(text: string, what: string): Syntax {
  return new Parser(text, tokenize(text, what), 0, what).whole();
}

export const translate = (text: string, names: NameSpace): string => print(parse(text, names.what), names);

/** Binding powers as in Python. */
const level = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, sign: 7, power: 8, atom: 9 } as const;

export function print(node: Syntax, names: NameSpace, least = 0): string {
  const [text, power] = written(node, names);
  return power < least ? `(${text})` : text;
}

function written(node: Syntax, names: NameSpace): readonly [string, number] {
  switch (node.kind) {
    case 'number':
      return [node.digits, level.atom];
    case 'quantity': {
      const word = unitWord(node.unit);
      if (word === undefined)
        throw new UserError(`${names.what}: Brian2 has no unit '${node.unit}'; write the value in another unit.`);
      return [`${node.digits}*${word}${node.power === undefined ? '' : `**${node.power}`}`, level.product];
    }
    case 'name':
      return [nameOf(node.name, names), level.atom];
    case 'negative': {
      // −(33 mV) is −33 mV.
      const least = node.operand.kind === 'quantity' ? level.product : level.sign;
      return [`-${print(node.operand, names, least)}`, least];
    }
    case 'not':
      return [`not ${print(node.operand, names, level.not)}`, level.not];
    case 'arithmetic': {
      const at = {
        '+': level.sum,
        '-': level.sum,
        '*': level.product,
        '/': level.product,
        '%': level.product,
        '**': level.power,
      }[node.operator];
      if (node.operator === '**')
        return [`${print(node.left, names, level.atom)}**${print(node.right, names, level.sign)}`, at];
      const gap = at === level.sum ? ' ' : '';
      return [`${print(node.left, names, at)}${gap}${node.operator}${gap}${print(node.right, names, at + 1)}`, at];
    }
    case 'comparison':
      return [
        `${print(node.left, names, level.sum)} ${node.operator} ${print(node.right, names, level.sum)}`,
        level.comparison,
      ];
    case 'logic': {
      const at = level[node.operator];
      return [`${print(node.left, names, at)} ${node.operator} ${print(node.right, names, at + 1)}`, at];
    }
    default:
      return call(node.name, node.args, names);
  }
}

const words: Readonly<Record<string, string>> = {
  true: 'True',
  false: 'False',
  t: 't',
  dt: 'dt',
  i: 'i',
  pi: 'pi',
  inf: 'inf',
};

function nameOf(name: string, names: NameSpace): string {
  const known = names.rename(name);
  if (known !== undefined) return known;
  if (/^xi(_|$)/.test(name)) return name;
  const word = words[name] ?? unitWord(name);
  if (word !== undefined) return word;
  throw new UserError(`${names.what}: '${name}' has no counterpart in Brian2.`);
}

/** How a call is written there, and how tightly it binds: `arg` prints an argument. */
type Written = (
  arg: (k: number, least?: number) => string,
  args: readonly Syntax[],
  names: NameSpace,
) => readonly [string, number];

/** By the name that it has here. */
const same =
  (name: string): Written =>
  (arg, args) => [`${name}(${args.map((_, k) => arg(k)).join(', ')})`, level.atom];

/** The first that is below the second, or above it, two by two. */
const extreme =
  (sign: '<=' | '>'): Written =>
  (arg, args) => {
    const text = args
      .map((_, k) => arg(k))
      .reduce((a, b) => `(int((${a}) ${sign} (${b}))*(${a}) + int(not ((${a}) ${sign} (${b})))*(${b}))`);
    return [text, level.atom];
  };

const choice: Written = (arg) => [
  `int(${arg(0)})*${arg(1, level.sign)} + int(not (${arg(0)}))*${arg(2, level.sign)}`,
  level.sum,
];

const functions: { readonly [K in FunctionName]: Written } = {
  exp: same('exp'),
  expm1: same('expm1'),
  exprel: same('exprel'),
  log: same('log'),
  log10: same('log10'),
  sqrt: same('sqrt'),
  sin: same('sin'),
  cos: same('cos'),
  tan: same('tan'),
  sinh: same('sinh'),
  cosh: same('cosh'),
  tanh: same('tanh'),
  abs: same('abs'),
  sign: same('sign'),
  floor: same('floor'),
  ceil: same('ceil'),
  int: same('int'),
  clip: same('clip'),
  rand: same('rand'),
  randn: same('randn'),
  poisson: same('poisson'),
  uniform: (arg) => [`${arg(0, level.sum)} + (${arg(1)} - ${arg(0, level.product)})*rand()`, level.sum],
  normal: (arg) => [`${arg(0, level.sum)} + ${arg(1, level.product)}*randn()`, level.sum],
  mod: (arg) => [`${arg(0, level.product)} % ${arg(1, level.sign)}`, level.product],
  heaviside: (arg) => [`int(${arg(0, level.sum)} >= 0*(${arg(0)}))`, level.atom],
  select: choice,
  where: choice,
  min: extreme('<='),
  max: extreme('>'),
  previous: (_arg, args, names) => [print(args[0]!, before(names), level.atom), level.atom],
  crosses: (arg, args, names) => {
    const back = before(names);
    const earlier = args.map((x) => print(x, back, level.sum));
    return [`${arg(0, level.sum)} >= ${arg(1, level.sum)} and ${earlier[0]} < ${earlier[1]}`, level.and];
  },
};

function call(name: string, args: readonly Syntax[], names: NameSpace): readonly [string, number] {
  const arg = (k: number, least = 0): string => print(args[k]!, names, least);
  if (names.isTable(name)) {
    const [x] = args;
    if (x?.kind !== 'name' || x.name !== 't')
      throw new UserError(`${names.what}: ${name}(…) reads a table at something else than t, which Brian2 cannot.`);
    const course = args.slice(1).map((_, k) => arg(k + 1));
    return [`${names.rename(name) ?? name}(${['t', ...course].join(', ')})`, level.atom];
  }
  if (!isFunction(name)) throw new UserError(`${names.what}: the function ${name} has no counterpart in Brian2.`);
  return functions[name](arg, args, names);
}

/** The same names one step back. */
function before(names: NameSpace): NameSpace {
  return {
    ...names,
    rename: (name) => (name === 't' ? '(t - dt)' : (names.previous(name) ?? names.rename(name))),
    previous: names.previous,
    isTable: names.isTable,
  };
}

/** Whether an expression draws random numbers. */
export function draws(node: Syntax): boolean {
  switch (node.kind) {
    case 'call':
      return /^(rand|randn|uniform|normal|poisson)$/.test(node.name) || node.args.some(draws);
    case 'negative':
    case 'not':
      return draws(node.operand);
    case 'arithmetic':
    case 'comparison':
    case 'logic':
      return draws(node.left) || draws(node.right);
    default:
      return false;
  }
}

/** '0', '0/ms', '0 mV/ms': no change, in whatever unit. */
export function isZero(node: Syntax): boolean {
  if (node.kind === 'number' || node.kind === 'quantity') return Number(node.digits) === 0;
  return node.kind === 'arithmetic' && (node.operator === '/' || node.operator === '*') && isZero(node.left);
}

export interface SpikeStatement {
  readonly target: string;
  readonly operator: string;
  readonly right: string;
}

/** 'w += b; V = V_r' as its statements. */
export function statementsOf(text: string): SpikeStatement[] {
  const tokens = tokenize(text, 'statements');
  const ends = tokens.filter((token) => token.kind === 'newline' || token.kind === 'end' || token.text === ';');
  let from = 0;
  return ends.flatMap(({ at }) => {
    const [, target, operator, right] =
      /^\s*([A-Za-z_]\w*)\s*(=|\+=|-=|\*=|\/=)\s*([\s\S]*)$/.exec(text.slice(from, at)) ?? [];
    from = at + 1;
    return target === undefined ? [] : [{ target, operator: operator!, right: right!.replace(/#[^\n]*/g, '').trim() }];
  });
}
