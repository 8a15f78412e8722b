/** Stored synapses of a network: kept from one assembly to the next, and built ahead over several threads where they are many. */

import type { Connectivity } from '../network/connectivity.ts';
import type { Network } from '../network/network.ts';
import { namesCells } from '../network/pairs.ts';
import { expectedSynapses } from './building/build.ts';
import { mergeFanoutInParallel, type ParallelOptions } from './building/parallel.ts';
import type { InletDraft, MergedFanout, PerSynapse, ProjectionPlan } from './building/plan.ts';
import { planNetwork } from './plan.ts';

/** The synapses of a network and its remodelled copies, which differ in their models only: made once. */
const fanouts = new WeakMap<Network, KnownFanout>();

interface KnownFanout {
  readonly key: string;
  readonly rules: readonly ProjectionPlan['rule'][];
  readonly merged: MergedFanout;
}

export interface StoredFanout {
  readonly known: MergedFanout | undefined;
  /** Whether `keep` keeps anything. */
  readonly kept: boolean;
  readonly keep: (merged: MergedFanout) => MergedFanout;
}

/** What is kept of these plans. */
export function knownFanout(
  network: Network,
  inlets: readonly InletDraft[],
  projections: readonly ProjectionPlan[],
): StoredFanout {
  // Lists may have been changed by their owner, and cells differ between models; expressions are told apart by number.
  const listed = (x: number | PerSynapse | undefined) => {
    if (typeof x !== 'object') return x ?? 'none';
    return x.value instanceof Float64Array || namesCells(x.value) ? undefined : `e${x.value.id}`;
  };
  const values = projections.map((p) => [listed(p.delay), listed(p.weight)]);
  if (values.flat().includes(undefined)) return { known: undefined, kept: false, keep: (merged) => merged };
  const key = JSON.stringify([
    inlets.map((i) => [i.population, i.size, i.perSynapse]),
    projections.map((p, k) => [p.name, p.task, p.firstSource, p.firstTarget, p.inlets, values[k]]),
  ]);
  const known = fanouts.get(network.origin);
  const rules = projections.map((p) => p.rule);
  const same = known?.key === key && rules.every((rule, k) => rule === known.rules[k]);
  return {
    known: same ? known.merged : undefined,
    kept: true,
    keep(merged) {
      fanouts.set(network.origin, { key, rules, merged });
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
