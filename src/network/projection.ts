/** Projections: what `Network.project` makes of its options. All texts are read and checked here, at the user's call. */

import { type Branching, branchingOf } from '../dendrites/branching.ts';
import { eventPlaces } from '../dendrites/events.ts';
import { parseDistribution } from '../equations/distribution.ts';
import { namesOf } from '../equations/model.ts';
import { nameProblem } from '../equations/names.ts';
import { modelScope } from '../equations/scope.ts';
import type { Statement } from '../equations/statements.ts';
import { parseStatements } from '../equations/statements.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { some, topological, transform } from '../expression/visit.ts';
import { slopeIn } from '../integrators/system.ts';
import { anything, field, optional, optionsOf, recordOf, text } from '../options.ts';
import { type Dimension, dimensionless, sameDimension, timeDimension } from '../quantity/dimension.ts';
import { fromUnit, parseQuantity } from '../quantity/quantity.ts';
import { whyStored } from './connectivity.ts';
import { type Connectivity, checkConnectivity } from './connectivity-words.ts';
import { Drawn } from './drawn.ts';
import type { PlasticityDescription, ReleaseDescription } from './dynamics/description.ts';
import { readPlasticity } from './dynamics/plasticity.ts';
import { readRelease } from './dynamics/release.ts';
import type { Dynamics } from './dynamics/rule.ts';
import { list } from './names.ts';
import { parsePairs } from './pairs.ts';
import { cellModel, type Slice } from './population.ts';
import type { ConnectionRule } from './rules/rule.ts';
import { isExpression, readArray, type SynapseValue } from './synapse-values.ts';

export interface ProjectionOptions {
  /** Which pairs of cells are joined: `fixedProbability(0.02)`, … */
  readonly connect: ConnectionRule;
  /**
   * What an arriving spike does to the target: `g_e += w_e`, `v += 0.1 mV`; several statements are separated by ';'. The right-hand side
   * may use the target's parameters, `parameters` of the projection, and the synapse's `weight` as `w`, as a factor.
   */
  readonly onSpike: string;
  /**
   * '1.5 ms' for all; a distribution ('normal(1.5 ms, 0.75 ms, 0.1 ms)': mean, standard deviation, lower bound), a text with random numbers
   * or names of the two cells ('0.5 ms + 0.1 ms*abs(i - j)'), or an array (numbers in ms) for one per synapse. Default: the next step.
   */
  readonly delay?: string | ArrayLike<string | number> | null | undefined;
  /**
   * What `w` stands for in `onSpike`: '6 nS' for all; a distribution, 'normal(6 nS, 1 nS, 0 nS)', 'lognormal(6 nS, 3 nS)' (of such mean and
   * standard deviation) or 'uniform(0 nS, 6 nS)', where what lies beyond a lower and an upper bound is drawn again; an expression,
   * '6 nS*exp(-abs(x_pre - x_post)/(50 um))', or an array for one per synapse (plain numbers in the unit of the first statement's
   * variable). Texts may use `i`, `j`, and parameters and positions of either end. Arrays go source by source, or follow the list of
   * `synapseList`.
   */
  readonly weight?: string | number | ArrayLike<string | number>;
  /**
   * Of targets with dendrites, where: 'tuft 0.5', among the places of what `onSpike` names. Of several places each synapse draws one. Left
   * out where there is only one place.
   */
  readonly at?: string | undefined;
  /** Shared parameters that `onSpike` uses; they are added to the target population and can be changed while it runs. */
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** Short-term plasticity: what a spike releases, as a fraction of the weight. See `shortTermPlasticity`. */
  readonly release?: ReleaseDescription | undefined;
  /** Long-term plasticity: weights that change with spikes; `w` starts at `weight`. See `pairStdp`. */
  readonly plasticity?: PlasticityDescription | undefined;
  /**
   * 'procedural' keeps no synapses in memory and makes them anew at each spike, the same ones to the bit. For a rule that yields a cell's
   * targets from the cell alone, with weights and delays that are the same for all or drawn from a distribution. Default: 'stored'.
   */
  readonly connectivity?: Connectivity | undefined;
  /** Default: 'source to target'. Random targets depend on it. */
  readonly name?: string;
}

