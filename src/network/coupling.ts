/** Couplings: what `Network.couple` makes of its options. All texts are read and checked here, at the user's call. */
import { parseExpression } from '../equations/expression.ts';
import { parseLines } from '../equations/lines.ts';
import type { Model, SummedVariable } from '../equations/model.ts';
import { namesOf } from '../equations/model.ts';
import { nameProblem } from '../equations/names.ts';
import type { Scope, Variable } from '../equations/scope.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { some, topological, transform } from '../expression/visit.ts';
import { anything, optional, optionsOf, recordOf, text } from '../options.ts';
import { type Dimension, dimensionless, sameDimension } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import { list } from './names.ts';
import { cellModel, type Slice } from './population.ts';
import { connectionRule, isCommon, type Projection, readWeight } from './projection.ts';
import type { ConnectionRule } from './rules/rule.ts';
import type { SynapseValue } from './synapse-values.ts';

export interface CouplingOptions {
  /** Which pairs of cells are joined: `fixedProbability(0.02)`, `synapseList(…)`, … */
  readonly connect: ConnectionRule;
  /**
   * A gap junction: the current into a cell at either end of each junction, from its own variables (`V`) and the other's (`V_other`):
   * 'g*(V_other - V)'. Or in the names of `value`: the current into the target, 'g*(V_pre - V_post)'; then the source gets its opposite.
   */
  readonly current?: string;
  /**
   * What each junction adds to the target's sum: 'g*s_pre*(E - v_post)'. Names: variables, parameters and named parts of the source as
   * `x_pre` and of the target as `x_post` or `x`, `parameters`, the junction's weight `w`, and the numbers of cells `N_pre` and `N_post`.
   */
  readonly value?: string;
  /** Brian2's line for such a sum: 'I_syn_post = w*s_pre : pA (summed)'. In place of `into` and `value`. */
  readonly equations?: string;
  /** The variable, declared '… (summed)', that gets the sum. May be left out where a cell has one. */
  readonly into?: string;
  /**
   * What `w` stands for, as in `project`; a list of texts ('3 nS') or of plain numbers, which have no unit ('w*nS*(V_other - V)'). Both
   * ends of a junction have one weight.
   */
  readonly weight?: string | number | ArrayLike<string | number>;
  /** Shared parameters that the expression uses; they are added to the populations that get the sum and can be changed while it runs. */
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** Default: 'source with target'. Random junctions depend on it. */
  readonly name?: string;
}

/** What the cells at one end of a coupling get. */
export interface Side {
  readonly at: 'source' | 'target';
  /** Name of the summed variable. */
  readonly into: string;
  /**
   * What a junction adds. Leaves: numbers, the `weight`, variables and parameters of the cell at the other end (`pre`) and of the one that
   * gets the sum (`post`), and the coupling's own parameters (`parameter`).
   */
  readonly value: Expr;
}

/** A place of a cell with dendrites as written, and its compartment. */
interface Site {
  readonly place: string;
  readonly node: number;
}

export interface Coupling {
  readonly name: string;
  readonly source: Slice;
  readonly target: Slice;
  readonly rule: ConnectionRule;
  /** One, or two for a gap junction. */
  readonly sides: readonly Side[];
  readonly parameters: Projection['parameters'];
  /** Per-junction weights, if any. */
  readonly weight: SynapseValue | undefined;
  /** Unit in which listed weights were given. */
  readonly weightUnit: string;
  /** Of gap junctions between places of cells with dendrites: the ends, nS of each junction, and that as written. */
  readonly sites?: {
    readonly source: Site;
    readonly target: Site;
    readonly conductance: number;
    readonly g: string;
    /** Whether both voltages take part in the solution, or only the own. */
    readonly solve: 'explicit' | 'in-solve';
  };
  /** What the user wrote, for exports; arrays are left out, since `weight` holds them. */
  readonly given: {
    readonly current: string | undefined;
    readonly value: string | undefined;
    readonly into: string | undefined;
    readonly weight: string | number | undefined;
    readonly parameters: Readonly<Record<string, string | number>>;
  };
}

