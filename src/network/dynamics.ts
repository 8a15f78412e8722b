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
import { substituteStates, topological, transform } from '../expression/visit.ts';
import { postLeaf, preLeaf, WEIGHT_LEAF } from '../program/pathway.ts';
import type { Dimension } from '../quantity/dimension.ts';
import { type Attachment, type AttachmentDescription, attach, suffixed } from './attachment.ts';

/**
 * What a spike releases, as a fraction of the weight: state of the source cell, shared by all its synapses of the projection. The
 * variable named by `amount`, between −1 and 1 and as it stands after `onSpike`, multiplies the weight.
 */
export interface ReleaseDescription extends AttachmentDescription {
  readonly amount: string;
  /** Shared parameters of the equations; they can be changed while it runs, as 'NAME@PROJECTION' of the source population. */
  readonly parameters?: Readonly<Record<string, string | number>>;
}

/**
 * Weights that change with spikes of both ends. `pre` and `post` are traces that the source and the target cells keep; `onPre` and
 * `onPost` are statements on the weight `w` that may use them and `parameters` (fixed when the network is built). A source's spike is
 * delivered with the weight before `onPre`. Of two spikes in one step the source's counts as the earlier: `onPre` sees the target's
 * trace without this step's spike, `onPost` the source's trace with it.
 */
export interface PlasticityDescription {
  readonly pre?: AttachmentDescription;
  readonly post?: AttachmentDescription;
  readonly onPre?: string;
  readonly onPost?: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** Bounds of the weights, with units: ['0 nS', '10 nS']. */
  readonly range: readonly [low: string, high: string];
}

/** Checked. */
export interface Dynamics {
  readonly source: Attachment | undefined;
  readonly target: Attachment | undefined;
  readonly plasticity: PlasticRule | undefined;
}

interface PlasticRule {
  readonly low: number;
  readonly high: number;
  /** New weights over the leaves of `program/pathway.ts`. */
  readonly onPre: Expr | undefined;
  readonly onPost: Expr | undefined;
}

/** Reads a release. `projection` names it in columns and errors. Throws TextError or UserError. */
export function readRelease(projection: string, description: ReleaseDescription): Dynamics {
  const what = `release of ${projection}`;
  const source = attach(description, description.parameters ?? {}, {
    suffix: projection,
    deferred: false,
    what,
    amount: description.amount,
  });
  if (!source.states.some((s) => s.name === suffixed(description.amount, projection)))
    throw new UserError(
      `${what}: the amount '${description.amount}' is none of its variables; a line 'd${description.amount}/dt = 0/ms : 1' makes it one.`,
    );
  return { source, target: undefined, plasticity: undefined };
}

/** Reads a plasticity for weights of the given dimension. Throws TextError or UserError. */
export function readPlasticity(projection: string, description: PlasticityDescription, weight: Dimension): Dynamics {
  const what = `plasticity of ${projection}`;
  const parameters = description.parameters ?? {};
  const end = (text: AttachmentDescription | undefined, side: 'pre' | 'post'): Attachment | undefined =>
    text &&
    attach(text, parameters, { suffix: `${projection}.${side}`, deferred: side === 'post', what: `${what}, ${side}` });
  const [source, target] = [end(description.pre, 'pre'), end(description.post, 'post')];
  const [low, high] = description.range.map((text, k) => {
    const { value } = parseExpression(text, emptyScope, weight, `${what}, ${k === 0 ? 'lower' : 'upper'} bound`);
    if (value.op !== 'number') throw new UserError(`${what}: the bound '${text}' must be a number with a unit.`);
    return value.value;
  }) as [number, number];
  if (!(high > low))
    throw new UserError(`${what}: the range from '${description.range[0]}' to '${description.range[1]}' is empty.`);

  const constants = buildModel({ equations: '', parameters });
  const scope = scopeOf(weight, source, target, constants, what);
  const rule = (text: string | undefined, name: string): Expr | undefined =>
    text === undefined ? undefined : weightAfter(text, scope, constants, `${what}, ${name}`);
  return {
    source,
    target,
    plasticity: { low, high, onPre: rule(description.onPre, 'onPre'), onPost: rule(description.onPost, 'onPost') },
  };
}

function scopeOf(
  weight: Dimension,
  source: Attachment | undefined,
  target: Attachment | undefined,
  constants: Model,
  what: string,
): Scope {
  const variables = new Map<string, Variable>([
    ['w', { kind: 'state', dimension: weight, value: b.state(WEIGHT_LEAF) }],
  ]);
  const add = (name: string, variable: Variable): void => {
    if (variables.has(name)) throw new UserError(`${what}: '${name}' is the name of two things; rename one of them.`);
    variables.set(name, variable);
  };
  const traces = (attachment: Attachment | undefined, leaf: (column: string) => string): void => {
    for (const s of attachment?.states ?? [])
      add(s.name.slice(0, s.name.indexOf('@')), {
        kind: 'derived',
        dimension: s.dimension,
        value: b.state(leaf(s.name)),
      });
  };
  traces(source, preLeaf);
  traces(target, postLeaf);
  for (const { name, dimension } of constants.parameters)
    add(name, { kind: 'parameter', dimension, value: b.parameter(name) });
  return { variables, tables: new Map() };
}

/** The statements, one after another, as one expression for the new weight. */
function weightAfter(text: string, scope: Scope, constants: Model, what: string): Expr {
  const draws = noDraws();
  const assignments: Assignment[] = parseStatements(text, scope, what, draws).map(assignment);
  const values = new Map(constants.parameters.map((p) => [p.name, p.value]));
  let weight: Expr = b.state(WEIGHT_LEAF);
  for (const { value } of assignments) weight = substituteStates([value], new Map([[WEIGHT_LEAF, weight]]))[0]!;
  const [folded] = transform([weight], (e) =>
    e.op === 'parameter' ? b.number(values.get(e.name) as number) : undefined,
  ) as [Expr];
  const strange = topological([folded]).find((e) => e.args.length === 0 && e.op !== 'number' && e.op !== 'state');
  if (strange || draws.uniform + draws.normal > 0)
    throw new UserError(
      `${what}: a weight may change by traces, parameters and itself only, not by time, cells or chance.`,
    );
  return folded;
}