/** One statement of `onSpike`: the variable gains factor × (number of events, or sum of their weights). */
interface SpikeEffect {
  readonly variable: string;
  readonly factor: Expr;
  /**
   * d(factor)/d(variable) over parameters, where what a spike adds depends on the variable itself, linearly; then `factor` does too, and n
   * spikes act one after another, in whatever order.
   */
  readonly slope?: Expr | undefined;
  /** Of targets with dendrites: numbers of the places of which each synapse draws one, in the order of the point's sites. */
  readonly places?: readonly number[] | undefined;
}

/** A shared parameter that a projection adds to its target population. */
interface AddedParameter {
  readonly name: string;
  readonly dimension: Dimension;
  readonly unit: string;
  readonly value: number;
}

export interface Projection {
  readonly name: string;
  readonly source: Slice;
  readonly target: Slice;
  readonly rule: ConnectionRule;
  readonly effects: readonly SpikeEffect[];
  readonly parameters: readonly AddedParameter[];
  /** ms; undefined: the next step. */
  readonly delay: number | SynapseValue | undefined;
  /** Per-synapse weights, if any. */
  readonly weight: SynapseValue | undefined;
  /** Unit to read weights in, that of the variable they add to; undefined where they are of another dimension, or there are none. */
  readonly weightUnit: string | undefined;
  /** What makes its synapses change with use, if anything. */
  readonly dynamics: Dynamics | undefined;
  /** Whether its synapses are stored, unless the whole simulation says otherwise. */
  readonly connectivity: Connectivity;
  /** What the user wrote, for exports; arrays are left out, since `delay` and `weight` hold them. */
  readonly given: {
    readonly onSpike: string;
    readonly delay: string | undefined;
    readonly weight: string | number | undefined;
    readonly at: string | undefined;
    readonly parameters: Readonly<Record<string, string | number>>;
    readonly release: ReleaseDescription | undefined;
    readonly plasticity: PlasticityDescription | undefined;
  };
}

/** Name of the synapse's weight in `onSpike`. */
const WEIGHT = 'w';

export const connectionRule = field(
  'a connection rule such as fixedProbability(0.02)',
  (x) =>
    typeof x === 'object' &&
    x !== null &&
    (['check', 'estimate', 'units', 'count', 'fill'] as const).every(
      (name) => typeof (x as ConnectionRule)[name] === 'function',
    ),
);

/** Which places of the target the effect is at. */
function atPlaces(effect: SpikeEffect, branching: Branching, at: string | undefined): SpikeEffect {
  if (effect.slope)
    throw new UserError(
      `onSpike: what a spike adds to '${effect.variable}' depends on '${effect.variable}' itself, which is not available for cells with dendrites.`,
    );
  const { name, places } = eventPlaces(branching, effect.variable, at);
  return { ...effect, variable: name, places };
}

/** Options as they come: no key that is not known. */
export const checkProjection = optionsOf<ProjectionOptions>('project', {
  connect: connectionRule,
  onSpike: text,
  delay: optional(anything),
  weight: optional(anything),
  at: optional(text),
  parameters: optional(recordOf(anything)),
  release: optional(anything),
  plasticity: optional(anything),
  connectivity: optional(text),
  name: optional(anything),
});