export const checkCoupling = optionsOf<CouplingOptions>('couple', {
  connect: connectionRule,
  current: optional(text),
  value: optional(text),
  equations: optional(text),
  into: optional(text),
  weight: optional(anything),
  parameters: optional(recordOf(anything)),
  name: optional(anything),
});

/** Checks what the options mean. Throws TextError or UserError. */
export function readCoupling(
  name: string,
  source: Slice,
  target: Slice,
  options: CouplingOptions,
  seed: number,
): Coupling {
  const what = `coupling ${name}`;
  const written = whatIsWritten(options, what);
  const models = { source: cellModel(source.population), target: cellModel(target.population) };
  const parameters = ownParameters(options.parameters ?? {}, source, target, what);
  const intoTarget = summedOf(models.target, target, written.into, what);
  const weightUnit = unitOfWeights(options.weight);
  const weight = readWeight(options.weight, source, target, '', true, weightUnit);
  const scopeOf = (own: Ends): Scope => scopeFor(own, parameters, weight?.dimension);
  const common = weight && isCommon(weight.value) ? weight.value : undefined;
  const checked = (value: Expr, { pre, post }: Ends): Expr => {
    refuseLeaves(value, written.text, what);
    for (const [end, { population }] of [
      ['pre', pre],
      ['post', post],
    ] as const)
      refuseSums(value, end, cellModel(population), written.text, what);
    return value;
  };
  const withCommon = (value: Expr): Expr =>
    common ? transform([value], (e) => (e === b.weight ? common : undefined))[0]! : value;
  const sides: Side[] = [];
  if (written.kind === 'value') {
    const ends = { pre: source, post: target, other: false };
    const { value } = parseExpression(written.text, scopeOf(ends), intoTarget.dimension, `${what}, value`);
    sides.push({ at: 'target', into: intoTarget.name, value: checked(value, ends) });
  } else {
    const intoSource = summedOf(models.source, source, written.into, what);
    if (!sameDimension(intoSource.dimension, intoTarget.dimension))
      throw new UserError(
        `${what}: '${intoSource.name}' of ${source.name} and '${intoTarget.name}' of ${target.name} have different units; a current into both needs one.`,
      );
    const directed = /_(pre|post)\b/.test(written.text);
    const read = (pre: Slice, post: Slice): Expr => {
      const ends = { pre, post, other: !directed };
      return checked(
        parseExpression(written.text, scopeOf(ends), intoTarget.dimension, `${what}, current`).value,
        ends,
      );
    };
    const forth = read(source, target);
    const back = directed ? b.neg(reversed(forth)) : read(target, source);
    sides.push({ at: 'target', into: intoTarget.name, value: forth });
    sides.push({ at: 'source', into: intoSource.name, value: back });
  }
  for (const { at, into, value } of sides) {
    const { sums } = models[at];
    if (sums.find((s) => s.name === into)!.shared) checkShared(value, into, target, options.connect, what);
  }
  if (weight && !sides.some(({ value }) => some(value, (e) => e === b.weight)))
    throw new UserError(
      `${what}: a weight is given and '${written.text}' does not use it; write it as w, or leave it out.`,
    );
  return {
    name,
    source,
    target,
    rule: options.connect.bind?.({ source, target, seed }) ?? options.connect,
    sides: sides.map((side) => ({ ...side, value: withCommon(side.value) })),
    parameters,
    weight: common ? undefined : weight?.value,
    weightUnit: weightUnit.unit,
    given: {
      current: written.kind === 'current' ? written.text : undefined,
      value: written.kind === 'value' ? written.text : undefined,
      into: written.into,
      weight: typeof options.weight === 'string' || typeof options.weight === 'number' ? options.weight : undefined,
      parameters: { ...options.parameters },
    },
  };
}

/** Of a list of texts the unit of its first, of numbers none. */
function unitOfWeights(given: CouplingOptions['weight']): { readonly dimension: Dimension; readonly unit: string } {
  const first = typeof given === 'object' && given !== null ? given[0] : undefined;
  if (typeof first !== 'string') return { dimension: dimensionless, unit: '1' };
  const { dimension, unit } = parseQuantity(first, undefined, 'weight, entry 0');
  return { dimension, unit: unit || '1' };
}

