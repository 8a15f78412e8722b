/**
 * Relays of delayed spikes: where a plastic rule counts the delay of its projection (`DelayPlace`), hidden cells repeat the spikes of one
 * end later, one for each of its cells, and keep its traces. The ring of accumulators is their only memory, so checkpoints and engines
 * need nothing more.
 *
 * A delay of d steps: a dendritic one has relays of the target that spike d steps after it, when its spike reaches the synapse. An axonal
 * one has relays of the source that spike d − 1 steps after it, at the end of the step before the arrival, where what arrives is added up;
 * for d = 1 that is the source itself. An event of a rule that is late by d steps has relays that spike d steps after the cell.
 */
import { buildModel } from '../equations/cell-model.ts';
import * as b from '../expression/build.ts';
import { NetworkNames } from '../network/names.ts';
import { Population } from '../network/population.ts';
import type { Projection } from '../network/projection.ts';
import { oneToOne } from '../network/rules/one-to-one.ts';
import type { InletDraft, ProjectionPlan } from './building/projection-plan.ts';

/** Spikes in the step in which a spike reaches it. */
const model = buildModel({ equations: 'dn/dt = 0/ms : 1', threshold: 'n > 0.5', reset: 'n = 0' });

const rule = oneToOne();

/** A relay population, and what its cells repeat. */
export interface Relay {
  readonly population: Population;
  readonly of: Population;
  /** Steps from a spike to its repetition, at least 1. */
  readonly steps: number;
}

/** The relays of a projection, where it needs any. */
export interface Relays {
  /** For a delay of the projection itself that its rule counts. */
  readonly own: Relay | undefined;
  /** For each event of its rule (`PlasticityDescription.on`). */
  readonly events: readonly (Relay | undefined)[];
}

/** The relays that a projection with a delay of `delay` steps needs, at `dt` ms. */
export function relaysOf(projection: Projection, delay: ProjectionPlan['delay'], dt: number): Relays {
  const { source, target, name } = projection;
  const { delays = 'ignored' as const, on = [] } = projection.dynamics?.plasticity ?? {};
  // Projections whose delay counts have one for all synapses.
  const own = (): Relay | undefined => {
    if (delays === 'ignored' || typeof delay !== 'number') return undefined;
    const of = (delays === 'axonal' ? source : target).population;
    return relay(`${name}, delayed`, of, delays === 'axonal' ? delay - 1 : delay);
  };
  return {
    own: own(),
    events: on.map((event, k) =>
      relay(
        `${name}, event ${k + 1}`,
        (event.at === 'source' ? source : target).population,
        Math.round(event.delay / dt),
      ),
    ),
  };
}

function relay(name: string, of: Population, steps: number): Relay | undefined {
  if (steps === 0) return undefined;
  const population = new Population(new NetworkNames(), name, of.size, {
    role: 'source',
    shape: model,
    model: () => model,
    initial: new Map(),
    given: { kind: 'cells', initial: {} },
  });
  return { population, of, steps };
}

/** The inlet of a relay, whose population has number `population`. */
export const relayInlet = ({ of }: Relay, population: number): InletDraft => ({
  population,
  variable: 'n',
  factor: b.one,
  size: of.size,
  perSynapse: false,
});

/** The synapses that bring it its spikes. `firsts`: network-wide index of each population's first cell. */
export function relayPlan(
  { population, of, steps }: Relay,
  firsts: ReadonlyMap<Population, number>,
  inlet: number,
): ProjectionPlan {
  const firstSource = firsts.get(of)!;
  const { size: sources } = of;
  return {
    name: population.name,
    rule,
    task: { sources, targets: sources, shift: firstSource - firsts.get(population)!, seed: 0, stream: 0 },
    firstSource,
    firstTarget: 0,
    cells: sources,
    places: undefined,
    inlets: [inlet],
    delay: steps,
    weight: undefined,
  };
}