/** Checks what the options mean. Throws TextError or UserError. */
export function readProjection(
  name: string,
  source: Slice,
  target: Slice,
  options: ProjectionOptions,
  seed: number,
): Projection {
  const model = cellModel(target.population);
  const own = namesOf(model);
  const parameters = Object.entries(options.parameters ?? {}).map(([parameter, text]): AddedParameter => {
    const problem = nameProblem(parameter);
    if (problem) throw new UserError(`parameters: '${parameter}' cannot be the name of a parameter: ${problem}.`);
    if (own.has(parameter))
      throw new UserError(
        `The projection ${name} adds the parameter '${parameter}', but the model of ${target.population.name} already has a '${parameter}'; use that one or choose another name.`,
      );
    const { value, dimension, unit } = parseQuantity(text, undefined, `parameters.${parameter}`);
    return { name: parameter, dimension, unit, value };
  });
  const changes = Boolean(options.release || options.plasticity);
  const weight = readWeight(options.weight, source, target, options.onSpike, changes);
  const hasWeight = weight !== undefined;
  if (options.plasticity && !hasWeight)
    throw new UserError(
      `The projection ${name} is plastic and has no weights to start from; give 'weight', and use it in onSpike as ${WEIGHT}.`,
    );
  if (hasWeight && (own.has(WEIGHT) || parameters.some((p) => p.name === WEIGHT)))
    throw new UserError(
      `The projection ${name} has per-synapse weights, called '${WEIGHT}' in onSpike, but '${WEIGHT}' also names something of the target; rename that.`,
    );
  const extra = hasWeight ? [...parameters, { name: WEIGHT, dimension: weight.dimension }] : parameters;
  const statements = parseStatements(options.onSpike, modelScope(model, extra), 'onSpike');
  if (statements.length === 0) throw new UserError(`onSpike is empty; write what a spike does, such as 'g_e += 6 nS'.`);
  const states = new Set(model.states.map((s) => s.name));
  const dynamics = readDynamics(name, options, statements, weight?.dimension, { source, target });
  const changing = dynamics && statements.find(({ value, target: to }) => slopeOf(value, to));
  if (changing)
    throw new UserError(
      `onSpike: what a spike adds to '${changing.target}' depends on '${changing.target}' itself, and the synapses of ${name} change with use; one of the two is possible.`,
    );
  const delay = readDelay(options.delay, source, target);
  const place = dynamics?.plasticity?.delays ?? 'ignored';
  if (place !== 'ignored' && delay !== undefined && typeof delay !== 'number')
    throw new UserError(
      `The projection ${name} has ${place} delays that differ from synapse to synapse; give one delay for all, or one projection for each, or leave out 'delays' of its plasticity.`,
    );
  const perSynapse = weight && (dynamics?.plasticity !== undefined || !isCommon(weight.value));
  const branching = branchingOf(model);
  if (options.at !== undefined && !branching)
    throw new UserError(
      `The projection ${name} names a place ('at: ${options.at}'), and the cells of ${target.population.name} have no dendrites; leave it out.`,
    );
  if (dynamics && (branching || branchingOf(source.population.blueprint.shape)))
    throw new UserError(
      `The projection ${name} changes with use ('${options.release ? 'release' : 'plasticity'}'), which is not available from or onto cells with dendrites.`,
    );
  const effects = statements
    .map((statement) => effectOf(statement, states, weight?.value, options.onSpike, !perSynapse))
    .map((effect) => (branching ? atPlaces(effect, branching, options.at) : effect));
  const reached = model.states.find((s) => s.name === effects[0]!.variable);
  const projection = {
    name,
    source,
    target,
    rule: options.connect.bind?.({ source, target, seed }) ?? options.connect,
    effects,
    parameters,
    delay,
    weight: perSynapse ? weight.value : undefined,
    weightUnit:
      weight !== undefined && reached !== undefined && sameDimension(weight.dimension, reached.dimension)
        ? reached.unit
        : undefined,
    dynamics,
    given: {
      onSpike: options.onSpike,
      delay: typeof options.delay === 'string' ? options.delay : undefined,
      weight: typeof options.weight === 'string' || typeof options.weight === 'number' ? options.weight : undefined,
      at: options.at,
      parameters: { ...options.parameters },
      release: options.release,
      plasticity: options.plasticity,
    },
  };
  const connectivity = checkConnectivity(options.connectivity ?? 'stored');
  const why = connectivity === 'procedural' ? whyStored(projection) : undefined;
  if (why)
    throw new UserError(
      `The projection ${name} cannot be procedural: ${why}, or leave 'connectivity' out, which stores its synapses.`,
    );
  return { ...projection, connectivity };
}

