/** From a network to numbers: cells numbered, initial values drawn, projections made. What `assemble` turns into a program. */
import type { Model } from '../equations/model.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import type { Procedural } from '../program/procedural.ts';
import type { Fanout } from '../program/program.ts';
import type { Dimension } from '../quantity/dimension.ts';
import { streamKey } from '../random/philox.ts';
import type { Attachment } from './attachment.ts';
import { type InletPlan, type MergedFanout, mergeFanout, type PerSynapse, type ProjectionPlan } from './fanout.ts';
import { initialColumn } from './initial.ts';
import type { Network } from './network.ts';
import { type BuiltPathway, buildPathway } from './pathways.ts';
import type { Population } from './population.ts';
import { type Connectivity, isProcedural, proceduralRows } from './procedural.ts';
import type { Projection } from './projection.ts';
import { type SynapseValue, synapseReader } from './synapse-values.ts';
import { references } from './values.ts';

export interface ResolvedNetwork {
  readonly seed: number;
  /** ms */
  readonly dt: number;
  /** Cells first, then stimulus sources; each in order of creation. */
  readonly populations: readonly ResolvedPopulation[];
  readonly inlets: readonly ResolvedInlet[];
  readonly fanout: Fanout;
  /** Projections whose synapses are made at each spike. */
  readonly procedural: readonly Procedural[];
  /** Projections whose synapses change with use. */
  readonly pathways: readonly BuiltPathway['pathway'][];
  /** Populations and named slices. */
  readonly groups: readonly ResolvedGroup[];
  /** Number of cells without stimulus sources. */
  readonly cells: number;
}

export interface ResolvedPopulation {
  readonly name: string;
  readonly role: 'cells' | 'source';
  readonly size: number;
  /** Network-wide index of its cell 0. */
  readonly first: number;
  /** Key of its random stream. */
  readonly stream: number;
  readonly model: Model;
  /** Values at time 0 of each of the model's states, in their order; one number stands for all cells. Internal units. */
  readonly initial: readonly (number | Float64Array)[];
  /** The model's parameters, then those that projections onto it added. One value, or one per cell. Internal units. */
  readonly parameters: readonly ResolvedParameter[];
  /** What projections keep at its cells: traces, resources. */
  readonly attachments: readonly Attachment[];
}

export interface ResolvedParameter {
  readonly name: string;
  readonly dimension: Dimension;
  readonly unit: string;
  readonly value: number | Float64Array;
}

export interface ResolvedInlet {
  /** Number of the target population. */
  readonly population: number;
  /** State variable that gains `weight` × (integer sum of the inlet). */
  readonly variable: string;
  /** Over the population's parameters (its model's and added ones); holds the quantum of fixed-point weights. */
  readonly weight: Expr;
  /** What one unit of the integer sum stands for: 1 with a common weight, else a power of two. */
  readonly quantum: number;
  /** 'g_e of cells' */
  readonly label: string;
}

/** A named group of cells. */
export interface ResolvedGroup {
  readonly name: string;
  /** Network-wide index of its first cell. */
  readonly first: number;
  readonly count: number;
  readonly role: 'cells' | 'source';
}

/**
 * Numbers all cells, evaluates initial values and builds the synapses for a step of `dt` ms. `onProgress` gets fractions in [0, 1]. The
 * result depends on the network, dt and `connectivity` only, which overrides what the projections say of theirs. Throws a UserError where
 * dt does not fit a delay or a stimulus, or memory is short.
 */
