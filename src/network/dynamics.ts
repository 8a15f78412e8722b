/**
 * Synapses that change with use: what a projection may be given besides a weight. Ready-made ones are in `synapses/`.
 */
import { buildModel } from '../equations/cell-model.ts';
import { parseDistribution } from '../equations/distribution.ts';
import { parseExpression } from '../equations/expression.ts';
import type { Model, ModelParameter } from '../equations/model.ts';
import { emptyScope, type Scope, type Variable } from '../equations/scope.ts';
import { readSynapticEquations, type SynapticVariable } from '../equations/synaptic.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { topological } from '../expression/visit.ts';
import {
  anything,
  listOf,
  oneOf as oneOfFields,
  optional,
  optionsField,
  optionsOf,
  quantity,
  recordOf,
  text,
  tuple,
} from '../options.ts';
import type { Change } from '../program/pathway.ts';
import { canonicalUnit, unitPhrase } from '../quantity/describe.ts';
import { type Dimension, dimensionless, sameDimension, timeDimension } from '../quantity/dimension.ts';
import { isQuantity, parseQuantity } from '../quantity/quantity.ts';
import {
  type Attachment,
  type AttachmentDescription,
  attach,
  attachmentFields,
  type Jump,
  suffixed,
  type View,
  viewed,
} from './attachment.ts';
import { type CellEnd, CellScope } from './cell-scope.ts';
import { parsePairs } from './pairs.ts';
import { cellModel, type Slice } from './population.ts';
import { LAST, LAST_AT_START, type RoutineRule, SynapseRules, WEIGHT } from './synapse-rules.ts';
import { readSynapseValue, type SynapseValue } from './synapse-values.ts';

/**
 * What a spike releases, as a fraction of the weight: state of the source cell, shared by all its synapses of the projection. The
 * variable named by `amount`, between −1 and 1 and as it stands after `onSpike`, multiplies the weight.
 */
export interface ReleaseDescription extends AttachmentDescription {
  readonly amount: string;
  /**
   * Parameters of the equations. One value for all can be changed while it runs, as 'NAME@PROJECTION' of the source population. Where one
   * has a value per synapse (as a weight: a list, 'uniform(0.2, 0.6)', an expression), every synapse keeps variables of its own.
   */
  readonly parameters?: Readonly<Record<string, SynapseInitial>>;
}

/** Traces that one end of a plastic synapse keeps. */
export interface TraceDescription extends AttachmentDescription {
  /**
   * How this end's own rule (`onPre` of `pre`, `onPost` of `post`) reads them at a spike: as they stand before the spike's own `onSpike`,
   * as papers that write t − ε do (Pfister & Gerstner 2006), or after it. Default 'before'.
   */
  readonly read?: 'before' | 'after';
}

/**
 * Where the delay of a plastic projection lies. 'ignored': the weight changes by the times at which the cells fire; 'axonal': the source's
 * spike reaches the synapse after the delay; 'dendritic': it reaches it at once, and the target's spike after the delay. Traces of the end
 * whose spikes are late are kept by a hidden population, 'PROJECTION, delayed', cell by cell.
 */
export type DelayPlace = 'ignored' | 'axonal' | 'dendritic';

/** Something that happens to all synapses of a cell at an event of it. */
export interface SynapseEvent {
  /** Whose event: the cell at which the synapse begins, or the one on which it ends. */
  readonly at: 'source' | 'target';
  /** One of the cell's `events`; left out: its spike. */
  readonly event?: string;
  /** Time from the spike to what it does, a whole number of steps; left out: at once. Events other than spikes have none. */
  readonly delay?: string;
  /** Statements on the variables of the synapse: 'c += C_pre'. */
  readonly do: string;
}

/** Something that is done to all synapses at regular times. */
export interface SynapseRoutine {
  /**
   * A whole number of steps: '1 s'. The statements are carried out at the times k·interval, k = 1, 2, …, before the step that begins then.
   */
  readonly interval: string;
  /**
   * Statements on the variables of the synapse; `sum_in(x)` is the sum of x over all synapses of the projection onto the same target,
   * `sum_out(x)` over those of the same source.
   */
  readonly do: string;
}