interface Written {
  readonly kind: 'current' | 'value';
  readonly text: string;
  readonly into: string | undefined;
}

function whatIsWritten({ current, value, equations, into }: CouplingOptions, what: string): Written {
  const given = [current, value, equations].filter((x) => x !== undefined);
  if (given.length !== 1)
    throw new UserError(
      `${what}: give one of 'current', for gap junctions, 'value', for sums over sources, and 'equations', as Brian2 writes such sums; it got ${given.length === 0 ? 'none' : 'several'}.`,
    );
  if (current !== undefined) return { kind: 'current', text: current, into };
  if (value !== undefined) return { kind: 'value', text: value, into };
  return brianLine(equations!, into, what);
}

/** 'I_syn_post = w*s_pre : pA (summed)'. */
function brianLine(equations: string, into: string | undefined, what: string): Written {
  const form = /^\s*([A-Za-z_]\w*)_post\s*=\s*([^\n;#]+?)\s*:\s*[^\n;()]+\(\s*summed\s*\)\s*$/.exec(equations);
  if (!form) {
    // A mistake of another kind has its own sentence.
    parseLines(equations.replace(/\(\s*summed\s*\)/, ''));
    throw new UserError(
      `${what}: 'equations' is one line such as 'I_syn_post = w*s_pre : pA (summed)'; variables of the cells themselves belong in their own equations, and a second sum in a second coupling.`,
    );
  }
  const [, name, value] = form as unknown as [string, string, string];
  if (into !== undefined && into !== name)
    throw new UserError(`${what}: 'equations' fills '${name}', but 'into' is '${into}'; leave 'into' out.`);
  return { kind: 'value', text: value, into: name };
}

/** The summed variable that is meant. */
function summedOf({ sums }: Model, { name }: Slice, into: string | undefined, what: string): SummedVariable {
  if (into !== undefined) {
    const found = sums.find((s) => s.name === into);
    if (found) return found;
    throw new UserError(
      `${what}: ${name} has no summed variable '${into}'; ${sums.length > 0 ? `it has ${list(sums.map((s) => s.name))}` : `a line '${into} : pA (summed)', with its unit, in the cell's equations makes it one`}.`,
    );
  }
  if (sums.length === 1) return sums[0]!;
  throw new UserError(
    sums.length === 0
      ? `${what}: ${name} has no summed variable; declare one in the cell's equations, such as 'I_gap : pA (summed)', and use it there like a current.`
      : `${what}: ${name} has several summed variables, ${list(sums.map((s) => s.name))}; say which by 'into'.`,
  );
}

function ownParameters(
  given: NonNullable<CouplingOptions['parameters']>,
  source: Slice,
  target: Slice,
  what: string,
): Projection['parameters'] {
  return Object.entries(given).map(([name, written]) => {
    const problem = nameProblem(name);
    if (problem) throw new UserError(`${what}: '${name}' cannot be the name of a parameter: ${problem}.`);
    for (const { population } of [target, source])
      if (namesOf(cellModel(population)).has(name))
        throw new UserError(
          `${what}: '${name}' is a parameter of the coupling, but the model of ${population.name} already has a '${name}'; use that one or choose another name.`,
        );
    if (name === 'w' || name === 'N_pre' || name === 'N_post')
      throw new UserError(`${what}: '${name}' has a meaning of its own here; choose another name for this parameter.`);
    const { value, dimension, unit } = parseQuantity(written, undefined, `${what}, parameters.${name}`);
    return { name, dimension, unit, value };
  });
}

/** The two ends as one side sees them: `post` gets the sum. `other`: the other end's names end in '_other'. */
interface Ends {
  readonly pre: Slice;
  readonly post: Slice;
  readonly other: boolean;
}

function scopeFor(
  { pre, post, other }: Ends,
  parameters: Projection['parameters'],
  weight: Dimension | undefined,
): Scope {
  const variables = new Map<string, Variable>();
  const add = (name: string, dimension: Dimension, value: Expr): void => {
    if (!variables.has(name)) variables.set(name, { kind: 'parameter', dimension, value });
  };
  for (const { name, dimension } of parameters) add(name, dimension, b.parameter(name));
  if (weight) add('w', weight, b.weight);
  add('N_pre', dimensionless, b.number(pre.size));
  add('N_post', dimensionless, b.number(post.size));
  for (const [slice, leaf, endings] of [
    [pre, b.pre, [other ? '_other' : '_pre']],
    [post, b.post, other ? [''] : ['_post', '']],
  ] as const) {
    const { states, parameters: own, derived, sums } = cellModel(slice.population);
    const named = [
      ...[...states, ...own, ...sums].map(({ name, dimension }) => ({ name, dimension, value: leaf(name) })),
      ...derived.map(({ name, dimension, value }) => ({ name, dimension, value: atEnd(value, leaf) })),
    ];
    for (const ending of endings)
      for (const { name, dimension, value } of named) add(`${name}${ending}`, dimension, value);
  }
  return { variables, tables: new Map(), builtins: ['pi'] };
}

/** A named part of a cell's equations as the other end or the cell itself sees it. */
const atEnd = (value: Expr, leaf: (name: string) => Expr): Expr =>
  transform([value], (e) => (e.op === 'state' || e.op === 'parameter' ? leaf(e.name) : undefined))[0]!;

/** The same with the ends exchanged. */
const reversed = (value: Expr): Expr =>
  transform([value], (e) => {
    if (e.op === 'pre') return b.post(e.name);
    return e.op === 'post' ? b.pre(e.name) : undefined;
  })[0]!;

const ALLOWED: ReadonlySet<Expr['op']> = new Set<Expr['op']>(['number', 'weight', 'pre', 'post', 'parameter']);

function refuseLeaves(value: Expr, written: string, what: string): void {
  const bad = topological([value]).find((e) => (e.args.length === 0 && !ALLOWED.has(e.op)) || e.op === 'lookup');
  if (!bad) return;
  const found =
    bad.op === 'draw'
      ? 'draws a random number'
      : bad.op === 'previous'
        ? 'looks back to the step before'
        : bad.op === 'lookup'
          ? 'reads a table'
          : bad.op === 'cell'
            ? 'uses the number of a cell'
            : 'depends on time or dt';
  throw new UserError(
    `${what}: '${written}' ${found}, in itself or by a named part of the cell; it may depend on variables and parameters of the two cells, the weight w and 'parameters'. Make the rest a variable of the cell, which it then reads.`,
  );
}

/** Sums are put together from what was there before; none reads another. */
function refuseSums(value: Expr, end: 'pre' | 'post', { sums }: Model, written: string, what: string): void {
  const found = topological([value]).find((e) => e.op === end && sums.some((s) => s.name === e.name));
  if (found)
    throw new UserError(
      `${what}: '${written}' reads '${(found as { readonly name: string }).name}', itself a sum over other cells; sums read variables and parameters of cells only. Make it a variable that follows the sum, and read that.`,
    );
}

/** A sum that is to be one value for all cells. */
function checkShared(value: Expr, into: string, target: Slice, rule: ConnectionRule, what: string): void {
  if (some(value, (e) => e.op === 'post' || e === b.weight))
    throw new UserError(
      `${what}: '${into}' is declared 'shared', one value for all cells, but what is added up depends on the target or on weights; leave the flag out.`,
    );
  if (target.size !== target.population.size)
    throw new UserError(
      `${what}: '${into}' is declared 'shared', one value for all cells, but ${target.name} is a part of ${target.population.name}; couple the whole of it, or leave the flag out.`,
    );
  if (!isEverything(rule))
    throw new UserError(
      `${what}: '${into}' is declared 'shared', one value for all cells, but ${rule.name} gives each its own partners; use allToAll(), or leave the flag out.`,
    );
}

/** Whether a rule joins every cell of one end with every cell of the other. */
export const isEverything = ({ description }: ConnectionRule): boolean =>
  description?.kind === 'allToAll' && description.autapses;
