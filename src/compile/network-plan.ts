/** What is known of a network before any synapse is made: numbers of its cells, inlets, and a plan for each projection. */

import { branchingOf, sitesOf } from '../dendrites/branching.ts';
import { UserError } from '../errors.ts';
import type { Columns } from '../network/closures.ts';
import { isProcedural } from '../network/connectivity.ts';
import type { Connectivity } from '../network/connectivity-words.ts';
import { Drawn, type DrawnPlan, delayTable, weightTable } from '../network/drawn.ts';
import type { Network } from '../network/network.ts';
import { pairColumns } from '../network/pairs.ts';
import type { Population } from '../network/population.ts';
import type { Projection } from '../network/projection.ts';
import { type SynapseValue, synapseReader } from '../network/synapse-values.ts';
import { streamKey } from '../random/philox.ts';
import { checkState, checkStored } from './building/limits.ts';
import type { InletDraft, PerSynapse, ProjectionPlan } from './building/projection-plan.ts';
import { drawnQuanta } from './inlet-quanta.ts';
import { type Relays, relayInlet, relayPlan, relaysOf } from './relays.ts';

export interface NetworkPlan {
  /** Cells first, then stimulus sources, each in order of creation; then relays. */
  readonly ordered: readonly Population[];
  /** Network-wide index of the first cell of each. */
  readonly firsts: ReadonlyMap<Population, number>;
  /** Number of all cells and sources. */
  readonly cells: number;
  readonly inlets: readonly InletDraft[];
  /** One per projection, in order. */
  readonly projections: readonly ProjectionPlan[];
  /** The relays of each projection. */
  readonly relays: readonly Relays[];
  /** Those of the projections whose synapses are made at each spike. */
  readonly made: readonly ProjectionPlan[];
  /** Those of them whose synapses are stored in the common fan-out. */
  readonly plain: readonly ProjectionPlan[];
}

/** Throws a UserError where a delay does not fit `dt` (ms). `connectivity` overrides what projections say of theirs. */
export function planNetwork(network: Network, dt: number, connectivity: Connectivity | undefined): NetworkPlan {
  const delays = network.projections.map((projection) => delaySteps(projection, network.seed, dt));
  const relays = network.projections.map((projection, k) => relaysOf(projection, delays[k]!, dt));
  const every = relays.flatMap(({ own, events }) => [own, ...events]).filter((relay) => relay !== undefined);
  const ordered = [
    ...network.populations.filter((p) => p.blueprint.role === 'cells'),
    ...network.populations.filter((p) => p.blueprint.role === 'source'),
    ...every.map((relay) => relay.population),
  ];
  const firsts = new Map<Population, number>();
  let cells = 0;
  for (const population of ordered) {
    firsts.set(population, cells);
    cells += population.size;
  }
  checkState(ordered.reduce((n, p) => n + p.size * valuesPerCell(p, dt), 0));
  const { inlets, projections } = planProjections(network, ordered, firsts, delays);
  const made = projections.filter((_, k) => isProcedural(network.projections[k]!, connectivity));
  const plain = projections.filter((p, k) => !network.projections[k]!.dynamics && !made.includes(p));
  checkStored(projections.reduce((n, p) => (made.includes(p) ? n : n + p.rule.estimate(p.task) * p.inlets.length), 0));
  for (const relay of every) {
    plain.push(relayPlan(relay, firsts, inlets.length));
    inlets.push(relayInlet(relay, ordered.indexOf(relay.population)));
  }
  return { ordered, firsts, cells, inlets, projections, relays, made, plain };
}

/** States and parameters that each cell has of its own. */
function valuesPerCell({ blueprint }: Population, dt: number): number {
  const { states, parameters } = blueprint.model(dt);
  const own = parameters.filter((p) => blueprint.initial.has(p.name) || typeof p.value !== 'number');
  const branching = branchingOf(blueprint.shape);
  // Beside the states the tree has columns.
  return (states.length + own.length + (branching ? 6 : 0)) * (branching ? sitesOf(branching).nodes.length : 1);
}