export function resolveNetwork(
  network: Network,
  dt: number,
  onProgress: (fraction: number) => void = () => {},
  connectivity?: Connectivity,
): ResolvedNetwork {
  const ordered = [
    ...network.populations.filter((p) => p.blueprint.role === 'cells'),
    ...network.populations.filter((p) => p.blueprint.role === 'source'),
  ];
  const firsts = new Map<Population, number>();
  let next = 0;
  for (const population of ordered) {
    firsts.set(population, next);
    next += population.size;
  }
  const populations = ordered.map((p) => resolvePopulation(p, firsts.get(p)!, dt, network));
  const { inlets, projections } = planProjections(network, ordered, firsts, dt);
  const made = projections.filter((_, k) => isProcedural(network.projections[k]!, connectivity));
  const plain = projections.filter((p, k) => !network.projections[k]!.dynamics && !made.includes(p));
  const merged = knownFanout(network, next, inlets, plain, onProgress);
  const procedural = made.map((p) => proceduralRows(p, merged.fanout.width, merged.fanout.offsets));
  const built = buildPathways(network, ordered, firsts, next, inlets, projections);
  const quanta = [...merged.quanta];
  for (const { pathway, quantum } of built) quanta[pathway.inlet] = quantum;
  const slots = Math.max(
    merged.fanout.slots,
    ...built.map((p) => p.slots),
    // Only projections of one delay are procedural.
    ...made.map(({ delay }) => (typeof delay === 'number' ? delay + 1 : 0)),
  );
  const fanout = { ...merged.fanout, slots };
  return {
    seed: network.seed,
    dt,
    populations: populations.map((p, index) => withAttachments(p, index, built)),
    inlets: inlets.map(({ population, variable, factor }, i) => ({
      population,
      variable,
      weight: b.mul(b.number(quanta[i]!), factor),
      quantum: quanta[i]!,
      label: `${variable} of ${ordered[population]!.name}`,
    })),
    fanout,
    procedural,
    pathways: built.map((p) => p.pathway),
    groups: ordered.flatMap((p) => groupsOf(p, firsts.get(p)!)),
    cells: populations.reduce((n, p) => n + (p.role === 'cells' ? p.size : 0), 0),
  };
}

function resolvePopulation(population: Population, first: number, dt: number, network: Network): ResolvedPopulation {
  const { name, size, blueprint } = population;
  const model = blueprint.model(dt);
  const columns = new Map<string, number | Float64Array>();
  const context = { seed: network.seed, population: name, size };
  // Parameters may be given with the initial values, and any value may refer to others: each is evaluated when first needed.
  const value = (variable: string): number | Float64Array => {
    const known = columns.get(variable);
    if (known !== undefined) return known;
    const given = blueprint.initial.get(variable);
    if (given) for (const other of references(given)) value(other);
    const own = model.parameters.find((p) => p.name === variable)?.value ?? 0;
    const column = given ? initialColumn(given, variable, context, columns) : own;
    columns.set(variable, column);
    return column;
  };
  const parameters: ResolvedParameter[] = model.parameters.map((p) => ({
    name: p.name,
    dimension: p.dimension,
    unit: p.unit,
    value: value(p.name),
  }));
  for (const projection of network.projections) {
    if (projection.target.population !== population) continue;
    for (const added of projection.parameters)
      if (!parameters.some((p) => p.name === added.name)) parameters.push(added);
  }
  return {
    name,
    role: blueprint.role,
    size,
    first,
    stream: streamKey(name),
    model,
    initial: model.states.map((s) => value(s.name)),
    parameters,
    attachments: [],
  };
}

interface InletDraft extends InletPlan {
  readonly population: number;
  readonly variable: string;
  readonly factor: Expr;
}

/** One inlet per target population, variable, factor and kind of weight; projections that agree in all four share it. */
function planProjections(
  network: Network,
  ordered: readonly Population[],
  firsts: ReadonlyMap<Population, number>,
  dt: number,
): { inlets: InletDraft[]; projections: ProjectionPlan[] } {
  const inlets: InletDraft[] = [];
  const numbers = new Map<string, number>();
  const projections = network.projections.map((projection): ProjectionPlan => {
    const { name, source, target, rule, weight } = projection;
    const population = ordered.indexOf(target.population);
    const firstSource = firsts.get(source.population)! + source.first;
    const perSynapse = weight !== undefined;
    return {
      name,
      rule,
      task: {
        sources: source.size,
        targets: target.size,
        shift: firstSource - (firsts.get(target.population)! + target.first),
        seed: network.seed,
        stream: streamKey(name),
      },
      firstSource,
      firstTarget: target.first,
      inlets: projection.effects.map(({ variable, factor }) => {
        const kind = projection.dynamics ? `of ${name}` : perSynapse;
        const key = `${population} ${variable} ${factor.id} ${kind}`;
        let number = numbers.get(key);
        if (number === undefined) {
          number = inlets.length;
          numbers.set(key, number);
          inlets.push({ population, variable, factor, size: target.population.size, perSynapse: kind === true });
        }
        return number;
      }),
      delay: delaySteps(projection, network.seed, dt),
      weight: weight && perSynapseValue(weight, projection, network.seed, 'weight'),
    };
  });
  return { inlets, projections };
}

/** The synapses of a network and its remodelled copies, which differ in their models only: made once. */
const fanouts = new WeakMap<Network, KnownFanout>();