/** Values of a variable of the synapses at time 0: as those of a weight. */
export type SynapseInitial = string | number | ArrayLike<string | number>;

/**
 * Synapses with a state. `equations` are lines over variables that every synapse has of its own ('dc/dt = -c/tau : 1', 'U : 1'), besides
 * its weight `w`; `pre` and `post` are traces that the source and the target cells keep. `onPre` and `onPost` are statements on `w` and
 * these variables, carried out at spikes of either end; `on` names further events and delays, `every` regular times. Equations and
 * statements may read traces, variables and parameters of the cells ('v_pre' of the source; 'v_post' or 'v' of the target) as they stand at
 * the end of the step and before its reset, and `parameters`, which can be changed while it runs, as 'NAME@PROJECTION' of the target
 * population.
 *
 * A source's spike is delivered with the weight before `onPre`. Each rule sees the traces of its own end as `read` says, by default without
 * the jump of the spike in hand. Of two spikes that reach the synapse in one step the source's counts as the earlier: `onPre` sees the
 * target's trace without this step's spike, `onPost` the source's trace with it; those of `on` follow in their order.
 *
 * A variable that is linear with constant coefficients, that depends on no other which moves, and that no other equation reads, follows its
 * exact course from event to event. Any other is advanced in every step, before the step's events, by `integrator`.
 */
export interface PlasticityDescription {
  readonly equations?: string;
  /** Values of the variables at time 0, plain numbers in the declared units, texts or one value per synapse; default 0. */
  readonly initial?: Readonly<Record<string, SynapseInitial>>;
  readonly pre?: TraceDescription;
  readonly post?: TraceDescription;
  readonly onPre?: string;
  readonly onPost?: string;
  readonly on?: readonly SynapseEvent[];
  readonly every?: readonly SynapseRoutine[];
  /**
   * Events of the cells that take the place of their spikes: of the source's for what is delivered and `onPre`, of the target's for
   * `onPost`.
   */
  readonly at?: { readonly source?: string; readonly target?: string };
  /** What a spike delivers of the weight: a number from −1 to 1, as it is after `onPre`. Default 1. */
  readonly amount?: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** Bounds of the weights, with units: ['0 nS', '10 nS']. */
  readonly range: readonly [low: string, high: string];
  /**
   * Where the projection's delay lies, as the rule sees it. 'axonal' and 'dendritic' need one delay for all synapses. Default 'ignored'.
   */
  readonly delays?: DelayPlace;
  /**
   * How variables that are advanced in every step are. Default: exactly, where their equations are linear with constant coefficients; else
   * 'exp_midpoint'.
   */
  readonly integrator?: string;
}

const checkRelease = optionsOf<ReleaseDescription>('release', {
  ...attachmentFields,
  amount: text,
  parameters: optional(recordOf(anything)),
});

const trace = optional(
  optionsField(optionsOf<TraceDescription>('trace', { ...attachmentFields, read: optional(text) })),
);

const event = optionsOf<SynapseEvent>('on', {
  at: oneOfFields('source', 'target'),
  event: optional(text),
  delay: optional(quantity),
  do: text,
});

const routine = optionsOf<SynapseRoutine>('every', { interval: quantity, do: text });

const places = { source: optional(text), target: optional(text) };

const checkPlasticity = optionsOf<PlasticityDescription>('plasticity', {
  equations: optional(text),
  initial: optional(recordOf(anything)),
  pre: trace,
  post: trace,
  onPre: optional(text),
  onPost: optional(text),
  on: optional(listOf(optionsField(event))),
  every: optional(listOf(optionsField(routine))),
  at: optional(optionsField(optionsOf<NonNullable<PlasticityDescription['at']>>('at', places))),
  amount: optional(text),
  parameters: optional(recordOf(anything)),
  range: tuple(quantity, quantity),
  delays: optional(text),
  integrator: optional(text),
});

/** Checked. */
export interface Dynamics {
  readonly source: Attachment | undefined;
  readonly target: Attachment | undefined;
  readonly plasticity: PlasticRule | undefined;
}

