/** Stored synapses of a network: kept from one assembly to the next, and built ahead over several threads where they are many. */

import type { Connectivity } from '../network/connectivity-words.ts';
import { Drawn, type DrawnPlan } from '../network/drawn.ts';
import type { MergedFanout } from '../network/kept-synapses.ts';
import type { Network } from '../network/network.ts';
import { namesCells } from '../network/pairs.ts';
import { expectedSynapses } from './building/build.ts';
import { mergeFanoutInParallel, type ParallelOptions } from './building/parallel.ts';
import type { InletDraft, PerSynapse, ProjectionPlan } from './building/projection-plan.ts';
import { planNetwork } from './network-plan.ts';

export interface StoredFanout {
  readonly known: MergedFanout | undefined;
  /** Whether `keep` keeps anything. */
  readonly kept: boolean;
  readonly keep: (merged: MergedFanout) => MergedFanout;
}

/** What the network keeps of these plans. */
export function knownFanout(
  { keptSynapses }: Network,
  inlets: readonly InletDraft[],
  projections: readonly ProjectionPlan[],
): StoredFanout {
  // Lists may have been changed by their owner, and cells differ between models; expressions are told apart by number.
  const listed = (x: number | PerSynapse | DrawnPlan | undefined) => {
    if (typeof x !== 'object') return x ?? 'none';
    if (x.value instanceof Drawn) {
      const { kind, ...numbers } = x.value.of;
      return [kind, ...Object.values(numbers).map(String)];
    }
    return x.value instanceof Float64Array || namesCells(x.value) ? undefined : `e${x.value.id}`;
  };
  const values = projections.map((p) => [listed(p.delay), listed(p.weight)]);
  if (values.some((both) => both.includes(undefined)))
    return { known: undefined, kept: false, keep: (merged) => merged };
  const key = JSON.stringify([
    inlets.map((i) => [i.population, i.size, i.perSynapse, i.quantum]),
    projections.map((p, k) => [p.name, p.task, p.firstSource, p.firstTarget, p.inlets, p.places, values[k]]),
  ]);
  const rules = projections.map((p) => p.rule);
  return {
    known: keptSynapses.find(key, rules),
    kept: true,
    keep(merged) {
      keptSynapses.keep(key, rules, merged);
      return merged;
    },
  };
}

/** Expected synapses from which on threads gain more than their start costs. */
const WORTH_THREADS = 1 << 22;

/**
 * Builds the stored synapses of a large network over several threads, for `resolveNetwork` to find; a small one is left to that. The
 * event loop gets turns in between. Synapses with lists of weights or delays are left to it too: their owner may change them.
 */
export async function buildAhead(
  network: Network,
  dt: number,
  options: ParallelOptions & { readonly connectivity?: Connectivity | undefined },
): Promise<void> {
  const { cells, inlets, plain } = planNetwork(network, dt, options.connectivity);
  const stored = knownFanout(network, inlets, plain);
  if (stored.known || !stored.kept || expectedSynapses(plain) < WORTH_THREADS) return;
  stored.keep(await mergeFanoutInParallel(cells, inlets, plain, options));
}
