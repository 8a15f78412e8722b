/**
 * Synapses that change with use: what a projection may be given besides a weight. Ready-made ones are in `synapses/`.
 */
import { buildModel } from '../equations/cell-model.ts';
import { assignment, parseExpression, parseStatements } from '../equations/expression.ts';
import type { Assignment, Model } from '../equations/model.ts';
import { emptyScope, noDraws, type Scope, type Variable } from '../equations/scope.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { topological, transform } from '../expression/visit.ts';
import { anything, optional, optionsField, optionsOf, quantity, recordOf, text, tuple } from '../options.ts';
import type { Dimension } from '../quantity/dimension.ts';
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

/**
 * What a spike releases, as a fraction of the weight: state of the source cell, shared by all its synapses of the projection. The
 * variable named by `amount`, between −1 and 1 and as it stands after `onSpike`, multiplies the weight.
 */
export interface ReleaseDescription extends AttachmentDescription {
  readonly amount: string;
  /** Shared parameters of the equations; they can be changed while it runs, as 'NAME@PROJECTION' of the source population. */
  readonly parameters?: Readonly<Record<string, string | number>>;
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

/**
 * Weights that change with spikes of both ends. `pre` and `post` are traces that the source and the target cells keep; `onPre` and
 * `onPost` are statements on the weight `w` that may use them and `parameters` (fixed when the network is built). A source's spike is
 * delivered with the weight before `onPre`. Each rule sees the traces of its own end as `read` says, by default without the jump of the
 * spike in hand. Of two spikes that reach the synapse in one step the source's counts as the earlier: `onPre` sees the target's trace
 * without this step's spike, `onPost` the source's trace with it.
 */
export interface PlasticityDescription {
  readonly pre?: TraceDescription;
  readonly post?: TraceDescription;
  readonly onPre?: string;
  readonly onPost?: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** Bounds of the weights, with units: ['0 nS', '10 nS']. */
  readonly range: readonly [low: string, high: string];
  /**
   * Where the projection's delay lies, as the rule sees it. 'axonal' and 'dendritic' need one delay for all synapses. Default 'ignored'.
   */
  readonly delays?: DelayPlace;
}

const checkRelease = optionsOf<ReleaseDescription>('release', {
  ...attachmentFields,
  amount: text,
  parameters: optional(recordOf(anything)),
});

const trace = optional(
  optionsField(optionsOf<TraceDescription>('trace', { ...attachmentFields, read: optional(text) })),
);

const checkPlasticity = optionsOf<PlasticityDescription>('plasticity', {
  pre: trace,
  post: trace,
  onPre: optional(text),
  onPost: optional(text),
  parameters: optional(recordOf(anything)),
  range: tuple(quantity, quantity),
  delays: optional(text),
});

/** Checked. */
export interface Dynamics {
  readonly source: Attachment | undefined;
  readonly target: Attachment | undefined;
  readonly plasticity: PlasticRule | undefined;
}

export interface PlasticRule {
  readonly low: number;
  readonly high: number;
  /** New weights over the leaves of `program/pathway.ts`. */
  readonly onPre: Expr | undefined;
  readonly onPost: Expr | undefined;
  readonly delays: DelayPlace;
}

/** Reads a release. `projection` names it in columns and errors. Throws TextError or UserError. */
export function readRelease(projection: string, description: ReleaseDescription): Dynamics {
  const what = `release of ${projection}`;
  checkRelease(description);
  const source = attach(description, description.parameters ?? {}, {
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

/**
 * Reads a plasticity for weights of the given dimension. `cells`: names of the variables of both ends, for a sentence where a rule asks for
 * them. Throws TextError or UserError.
 */
export function readPlasticity(
  projection: string,
  description: PlasticityDescription,
  weight: Dimension,
  cells: { readonly source: ReadonlySet<string>; readonly target: ReadonlySet<string> },
): Dynamics {
  const what = `plasticity of ${projection}`;
  checkPlasticity(description);
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
  const [low, high] = description.range.map((text, k) => {
    const { value } = parseExpression(text, emptyScope, weight, `${what}, ${k === 0 ? 'lower' : 'upper'} bound`);
    if (value.op !== 'number') throw new UserError(`${what}: the bound '${text}' must be a number with a unit.`);
    return value.value;
  }) as [number, number];
  if (!(high > low))
    throw new UserError(`${what}: the range from '${description.range[0]}' to '${description.range[1]}' is empty.`);

  const constants = buildModel({ equations: '', parameters });
  const views = viewsOf(delays, read('pre'), read('post'));
  const rule = (text: string | undefined, name: 'onPre' | 'onPost'): Expr | undefined => {
    if (text === undefined) return undefined;
    const scope = scopeOf(weight, source, target, views[name], constants, what);
    refuseCellVariables(scope, text, cells, `${what}, ${name}`);
    return weightAfter(text, scope, constants, `${what}, ${name}`);
  };
  const [onPre, onPost] = [rule(description.onPre, 'onPre'), rule(description.onPost, 'onPost')];
  const found = new Set(topological([onPre, onPost].filter((e) => e !== undefined)));
  const seen = (attachment: Attachment | undefined, end: End): Attachment | undefined =>
    attachment && {
      ...attachment,
      views: VIEWS.flatMap((view) =>
        attachment.states
          .filter((s) => found.has(LEAVES[end](viewed(view, s.name))))
          .map((s) => ({ view, state: s.name })),
      ),
    };
  return {
    source: seen(source, 'pre'),
    target: seen(target, 'post'),
    plasticity: { low, high, onPre, onPost, delays },
  };
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

function scopeOf(
  weight: Dimension,
  source: Attachment | undefined,
  target: Attachment | undefined,
  reading: Reading,
  constants: Model,
  what: string,
): Scope {
  const variables = new Map<string, Variable>([['w', { kind: 'state', dimension: weight, value: b.weight }]]);
  const add = (name: string, variable: Variable): void => {
    if (variables.has(name)) throw new UserError(`${what}: '${name}' is the name of two things; rename one of them.`);
    variables.set(name, variable);
  };
  const traces = (attachment: Attachment | undefined, end: End): void => {
    const view = reading[end];
    for (const s of attachment?.states ?? [])
      add(s.own, {
        kind: 'derived',
        dimension: s.dimension,
        value: LEAVES[end](view === undefined ? s.name : viewed(view, s.name)),
      });
  };
  traces(source, 'pre');
  traces(target, 'post');
  for (const { name, dimension } of constants.parameters)
    add(name, { kind: 'parameter', dimension, value: b.parameter(name) });
  return { variables, tables: new Map(), builtins: ['pi'] };
}

/** Says so where a rule asks for a variable of one of the cells. */
function refuseCellVariables(
  scope: Scope,
  text: string,
  cells: { readonly source: ReadonlySet<string>; readonly target: ReadonlySet<string> },
  what: string,
): void {
  for (const name of text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [])
    for (const end of ['target', 'source'] as const)
      if (!scope.variables.has(name) && cells[end].has(name))
        throw new UserError(
          `${what}: '${name}' is a variable of the ${end} cell; the weight's rules see w, the traces of 'pre' and 'post' and 'parameters' only. Rules that depend on a cell's own variables, such as its voltage, or on further variables of a synapse (calcium, eligibility) are not available.`,
        );
}

/** The statements, one after another, as one expression for the new weight. */
function weightAfter(text: string, scope: Scope, constants: Model, what: string): Expr {
  const draws = noDraws();
  const assignments = parseStatements(text, scope, what, draws).map((s): Assignment => assignment(s, b.weight));
  const values = new Map(constants.parameters.map((p) => [p.name, p.value]));
  let weight: Expr = b.weight;
  for (const { value } of assignments) {
    const before = weight;
    weight = transform([value], (e) => (e === b.weight ? before : undefined))[0]!;
  }
  const [folded] = transform([weight], (e) =>
    e.op === 'parameter' ? b.number(values.get(e.name) as number) : undefined,
  ) as [Expr];
  const strange = topological([folded]).find(
    (e) => e.args.length === 0 && !['number', 'weight', 'pre', 'post'].includes(e.op),
  );
  if (strange || draws.uniform + draws.normal > 0)
    throw new UserError(
      `${what}: a weight may change by traces, parameters and itself only, not by time, cells or chance.`,
    );
  return folded;
}
