/** From a network to numbers: cells numbered, initial values drawn, projections made. What `assemble` turns into a program. */
import type { Model } from '../equations/model.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import type { Attachment } from '../network/attachment.ts';
import { columnReader } from '../network/columns.ts';
import type { Connectivity } from '../network/connectivity-words.ts';
import type { Network } from '../network/network.ts';
import type { Population } from '../network/population.ts';
import type { Links } from '../program/links.ts';
import type { Made } from '../program/made.ts';
import type { Ring, Stored } from '../program/synapses.ts';
import type { Dimension } from '../quantity/dimension.ts';
import { streamKey } from '../random/philox.ts';
import { type ResolvedSum, resolveCouplings } from './couplings.ts';
import { mergeFanout } from './fanout.ts';
import { resolveLinks } from './links.ts';
import { longestOf, proceduralRows } from './made.ts';
import { type NetworkPlan, perSynapseValue, planNetwork } from './network-plan.ts';
import { type BuiltPathway, buildPathway } from './pathway.ts';
import { knownFanout } from './stored.ts';

export interface ResolvedNetwork {
  readonly seed: number;
  /** ms */
  readonly dt: number;
  /** Cells first, then stimulus sources, each in order of creation; then relays of delayed spikes. */
  readonly populations: readonly ResolvedPopulation[];
  readonly inlets: readonly ResolvedInlet[];
  readonly ring: Ring;
  /**
   * All stored synapses that do not change with use; then projection by projection what is made at each spike, and what changes with use.
   */
  readonly synapses: readonly (Stored | Made | BuiltPathway['pathway'])[];
  /** What couplings add up. */
  readonly sums: readonly ResolvedSum[];
  readonly links: readonly Links[];
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
  /** Names that have their own value at time 0. */
  readonly given: ReadonlySet<string>;
  /** The model's parameters, then those that projections onto it added. One value, or one per cell. Internal units. */
  readonly parameters: readonly ResolvedParameter[];
  /** What projections keep at its cells: traces, resources. */
  readonly attachments: readonly Attachment[];
  /** Names of its model's variables whose values before the reset projections read. */
  readonly views: readonly string[];
}

interface ResolvedParameter {
  readonly name: string;
  readonly dimension: Dimension;
  readonly unit: string;
  readonly value: number | Float64Array;
}

interface ResolvedInlet {
  /** Number of the target population. */
  readonly population: number;
  /** State variable that gains `weight` × (integer sum of the inlet). */
  readonly variable: string;
  /** Over the population's parameters (its model's and added ones); holds the quantum of fixed-point weights. */
  readonly weight: Expr;
  /** Where what a spike adds depends on the variable itself: how, over parameters. Then the integer sum counts spikes. */
  readonly slope: Expr | undefined;
  /** What one unit of the integer sum stands for: 1 with a common weight, else a power of two. */
  readonly quantum: number;
  /** Accumulators. */
  readonly size: number;
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
  const plan = planNetwork(network, dt, connectivity);
  const { ordered, firsts, cells, inlets, made, plain } = plan;
  const populations = ordered.map((p) => resolvePopulation(p, firsts.get(p)!, dt, network));
  const stored = knownFanout(network, inlets, plain);
  const merged = stored.known ?? stored.keep(mergeFanout(cells, inlets, plain, onProgress));
  const madeRows = made.map((p) => proceduralRows(p, merged.ring.width, merged.ring.offsets));
  const built = buildPathways(network, plan);
  const quanta = [...merged.quanta];
  for (const { pathway, quantum } of built) quanta[pathway.inlet] = quantum;
  const slots = Math.max(merged.ring.slots, ...built.map((p) => p.slots), ...made.map((p) => longestOf(p) + 1));
  return {
    seed: network.seed,
    dt,
    populations: populations.map((p, index) => withAttachments(p, index, built)),
    inlets: inlets.map(({ population, variable, factor, slope, size }, i) => ({
      population,
      size,
      variable,
      weight: b.mul(b.number(quanta[i]!), factor),
      slope,
      quantum: quanta[i]!,
      label: `${variable} of ${ordered[population]!.name}`,
    })),
    ring: { ...merged.ring, slots },
    synapses: [merged.stored, ...madeRows, ...built.map((p) => p.pathway)],
    sums: resolveCouplings(network, ordered, (population) => {
      const { model, parameters } = populations[ordered.indexOf(population)]!;
      return {
        states: new Set(model.states.map((s) => s.name)),
        perCell: new Set(parameters.flatMap((p) => (typeof p.value === 'number' ? [] : [p.name]))),
      };
    }),
    links: resolveLinks(network, ordered),
    groups: ordered.filter((p) => network.populations.includes(p)).flatMap((p) => groupsOf(p, firsts.get(p)!)),
    cells: populations.reduce((n, p) => n + (p.role === 'cells' ? p.size : 0), 0),
  };
}

