/** Syntax tree → expression graph in internal units. Dimensions are checked in the same walk. */
import { TextError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import type { CompareOp } from '../expression/ops.ts';
import { atom } from '../quantity/atom.ts';
import { unitPhrase } from '../quantity/describe.ts';
import {
  type Dimension,
  dimensionless,
  divideDimensions,
  multiplyDimensions,
  sameDimension,
  timeDimension,
} from '../quantity/dimension.ts';
import { scaleNumber } from '../quantity/quantity.ts';
import { scaleOf, scaleValue, tidy, UnitError, unknownUnit } from '../quantity/units.ts';
import { nearest } from '../suggest.ts';
import { lowerCall } from './calls.ts';
import { adviceOn } from './foreign.ts';
import { functions, isNoise } from './names.ts';
import { shorten } from './parser.ts';
import type { DrawCounts, Scope } from './scope.ts';
import type { ComparisonOperator, Syntax, SyntaxOf } from './syntax.ts';
import type { Real, SyntaxReader, Typed } from './typed.ts';

/** The deepest expression graph that is built, named parts included; walks over it are recursive. */
const MAX_DEPTH = 600;

const compareOps: Readonly<Record<ComparisonOperator, CompareOp>> = {
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  '==': 'eq',
  '!=': 'ne',
};

const depths = new WeakMap<Expr, number>();

function depthOf(e: Expr): number {
  let known = depths.get(e);
  if (known === undefined) {
    known = 1 + e.args.reduce((most, arg) => Math.max(most, depthOf(arg)), 0);
    depths.set(e, known);
  }
  return known;
}

const perRootTime: Dimension = [0, -0.5, 0, 0, 0, 0];

/** Checks and lowers the expressions of one text. */
export class Checker implements SyntaxReader {
  readonly text: string;
  /** Names the equation in errors. */
  readonly what: string;
  readonly scope: Scope;
  readonly draws: DrawCounts;
  /** Where noise was found, by source; undefined where noise has no place. */
  readonly noise: Map<string, Syntax> | undefined;

  constructor(text: string, what: string, scope: Scope, draws: DrawCounts, noise?: Map<string, Syntax>) {
    this.text = text;
    this.what = what;
    this.scope = scope;
    this.draws = draws;
    this.noise = noise;
  }

  error(sentence: string, place: { at: number; length: number }): TextError {
    return new TextError(`${this.what}: ${sentence}`, this.text, place.at, place.length);
  }

  source(node: Syntax): string {
    return `'${shorten(this.text.slice(node.at, node.at + node.length))}'`;
  }

  lower(node: Syntax): Typed {
    const result = this.#lower(node);
    if (depthOf(result.expr) > MAX_DEPTH)
      throw this.error(`with its named parts written out, the expression is more than ${MAX_DEPTH} levels deep.`, node);
    if (result.expr.op === 'number' && !Number.isFinite(result.expr.value))
      throw this.error(`${this.source(node)} has no finite value.`, node);
    return result;
  }

  real(node: Syntax): Real {
    const result = this.lower(node);
    if (result.dimension === 'boolean')
      throw this.error(`${this.source(node)} is a condition; write int(…) to count it as 0 or 1.`, node);
    return result as Real;
  }

  condition(node: Syntax): Expr {
    const result = this.lower(node);
    if (result.dimension !== 'boolean')
      throw this.error(
        `${this.source(node)} is a number in ${unitPhrase(result.dimension)}; a condition such as 'v > -50 mV' is expected.`,
        node,
      );
    return result.expr;
  }

  expect(node: Syntax, dimension: Dimension, why = ''): Expr {
    const result = this.real(node);
    if (!isZero(result) && !sameDimension(result.dimension, dimension))
      throw this.mismatch(node, result.dimension, dimension, why);
    return result.expr;
  }

  mismatch(node: Syntax, found: Dimension, expected: Dimension, why = ''): TextError {
    return this.error(
      `${this.source(node)} has the unit ${unitPhrase(found)}; ${unitPhrase(expected)} is expected${why}.`,
      node,
    );
  }

  alike(left: Syntax, right: Syntax): { a: Expr; b: Expr; dimension: Dimension } {
    const { values, dimension } = this.allAlike([left, right]);
    return { a: values[0]!, b: values[1]!, dimension };
  }

  allAlike(nodes: readonly Syntax[]): { values: Expr[]; dimension: Dimension } {
    const reals = nodes.map((node) => this.real(node));
    const leader = Math.max(
      0,
      reals.findIndex((real) => !isZero(real)),
    );
    const { dimension } = reals[leader]!;
    for (const [k, real] of reals.entries())
      if (!isZero(real) && !sameDimension(real.dimension, dimension))
        throw this.mismatch(nodes[k]!, real.dimension, dimension, `, as in ${this.source(nodes[leader]!)}`);
    return { values: reals.map((real) => real.expr), dimension };
  }

  #lower(node: Syntax): Typed {
    switch (node.kind) {
      case 'number':
        return { expr: this.#literal(Number(node.digits), node), dimension: dimensionless };
      case 'quantity':
        return this.#quantity(node);
      case 'name':
        return this.#name(node, false);
      case 'negative': {
        // Minus twenty degrees, not the opposite of 293 K.
        if (node.operand.kind === 'quantity' && hasOffset(node.operand))
          return this.#quantity({ ...node.operand, digits: `-${node.operand.digits}` });
        const operand = this.real(node.operand);
        return { expr: b.neg(operand.expr), dimension: operand.dimension };
      }
      case 'not':
        return { expr: b.not(this.condition(node.operand)), dimension: 'boolean' };
      case 'logic': {
        const join = node.operator === 'and' ? b.and : b.or;
        return { expr: join(this.condition(node.left), this.condition(node.right)), dimension: 'boolean' };
      }
      case 'comparison': {
        const { a, b: c } = this.alike(node.left, node.right);
        return { expr: b.compare(compareOps[node.operator], a, c), dimension: 'boolean' };
      }
      case 'arithmetic':
        return this.#arithmetic(node);
      case 'call':
        return lowerCall(this, node);
    }
  }

  #literal(value: number, node: Syntax): Expr {
    if (!Number.isFinite(value)) throw this.error('this number is too large.', node);
    return b.number(value);
  }

  #quantity(node: SyntaxOf<'quantity'>): Typed {
    const { unit } = node;
    const word = { at: node.unitAt, length: unit.length };
    // The units library knows years, hours and grams as 'y', 'h' and 'g': '3 h' beside a gate h is a forgotten operator.
    if (constants.has(unit) || (this.scope.variables.has(unit) && !fieldUnit.test(unit)))
      throw this.error(`an operator such as '*' is missing before '${unit}'.`, word);
    if (!atom(unit)) throw this.error(unknownUnit(unit), word);
    const [digits, exponent = '0'] = node.digits.split(/[eE]/) as [string, string?];
    try {
      const scale = scaleOf(node.power === undefined ? unit : `${unit}^${node.power}`);
      return { expr: this.#literal(scaleNumber(digits, Number(exponent), scale), node), dimension: scale.dimension };
    } catch (error) {
      throw error instanceof UnitError ? this.error(error.message, node) : error;
    }
  }

  /** `single` lets one-letter units through, as in '10 S/m'; elsewhere they are taken for missing variables. */
  #name(node: SyntaxOf<'name'>, single: boolean): Typed {
    const { name } = node;
    const variable = this.scope.variables.get(name);
    if (variable) return { expr: variable.value, dimension: variable.dimension };
    switch (name) {
      case 't':
        return { expr: b.time, dimension: timeDimension };
      case 'dt':
        return { expr: b.dt, dimension: timeDimension };
      case 'i':
        return { expr: b.cell, dimension: dimensionless };
      case 'pi':
        return { expr: b.number(Math.PI), dimension: dimensionless };
      case 'e':
        return { expr: b.number(Math.E), dimension: dimensionless };
      case 'true':
        return { expr: b.always, dimension: 'boolean' };
      case 'false':
        return { expr: b.never, dimension: 'boolean' };
    }
    if (isNoise(name)) return this.#noise(node);
    if (isUnitWord(name) || (single && name.length === 1)) {
      const unit = atom(name);
      if (unit) return { expr: b.number(scaleValue(unit)), dimension: unit.dimension };
    }
    if (functions.has(name) || this.scope.tables.has(name))
      throw this.error(`'${name}' is a function; write ${name}(…).`, node);
    throw this.error(
      unknown(name, [...this.scope.variables.keys()], this.scope.builtins ?? ['t', 'dt', 'i', 'pi']),
      node,
    );
  }

  #noise(node: SyntaxOf<'name'>): Typed {
    if (!this.noise) throw this.error(`white noise '${node.name}' has its place in differential equations only.`, node);
    if (!this.noise.has(node.name)) this.noise.set(node.name, node);
    return { expr: b.noise(node.name), dimension: perRootTime };
  }

  #arithmetic(node: SyntaxOf<'arithmetic'>): Typed {
    switch (node.operator) {
      case '+':
      case '-':
      case '%': {
        if (node.operator !== '-') this.#refuseOffset(node);
        const { a, b: c, dimension } = this.alike(node.left, node.right);
        return {
          expr: b.binary(node.operator === '+' ? 'add' : node.operator === '-' ? 'sub' : 'mod', a, c),
          dimension,
        };
      }
      case '*':
      case '/': {
        this.#refuseOffset(node);
        const left = this.real(node.left);
        const right = isUnitChain(node.left) ? this.#unitFactor(node.right) : this.real(node.right);
        const product = node.operator === '*';
        const join = product ? multiplyDimensions : divideDimensions;
        return {
          expr: product ? b.mul(left.expr, right.expr) : b.div(left.expr, right.expr),
          dimension: join(left.dimension, right.dimension),
        };
      }
      case '**':
        this.#refuseOffset(node);
        return this.#power(this.real(node.left), node);
    }
  }

  /** Temperatures on a scale whose zero is not zero are compared and subtracted, and nothing else. */
  #refuseOffset({ left, right, operator }: SyntaxOf<'arithmetic'>): void {
    const place = [left, right].find(hasOffset);
    if (place === undefined) return;
    throw this.error(
      `${this.source(place)} is a temperature, counted from 0 kelvin: it can be compared and subtracted, as in 'T - 6.3 degC', and stands on no side of '${operator}'. Write differences of temperature in kelvin, as in '(T - 6.3 degC)/(10 kelvin)'.`,
      place,
    );
  }

  /** A factor after a number with a unit: '/m^2' in '10 S/m^2'. */
  #unitFactor(node: Syntax): Real {
    if (node.kind === 'name') {
      const result = this.#name(node, true);
      if (result.dimension !== 'boolean') return result as Real;
    }
    if (node.kind === 'arithmetic' && node.operator === '**' && node.left.kind === 'name')
      return this.#power(this.#unitFactor(node.left), node);
    return this.real(node);
  }

  #power(base: Real, node: SyntaxOf<'arithmetic'>): Real {
    const exponent = this.expect(node.right, dimensionless, ' in an exponent');
    const expr = b.pow(base.expr, exponent);
    if (sameDimension(base.dimension, dimensionless)) return { expr, dimension: dimensionless };
    if (exponent.op !== 'number' || !(Math.abs(exponent.value) <= 12))
      throw this.error(
        `${this.source(node.left)} has the unit ${unitPhrase(base.dimension)}; only a number between -12 and 12 can be its exponent.`,
        node.right,
      );
    const n = exponent.value;
    return { expr, dimension: base.dimension.map((x) => tidy(x * n)) as unknown as Dimension };
  }
}