/** A variable of the synapses besides their weight. */
interface RuleVariable {
  readonly name: string;
  readonly unit: string;
  readonly dimension: Dimension;
  readonly initial: SynapseValue;
  /** Its value in a step, where events alone bring it up to date. */
  readonly now: Expr | undefined;
}

interface RuleEvent {
  readonly at: CellEnd;
  readonly event: string | undefined;
  /** ms */
  readonly delay: number;
  readonly changes: readonly Change[];
}

/** Expressions are over the leaves of `program/pathway.ts`, with shared parameters of the target population in the place of uniforms. */
export interface PlasticRule {
  /** What it was read from. */
  readonly description: Omit<PlasticityDescription, 'range'>;
  /** The variables of its equations that have a derivative, the weight among them if it does. */
  readonly moving: readonly SynapticVariable[];
  /** Undefined: whatever the weights are. */
  readonly bounds: readonly [low: number, high: number] | undefined;
  readonly variables: readonly RuleVariable[];
  readonly onPre: readonly Change[];
  readonly onPost: readonly Change[];
  readonly on: readonly RuleEvent[];
  readonly step: readonly Change[] | undefined;
  readonly amount: Expr | undefined;
  readonly delays: DelayPlace;
  /** Events in the place of spikes. */
  readonly at: { readonly source?: string; readonly target?: string };
  readonly parameters: readonly ModelParameter[];
  /** Variables of the cells of which their values before the reset are kept. */
  readonly views: Readonly<Record<CellEnd, readonly string[]>>;
  readonly routines: readonly (RoutineRule & { /** ms */ readonly interval: number })[];
}

/** What a plasticity or a release is read for. */
export interface PlasticContext {
  readonly source: Slice;
  readonly target: Slice;
  /** Of the weights. */
  readonly dimension: Dimension;
}

/**
 * Reads a release. The source cells keep its state, unless a parameter has one value per synapse: then every synapse keeps its own. Throws
 * TextError or UserError.
 */
export function readRelease(projection: string, description: ReleaseDescription, context: PlasticContext): Dynamics {
  const what = `release of ${projection}`;
  checkRelease(description);
  const given = Object.entries(description.parameters ?? {});
  const several = given.filter(([, value]) => isSeveral(value));
  if (several.length > 0) return releaseOfSynapses(projection, description, several, context, what);
  const source = attach(description, (description.parameters ?? {}) as Readonly<Record<string, string | number>>, {
    suffix: projection,
    jump: 'now',
    what,
    amount: description.amount,
  });
  if (!source.states.some((s) => s.name === suffixed(description.amount, projection)))
    throw new UserError(
      `${what}: the amount '${description.amount}' is none of its variables; a line 'd${description.amount}/dt = 0/ms : 1' makes it one.`,
    );
  return { source, target: undefined, plasticity: undefined };
}

/** Whether a value is one per synapse: a list, or a text that is no quantity. */
function isSeveral(value: SynapseInitial): value is Exclude<SynapseInitial, number> {
  if (typeof value !== 'string') return typeof value !== 'number';
  return !isQuantity(value);
}

function releaseOfSynapses(
  projection: string,
  { equations, onSpike, initial, amount, parameters }: ReleaseDescription,
  several: readonly (readonly [name: string, value: SynapseInitial])[],
  context: PlasticContext,
  what: string,
): Dynamics {
  const unit = (value: SynapseInitial, name: string): string => {
    if (typeof value === 'string') {
      const title = `${what}, ${name}`;
      const { dimension } =
        parseDistribution(value, title) ?? parsePairs(value, context, { what: title, random: true });
      if (dimension === 'boolean')
        throw new UserError(`${what}: ${name}, '${value}', is a condition; it must be a number.`);
      return canonicalUnit(dimension) || '1';
    }
    const first = (value as ArrayLike<string | number>)[0] ?? 0;
    return parseQuantity(first, undefined, `${what}, ${name}`).unit || '1';
  };
  const own = new Set(several.map(([name]) => name));
  const plasticity = {
    equations: [equations, ...several.map(([name, value]) => `${name} : ${unit(value, name)}`)].join('\n'),
    onPre: onSpike,
    amount,
    initial: { ...initial, ...Object.fromEntries(several) },
    parameters: Object.fromEntries(Object.entries(parameters ?? {}).filter(([name]) => !own.has(name))) as Readonly<
      Record<string, string | number>
    >,
  };
  return plasticDynamics(projection, plasticity, context, what, undefined);
}