function resolvePopulation(population: Population, first: number, dt: number, network: Network): ResolvedPopulation {
  const { name, size, blueprint } = population;
  const model = blueprint.model(dt);
  const value = columnReader(population, network.seed, model.parameters);
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
    for (const own of projection.dynamics?.plasticity?.parameters ?? [])
      parameters.push({ ...own, value: own.value as number });
  }
  for (const coupling of network.couplings) {
    if (!coupling.sides.some(({ at }) => coupling[at].population === population)) continue;
    for (const added of coupling.parameters) if (!parameters.some((p) => p.name === added.name)) parameters.push(added);
  }
  return {
    name,
    role: blueprint.role,
    size,
    first,
    stream: streamKey(name),
    model,
    initial: model.states.map((s) => value(s.name)),
    given: new Set(blueprint.initial.keys()),
    parameters,
    attachments: [],
    views: viewsOf(population, network),
  };
}

/** See `ResolvedPopulation.views`. */
function viewsOf(population: Population, { projections }: Network): string[] {
  const read = projections.flatMap(({ dynamics, source, target }) => {
    const views = dynamics?.plasticity?.views;
    if (!views) return [];
    return [
      ...(source.population === population ? views.source : []),
      ...(target.population === population ? views.target : []),
    ];
  });
  return [...new Set(read)];
}

function buildPathways(network: Network, plan: NetworkPlan): BuiltPathway[] {
  const { ordered, firsts, cells, inlets, projections, relays } = plan;
  return network.projections.flatMap(({ dynamics, source, target, effects }, k) => {
    if (!dynamics) return [];
    const { states } = target.population.blueprint.shape;
    const numberOf = (population: Population | undefined): number | undefined =>
      population && ordered.indexOf(population);
    const { plasticity } = dynamics;
    const relay = numberOf(relays[k]!.own?.population);
    const place = plasticity?.delays;
    const own = projections[k]!;
    const projection = network.projections[k]!;
    const ends = { source: ordered.indexOf(source.population), target: ordered.indexOf(target.population) };
    const task = {
      // What a relay of the source passes on is due in the next step.
      plan: place === 'axonal' ? { ...own, delay: 1 } : own,
      dynamics,
      source: place === 'axonal' && relay !== undefined ? relay : ends.source,
      target: place === 'dendritic' && relay !== undefined ? relay : ends.target,
      sourceCells: ends.source,
      variables: (plasticity?.variables ?? []).map((v) => perSynapseValue(v.initial, projection, network.seed, v.name)),
      events: (plasticity?.on ?? []).map(({ at }, e) => numberOf(relays[k]!.events[e]?.population) ?? ends[at]),
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

function groupsOf(population: Population, first: number): ResolvedGroup[] {
  const { role } = population.blueprint;
  return [
    { name: population.name, first, count: population.size, role },
    ...population.namedSlices.map((s) => ({ name: s.name, first: first + s.first, count: s.size, role })),
  ];
}