/** A number with a unit whose zero is not zero of its quantity: '20 degC'. */
const hasOffset = (node: Syntax): boolean =>
  node.kind === 'negative'
    ? hasOffset(node.operand)
    : node.kind === 'quantity' && node.power === undefined && (atom(node.unit)?.offset ?? 0) !== 0;

const constants: ReadonlySet<string> = new Set(['t', 'dt', 'i', 'pi', 'e']);

/** A literal or folded 0 without a unit: it fits any unit. */
const isZero = (typed: Real): boolean =>
  typed.expr.op === 'number' && typed.expr.value === 0 && sameDimension(typed.dimension, dimensionless);

function isUnitChain(node: Syntax): boolean {
  if (node.kind === 'arithmetic' && (node.operator === '*' || node.operator === '/')) return isUnitChain(node.left);
  return node.kind === 'quantity';
}

const fieldUnit =
  /^(?:[fpnumckMG\u00b5\u03bc]?(?:[VASFsMKCJ]|m[23]?|mol|Hz|[oO]hm|[\u03a9\u2126]|volt|amp|ampere|siemens|farad|second|hertz|met(?:er|re)[23]?|mole|molar|kelvin|coulomb|joule|liter|litre))$/;

/** Unit words that may stand alone, as in `13*mV`: units that models use, of two letters or more. */
const isUnitWord = (name: string): boolean => name.length > 1 && fieldUnit.test(name);

/** 'g_l' is not known here; did you mean 'g_L'? Known are: … */
export function unknown(name: string, names: readonly string[], builtin: readonly string[]): string {
  const advice = adviceOn(name);
  if (advice !== undefined) return `'${name}' is not known here: ${advice}.`;
  const guess = nearest(name, [...names, ...builtin]);
  const first = names.filter((n) => !builtin.includes(n)).slice(0, 24);
  const list = [...first, ...(names.length > 24 ? ['…'] : []), ...builtin].join(', ');
  return `'${shorten(name)}' is not known here${guess ? `; did you mean '${guess}'?` : '.'} Known are: ${list}.`;
}