function readDynamics(
  name: string,
  { release, plasticity }: ProjectionOptions,
  statements: readonly Statement[],
  weight: Dimension | undefined,
  ends: { readonly source: Slice; readonly target: Slice },
): Dynamics | undefined {
  if (!release && !plasticity) return undefined;
  if (release && plasticity)
    throw new UserError(`The projection ${name} has a release and a plasticity; it can have one of the two.`);
  if (statements.length !== 1)
    throw new UserError(
      `The projection ${name} changes with use and has ${statements.length} statements in onSpike; give it one, and another projection for another variable.`,
    );
  const context = { ...ends, dimension: weight ?? dimensionless };
  return release ? readRelease(name, release, context) : readPlasticity(name, plasticity!, context);
}

/** A weight that is the same for all synapses: no random draws, nothing of their cells. */
export const isCommon = (value: SynapseValue): value is Expr =>
  !(value instanceof Float64Array || value instanceof Drawn) &&
  !some(value, (e) => e.op === 'draw' || e.op === 'parameter');

/**
 * The weights as given. Plain numbers are in the unit of `variable`, by default the one that the first statement of `onSpike` adds to.
 * `changes`: whether they are to be real numbers kept one by one.
 */
export function readWeight(
  given: ProjectionOptions['weight'],
  source: Slice,
  target: Slice,
  onSpike: string,
  changes: boolean,
  written?: { readonly dimension: Dimension; readonly unit: string },
): { value: SynapseValue; dimension: Dimension } | undefined {
  if (given === undefined) return undefined;
  if (typeof given === 'string') {
    const drawn = parseDistribution(given, 'weight');
    // Weights that change with use are drawn as expressions are, wherever an expression says the same.
    if (drawn && !(changes && isExpression(drawn.of)))
      return { value: new Drawn(drawn.of), dimension: drawn.dimension };
    const { value, dimension } = parsePairs(given, { source, target }, { what: 'weight', random: true });
    if (dimension === 'boolean') throw new UserError(`The weight '${given}' is a condition; it must be a number.`);
    return { value, dimension };
  }
  const first = /^[\s;]*([A-Za-z_]\w*)/.exec(onSpike)?.[1];
  const { states } = target.population.blueprint.shape;
  const variable = written ?? states.find((s) => s.name === first);
  if (!variable)
    throw new UserError(
      `onSpike: '${first ?? onSpike}' is no variable of ${target.population.name}; it has ${list(states.map((s) => s.name))}.`,
    );
  const { dimension, unit } = variable;
  if (typeof given === 'number') return { value: b.number(fromUnit(given, unit)), dimension };
  return { value: readArray(given, dimension, unit, 'weight'), dimension };
}

function readDelay(given: ProjectionOptions['delay'], source: Slice, target: Slice): number | SynapseValue | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given !== 'string') return readArray(given, timeDimension, 'ms', 'delay');
  const drawn = parseDistribution(given, 'delay', timeDimension);
  if (drawn) return new Drawn(drawn.of);
  const { value } = parsePairs(given, { source, target }, { expected: timeDimension, what: 'delay', random: true });
  if (value.op === 'number') {
    if (!(value.value > 0))
      throw new UserError(`The delay '${given}' must be at least one step; leave it out for the next step.`);
    return value.value;
  }
  return value;
}