/** One inlet per target population, variable, factor and kind of weight; projections that agree in all four share it. */
function planProjections(
  network: Network,
  ordered: readonly Population[],
  firsts: ReadonlyMap<Population, number>,
  delays: readonly ProjectionPlan['delay'][],
): { inlets: InletDraft[]; projections: ProjectionPlan[] } {
  const inlets: InletDraft[] = [];
  const numbers = new Map<string, number>();
  const projections = network.projections.map((projection, k): ProjectionPlan => {
    const { name, source, target, rule, weight } = projection;
    const population = ordered.indexOf(target.population);
    const firstSource = firsts.get(source.population)! + source.first;
    const kind = weight === undefined ? 'common' : weight instanceof Drawn ? 'drawn' : 'real';
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
      cells: target.population.size,
      places: placesOf(projection),
      inlets: projection.effects.map(({ variable, factor, slope }) => {
        const key = `${population} ${variable} ${factor.id} ${projection.dynamics ? `of ${name}` : kind}`;
        let number = numbers.get(key);
        if (number === undefined) {
          number = inlets.length;
          numbers.set(key, number);
          const perSynapse = kind === 'real' && !projection.dynamics;
          const size = inletSize(target.population, variable);
          inlets.push({ population, variable, factor, slope, size, perSynapse });
        }
        return number;
      }),
      delay: delays[k]!,
      weight: weight && perSynapseValue(weight, projection, network.seed, 'weight'),
    };
  });
  return withDrawnWeights(network, inlets, projections);
}

/** Accumulators of an inlet: one per cell, or of cells with dendrites one per place of the point and cell. */
function inletSize({ size, blueprint }: Population, variable: string): number {
  const branching = branchingOf(blueprint.shape);
  const point = branching?.points.find((p) => p.name === variable);
  return point ? size * point.nodes.length : size;
}

/** Of each statement, where targets have dendrites. */
const placesOf = ({ effects }: Projection): ProjectionPlan['places'] =>
  effects.some((e) => e.places) ? effects.map((e) => e.places ?? [0]) : undefined;

/** Drawn weights as whole multiples of what their inlets count in. */
function withDrawnWeights(
  network: Network,
  inlets: readonly InletDraft[],
  projections: readonly ProjectionPlan[],
): { inlets: InletDraft[]; projections: ProjectionPlan[] } {
  const quanta = drawnQuanta(network.projections);
  const ofInlet = new Map(
    network.projections.flatMap((projection, k) => {
      const quantum = quanta.get(projection);
      return quantum === undefined ? [] : projections[k]!.inlets.map((inlet) => [inlet, quantum] as const);
    }),
  );
  return {
    inlets: inlets.map((inlet, i) => ({ ...inlet, quantum: ofInlet.get(i) })),
    projections: projections.map((plan, k): ProjectionPlan => {
      const projection = network.projections[k]!;
      const { weight: value } = projection;
      const quantum = quanta.get(projection);
      if (quantum === undefined || !(value instanceof Drawn)) return plan;
      const stream = streamKey(`${plan.name}.weight`);
      return { ...plan, weight: { value, table: weightTable(value, quantum), stream } };
    }),
  };
}

const columnsOf = (value: SynapseValue, { source, target }: Projection, seed: number): Columns =>
  value instanceof Float64Array || value instanceof Drawn ? new Map() : pairColumns([value], { source, target, seed });

export function perSynapseValue(value: SynapseValue, projection: Projection, seed: number, what: string): PerSynapse {
  const order = projection.rule.arrayOrder;
  return {
    value,
    read: synapseReader(value, seed, `${projection.name}.${what}`, columnsOf(value, projection, seed), order),
  };
}

/** The delay in steps, rounded to the nearest; at least one. */
function delaySteps(projection: Projection, seed: number, dt: number): number | PerSynapse | DrawnPlan {
  const { delay, name } = projection;
  if (delay === undefined) return 1;
  if (delay instanceof Drawn)
    return { value: delay, table: delayTable(delay, dt, name), stream: streamKey(`${name}.delay`) };
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
  return { value, read: (source, k, ordinal, target) => steps(read(source, k, ordinal, target)) };
}