/** Reads a plasticity. Throws TextError or UserError. */
export function readPlasticity(
  projection: string,
  description: PlasticityDescription,
  context: PlasticContext,
): Dynamics {
  const what = `plasticity of ${projection}`;
  checkPlasticity(description);
  const [low, high] = description.range.map((bound, k) => {
    const { value } = parseExpression(
      bound,
      emptyScope,
      context.dimension,
      `${what}, ${k === 0 ? 'lower' : 'upper'} bound`,
    );
    if (value.op !== 'number') throw new UserError(`${what}: the bound '${bound}' must be a number with a unit.`);
    return value.value;
  }) as [number, number];
  if (!(high > low))
    throw new UserError(`${what}: the range from '${description.range[0]}' to '${description.range[1]}' is empty.`);
  return plasticDynamics(projection, description, context, what, [low, high]);
}

function plasticDynamics(
  projection: string,
  description: Omit<PlasticityDescription, 'range'>,
  context: PlasticContext,
  what: string,
  bounds: PlasticRule['bounds'],
): Dynamics {
  const { dimension: weight } = context;
  const parameters = description.parameters ?? {};
  const delays = oneOf(description.delays ?? 'ignored', ['ignored', 'axonal', 'dendritic'], `${what}, delays`);
  const jumps: Record<End, Jump> = { pre: delays === 'axonal' ? 'next end' : 'now', post: 'next start' };
  const end = (side: End): Attachment | undefined => {
    const text = description[side];
    return (
      text && attach(text, parameters, { suffix: `${projection}.${side}`, jump: jumps[side], what: `${what}, ${side}` })
    );
  };
  const [source, target] = [end('pre'), end('post')];
  const read = (side: End) => oneOf(description[side]?.read ?? 'before', ['before', 'after'], `${what}, ${side}, read`);
  const constants = buildModel({ equations: '', parameters });
  const several = constants.parameters.find((p) => typeof p.value !== 'number');
  if (several)
    throw new UserError(
      `${what}: the parameter '${several.name}' is one value for all synapses; for one of each, declare it in 'equations', as '${several.name} : ${several.unit || '1'}', and give the values in 'initial'.`,
    );
  const scopes = new RuleScopes(weight, source, target, constants, projection, what);
  const cells = new CellScope(context, what);
  const lines = description.equations ?? '';
  const plain: Reading = { pre: undefined, post: undefined };
  const seenByLines = new Map([...cells.of([lines], (name) => scopes.knows(name)), ...scopes.read(plain)]);
  const { variables, scope: own } = readSynapticEquations(lines, seenByLines, scopes.taken());
  for (const v of variables)
    if (v.name === WEIGHT && !sameDimension(v.dimension, weight))
      throw new UserError(
        `${what}: ${v.title} gives the weight the unit ${unitPhrase(v.dimension)}; it has ${unitPhrase(weight)}.`,
      );
  const rules = new SynapseRules(variables, what);
  const views = viewsOf(delays, read('pre'), read('post'));
  const texts = [description.onPre, description.onPost, description.amount, ...(description.on ?? []).map((e) => e.do)];
  const known = (name: string): boolean => scopes.knows(name) || own.has(name);
  const ofCells = cells.of(
    texts.filter((text) => text !== undefined),
    known,
  );
  const scopeOf = (reading: Reading): Scope => ({
    variables: new Map([...ofCells, ...scopes.read(reading), ...own]),
    tables: new Map(),
    builtins: ['pi'],
  });
  const at = (text: string | undefined, name: 'onPre' | 'onPost') =>
    rules.event(text ?? '', scopeOf(views[name]), `${what}, ${name}`);
  const [onPre, onPost] = [at(description.onPre, 'onPre'), at(description.onPost, 'onPost')];
  const amount =
    description.amount === undefined
      ? undefined
      : b.binary(
          'min',
          b.binary(
            'max',
            onPre.after(
              parseExpression(description.amount, scopeOf(views.onPre), dimensionless, `${what}, amount`).value,
            ),
            b.number(-1),
          ),
          b.one,
        );
  const on = (description.on ?? []).map((of, k): RuleEvent => {
    const title = `${what}, on ${k + 1}`;
    const { changes } = rules.event(of.do, scopeOf(plain), title);
    const delay = of.delay === undefined ? 0 : parseQuantity(of.delay, timeDimension, `${title}, delay`).value;
    if (!(delay >= 0)) throw new UserError(`${title}: the delay '${of.delay}' is below 0.`);
    if (of.event !== undefined && delay > 0)
      throw new UserError(
        `${title}: the event '${of.event}' has a delay; only spikes can be late. Leave one of the two out.`,
      );
    return { at: of.at, event: of.event, delay, changes };
  });
  for (const { at: end, event } of [
    ...on,
    ...(['source', 'target'] as const).map((side) => ({ at: side, event: description.at?.[side] })),
  ])
    if (event !== undefined) checkEvent(event, end, context[end], what);
  for (const [end, side, late] of [
    ['source', 'pre', 'axonal'],
    ['target', 'post', 'dendritic'],
  ] as const)
    if (description.at?.[end] !== undefined && (description[side] || delays === late))
      throw new UserError(
        `${what}: events of the ${end} stand in the place of its spikes, at which alone traces ('${side}') and ${late} delays act; leave these out, and keep variables of the synapse in 'equations'.`,
      );
  const step = rules.step(description.integrator);
  const routines = (description.every ?? []).map((of, k) => {
    const title = `${what}, every ${k + 1}`;
    const interval = parseQuantity(of.interval, timeDimension, `${title}, interval`).value;
    if (!(interval > 0)) throw new UserError(`${title}: the interval '${of.interval}' must be longer than 0.`);
    return { ...rules.routine(of.do, scopeOf(plain), title), interval };
  });
  const strange = Object.keys(description.initial ?? {}).find((name) => !rules.names.includes(name) || name === WEIGHT);
  if (strange !== undefined)
    throw new UserError(
      strange === WEIGHT
        ? `${what}: '${WEIGHT}' starts at the 'weight' of the projection; leave it out of 'initial'.`
        : `${what}: there is no variable '${strange}' to give an initial value.`,
    );
  const found = new Set(
    topological([
      ...[onPre.changes, onPost.changes, ...on.map((of) => of.changes), step ?? []].flat().map((c) => c.value),
      ...(amount ? [amount] : []),
    ]),
  );
  const seen = (attachment: Attachment | undefined, side: End): Attachment | undefined =>
    attachment && {
      ...attachment,
      views: VIEWS.flatMap((view) =>
        attachment.states
          .filter((s) => found.has(LEAVES[side](viewed(view, s.name))))
          .map((s) => ({ view, state: s.name })),
      ),
    };
  const initial = (name: string): SynapseValue => {
    const last = (LAST as readonly string[]).indexOf(name);
    if (last >= 0) return b.number(LAST_AT_START[last]!);
    const { dimension, unit } = variables.find((v) => v.name === name)!;
    return readSynapseValue(description.initial?.[name] ?? 0, context, { dimension, unit, what: `${what}, ${name}` });
  };
  return {
    source: seen(source, 'pre'),
    target: seen(target, 'post'),
    plasticity: {
      description,
      moving: variables.filter((v) => v.derivative !== undefined),
      bounds,
      variables: rules.names.slice(1).map((name): RuleVariable => {
        const variable = variables.find((v) => v.name === name);
        return {
          name,
          unit: variable?.unit ?? '',
          dimension: variable?.dimension ?? dimensionless,
          initial: initial(name),
          now: rules.now.get(name),
        };
      }),
      onPre: onPre.changes,
      onPost: onPost.changes,
      on,
      step,
      amount,
      delays,
      at: description.at ?? {},
      parameters: scopes.parameters,
      views: { source: [...cells.views.source], target: [...cells.views.target] },
      routines,
    },
  };
}