/** A statement as variable += factor × events. Only additions whose size does not depend on the target's state can be delivered. */
function effectOf(
  statement: Statement,
  states: ReadonlySet<string>,
  weight: SynapseValue | undefined,
  text: string,
  common: boolean,
): SpikeEffect {
  const { target, operator } = statement;
  const written = text.slice(statement.at, statement.at + statement.length);
  if (operator !== '+=' && operator !== '-=')
    throw new UserError(
      `onSpike: '${written}' must add to or subtract from a variable, as in '${target} += w'; several spikes may arrive in one step.`,
    );
  const value = operator === '+=' ? statement.value : b.neg(statement.value);
  const slope = slopeOf(value, target);
  if (slope && weight !== undefined && !(common && isCommon(weight)))
    throw new UserError(
      `onSpike: '${written}' depends on '${target}' itself, so the weights of spikes that arrive together cannot be added up; give all synapses one weight or a parameter, or let the spike add to a variable of the cell that does not saturate.`,
    );
  if (slope) {
    const whole = weight === undefined ? value : withWeight(value, weight, written, common);
    return { variable: target, factor: whole, slope: slopeOf(whole, target) };
  }
  const bad = topological([value]).find(
    (e) =>
      e.op === 'draw' ||
      e.op === 'time' ||
      e.op === 'step' ||
      e.op === 'lookup' ||
      ((e.op === 'state' || e.op === 'previous') && states.has(e.name)),
  );
  if (bad)
    throw new UserError(
      bad.op === 'draw'
        ? `onSpike: '${written}' draws a random number; give it as the projection's weight and write '${target} += ${WEIGHT}'.`
        : bad.op === 'state' || bad.op === 'previous'
          ? `onSpike: '${written}' depends on the target's variable '${bad.name}'; what a spike adds may depend on parameters, the weight ${WEIGHT}, and linearly on the variable itself, as in 's += a*(1 - s)' or 'v += a*(E - v)'. For other jumps let the spike add to a variable of its own, 'x += 1', which the cell's equations then read, or let the source's own reset jump and couple it: net.couple(…, { value: 's_pre' }).`
          : `onSpike: '${written}' depends on time; what a spike adds may depend on parameters and the weight ${WEIGHT} only.`,
    );
  const factor = weight === undefined ? value : withWeight(value, weight, written, common);
  return { variable: target, factor };
}

/** How what a spike adds changes with the variable itself: over numbers and parameters, or undefined where it does not or not linearly. */
function slopeOf(value: Expr, variable: string): Expr | undefined {
  const nodes = topological([value]);
  if (!nodes.some((e) => e.op === 'state' && e.name === variable)) return undefined;
  if (
    nodes.some((e) => e.args.length === 0 && !['number', 'parameter', 'dt'].includes(e.op) && e !== b.state(variable))
  )
    return undefined;
  const slope = slopeIn(value, variable);
  return slope && !some(slope, (e) => e.op === 'state') ? slope : undefined;
}

/** A common weight put in; or the factor of a per-synapse weight. */
function withWeight(value: Expr, weight: SynapseValue, written: string, common: boolean): Expr {
  const w = b.parameter(WEIGHT);
  if (common && isCommon(weight)) return transform([value], (e) => (e === w ? weight : undefined))[0]!;
  const factor = factorOf(value, w);
  if (!factor)
    throw new UserError(
      `onSpike: '${written}' must use the per-synapse weight ${WEIGHT} exactly once, as a factor, as in 'g_e += ${WEIGHT}' or 'g_e += s*${WEIGHT}'.`,
    );
  return factor;
}

/** value / w where value is a product with w as one factor, else undefined. */
function factorOf(value: Expr, w: Expr): Expr | undefined {
  if (value === w) return b.one;
  const [x, y] = value.args as [Expr, Expr];
  const uses = (e: Expr): boolean => some(e, (node) => node === w);
  if (value.op === 'neg') {
    const inner = factorOf(x, w);
    return inner && b.neg(inner);
  }
  if (value.op === 'mul' && !uses(y)) {
    const inner = factorOf(x, w);
    return inner && b.mul(inner, y);
  }
  if (value.op === 'mul' && !uses(x)) {
    const inner = factorOf(y, w);
    return inner && b.mul(x, inner);
  }
  if (value.op === 'div' && !uses(y)) {
    const inner = factorOf(x, w);
    return inner && b.div(inner, y);
  }
  return undefined;
}
