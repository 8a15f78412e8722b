/** Plasticities: rules that change synapses at events, in every step and at regular times. */
import { buildModel } from '../../equations/cell-model.ts';
import { parseExpression } from '../../equations/expression.ts';
import { emptyScope, type Scope } from '../../equations/scope.ts';
import { readSynapticEquations } from '../../equations/synaptic.ts';
import { UserError } from '../../errors.ts';
import * as b from '../../expression/build.ts';
import { topological } from '../../expression/visit.ts';
import { unitPhrase } from '../../quantity/describe.ts';
import { dimensionless, sameDimension, timeDimension } from '../../quantity/dimension.ts';
import { parseQuantity } from '../../quantity/quantity.ts';
import { type Attachment, attach, type Jump, type ReadTime, viewed } from '../attachment.ts';
import { type CellEnd, CellScope } from '../cell-scope.ts';
import { cellModel, type Slice } from '../population.ts';
import { LAST, LAST_AT_START, SynapseRules, WEIGHT } from '../synapse-rules.ts';
import { readSynapseValue, type SynapseValue } from '../synapse-values.ts';
import { checkPlasticity, type DelayPlace, type PlasticityDescription } from './description.ts';
import type { Dynamics, PlasticContext, PlasticRule, RuleEvent, RuleVariable } from './rule.ts';
import { type End, LEAVES, type Reading, RuleScopes } from './rule-scopes.ts';

const VIEWS: readonly ReadTime[] = ['before', 'after', 'ahead', 'arrived'];

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

/** The same without a range of the weights where `bounds` is undefined. Throws TextError or UserError. */
export function plasticDynamics(
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