function checkEvent(event: string, end: CellEnd, { population }: Slice, what: string): void {
  const events = population.blueprint.role === 'cells' ? (cellModel(population).events ?? []) : [];
  if (events.some(({ name }) => name === event)) return;
  throw new UserError(
    `${what}: the ${end} '${population.name}' has no event '${event}'. It has ${
      events.map(({ name }) => `'${name}'`).join(', ') ||
      "none; give it to the cell, as in events: { gspike: 'v > 0.5' }"
    }.`,
  );
}

type End = 'pre' | 'post';

/** Leaves of a rule that read the columns of an end. */
const LEAVES = { pre: b.pre, post: b.post };

const VIEWS: readonly View[] = ['before', 'after', 'ahead', 'arrived'];

/** The reading of either end's traces that a rule takes; undefined: the plain column. */
type Reading = Readonly<Record<End, View | undefined>>;

/**
 * With an axonal delay `onPre` runs in the step before the spike arrives, after that step's `onPost` (see `program/pathway.ts`), and reads
 * the traces as they will stand at its arrival.
 */
function viewsOf(
  delays: DelayPlace,
  pre: 'before' | 'after',
  post: 'before' | 'after',
): Readonly<Record<'onPre' | 'onPost', Reading>> {
  const onPost = { pre: undefined, post: post === 'after' ? 'after' : undefined } as const;
  if (delays === 'axonal') return { onPre: { pre: pre === 'after' ? 'arrived' : 'ahead', post: 'ahead' }, onPost };
  return { onPre: { pre: pre === 'before' ? 'before' : undefined, post: undefined }, onPost };
}