interface KnownFanout {
  readonly key: string;
  readonly rules: readonly ProjectionPlan['rule'][];
  readonly merged: MergedFanout;
}

function knownFanout(
  network: Network,
  cells: number,
  inlets: readonly InletDraft[],
  projections: readonly ProjectionPlan[],
  onProgress: (fraction: number) => void,
): MergedFanout {
  // Lists may have been changed by their owner; expressions are told apart by number.
  const listed = (x: number | PerSynapse | undefined) =>
    typeof x === 'object' ? (x.value instanceof Float64Array ? undefined : `e${x.value.id}`) : (x ?? 'none');
  const values = projections.map((p) => [listed(p.delay), listed(p.weight)]);
  const make = () => mergeFanout(cells, inlets, projections, onProgress);
  if (values.flat().includes(undefined)) return make();
  const key = JSON.stringify([
    inlets.map((i) => [i.population, i.size, i.perSynapse]),
    projections.map((p, k) => [p.name, p.task, p.firstSource, p.firstTarget, p.inlets, values[k]]),
  ]);
  const known = fanouts.get(network.origin);
  const rules = projections.map((p) => p.rule);
  if (known?.key === key && rules.every((rule, k) => rule === known.rules[k])) return known.merged;
  const merged = make();
  fanouts.set(network.origin, { key, rules, merged });
  return merged;
}

function buildPathways(
  network: Network,
  ordered: readonly Population[],
  firsts: ReadonlyMap<Population, number>,
  cells: number,
  inlets: readonly InletDraft[],
  plans: readonly ProjectionPlan[],
): BuiltPathway[] {
  return network.projections.flatMap(({ dynamics, source, target, effects }, k) => {
    if (!dynamics) return [];
    const { states } = target.population.blueprint.model(1);
    const task = {
      plan: plans[k]!,
      dynamics,
      source: ordered.indexOf(source.population),
      target: ordered.indexOf(target.population),
      before: firsts.get(source.population)!,
      sourceSize: source.population.size,
      unit: states.find((s) => s.name === effects[0]!.variable)?.unit ?? '',
    };
    return [buildPathway(task, cells, inlets)];
  });
}

function withAttachments(
  population: ResolvedPopulation,
  index: number,
  built: readonly BuiltPathway[],
): ResolvedPopulation {
  const attachments = built.flatMap(({ pathway, sourceAttachment, targetAttachment }) => [
    ...(sourceAttachment && pathway.source === index ? [sourceAttachment] : []),
    ...(targetAttachment && pathway.target === index ? [targetAttachment] : []),
  ]);
  if (attachments.length === 0) return population;
  const added = attachments.flatMap((a) => a.parameters.map((p) => ({ ...p, value: p.value as number })));
  return { ...population, attachments, parameters: [...population.parameters, ...added] };
}

function perSynapseValue(value: SynapseValue, projection: Projection, seed: number, what: string): PerSynapse {
  return {
    value,
    read: synapseReader(value, seed, `${projection.name}.${what}`, new Map(), projection.rule.arrayOrder),
  };
}

/** The delay in steps, rounded to the nearest; at least one. */
function delaySteps(projection: Projection, seed: number, dt: number): number | PerSynapse {
  const { delay, name } = projection;
  if (delay === undefined) return 1;
  const steps = (ms: number): number => {
    // A delay that is one step but for rounding counts as one.
    if (!(ms >= dt * (1 - 1e-9)) || !Number.isFinite(ms))
      throw new UserError(
        `The projection ${name} has a delay of ${Number(ms.toPrecision(6))} ms, which is shorter than one step (${dt} ms); use a longer delay or a smaller dt${typeof delay === 'number' ? ', or leave the delay out for the next step' : `, for example max(${dt} ms, …)`}.`,
      );
    return Math.max(1, Math.round(ms / dt));
  };
  if (typeof delay === 'number') return steps(delay);
  const { value, read } = perSynapseValue(delay, projection, seed, 'delay');
  return { value, read: (source, k, ordinal) => steps(read(source, k, ordinal)) };
}

function groupsOf(population: Population, first: number): ResolvedGroup[] {
  const { role } = population.blueprint;
  return [
    { name: population.name, first, count: population.size, role },
    ...population.namedSlices.map((s) => ({ name: s.name, first: first + s.first, count: s.size, role })),
  ];
}