function oneOf<T extends string>(given: T, allowed: readonly T[], what: string): T {
  if (allowed.includes(given)) return given;
  throw new UserError(`${what} is ${allowed.map((a) => `'${a}'`).join(' or ')}; it got ${JSON.stringify(given)}.`);
}

/** The names that the rules of a plasticity see, but for the variables of the synapses and of the cells. */
class RuleScopes {
  /** Named as those of the target population. */
  readonly parameters: readonly ModelParameter[];
  readonly #weight: Dimension;
  readonly #ends: Readonly<Record<End, Attachment | undefined>>;
  readonly #constants: Model;
  readonly #what: string;
  readonly #suffix: string;

  constructor(
    weight: Dimension,
    pre: Attachment | undefined,
    post: Attachment | undefined,
    constants: Model,
    suffix: string,
    what: string,
  ) {
    this.#weight = weight;
    this.#ends = { pre, post };
    this.#constants = constants;
    this.#what = what;
    this.#suffix = suffix;
    this.parameters = constants.parameters.map((p) => ({ ...p, name: suffixed(p.name, suffix) }));
  }

  knows(name: string): boolean {
    return this.read({ pre: undefined, post: undefined }).has(name);
  }

  /** Names that a line of the equations may not have. */
  taken(): ReadonlyMap<string, { readonly what: string; readonly mayMove: boolean }> {
    const titles: Readonly<Record<string, string>> = {
      state: 'the weight',
      derived: "a trace of 'pre' or 'post'",
      parameter: "one of the 'parameters'",
    };
    return new Map(
      [...this.read({ pre: undefined, post: undefined })].map(([name, { kind }]) => [
        name,
        { what: titles[kind]!, mayMove: kind === 'state' },
      ]),
    );
  }

  read(reading: Reading): Map<string, Variable> {
    const variables = new Map<string, Variable>([
      [WEIGHT, { kind: 'state', dimension: this.#weight, value: b.state(WEIGHT) }],
    ]);
    const add = (name: string, variable: Variable): void => {
      if (variables.has(name))
        throw new UserError(`${this.#what}: '${name}' is the name of two things; rename one of them.`);
      variables.set(name, variable);
    };
    for (const end of ['pre', 'post'] as const)
      for (const s of this.#ends[end]?.states ?? []) {
        const view = reading[end];
        add(s.own, {
          kind: 'derived',
          dimension: s.dimension,
          value: LEAVES[end](view === undefined ? s.name : viewed(view, s.name)),
        });
      }
    for (const { name, dimension } of this.#constants.parameters)
      add(name, { kind: 'parameter', dimension, value: b.parameter(suffixed(name, this.#suffix)) });
    return variables;
  }
}
