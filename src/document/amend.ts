/** A document after its network was changed: in its own words, where they can hold the changes. */

import type { Network } from '../network/network.ts';
import { noMore } from '../no-more.ts';
import { type Amount, amountText } from '../numbers/amount.ts';
import type { Intervention } from '../simulate/interventions/types.ts';
import { documentOf } from './from-network.ts';
import type { ExperimentDocument } from './schema/experiment.ts';

export interface Amendments {
  /** Parameters that have other values than the document gives them. */
  readonly set: Readonly<Record<string, Amount>>;
  /** What is said anew of how it is run; the seed is the network's. */
  readonly run: Omit<ExperimentDocument['run'], 'seed'>;
  readonly interventions: readonly Intervention[];
  /** Models of the network are not the document's: all of it is told in the network's words. */
  readonly remodelled: boolean;
}

/** `network` as the document builds it with these changes. Throws a UserError where no document can hold one of them. */
export function amended(
  given: ExperimentDocument,
  network: Network,
  { set, run, interventions, remodelled }: Amendments,
  ...more: undefined[]
): ExperimentDocument {
  noMore('amended', 'a document', more);
  const { title, description, reference, claims } = given;
  const parameters = Object.fromEntries(
    Object.entries(given.parameters ?? {}).map(([name, knob]) => {
      const chosen = set[name];
      if (chosen === undefined) return [name, knob];
      const value = chosen.unit === '' ? chosen.value : amountText(chosen);
      return [name, typeof knob === 'object' ? { ...knob, value } : value];
    }),
  );
  const longest = Number.POSITIVE_INFINITY;
  const told = documentOf(network, { longest, title, description, reference, claims, parameters, run, interventions });
  if (remodelled) return told.document;
  const { do: _, ...rest } = given;
  // Models that interventions put in the place of others come from the written document.
  const acts = told.document.do ?? [];
  const named = acts.flatMap((act) => (act.model === undefined ? [] : [act.model.name]));
  const added = Object.entries(told.document.models ?? {}).filter(([name]) => named.includes(name));
  return {
    ...rest,
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(added.length === 0 ? {} : { models: { ...given.models, ...Object.fromEntries(added) } }),
    run: { ...given.run, ...run, seed: network.seed },
    ...(acts.length === 0 ? {} : { do: acts }),
  };
}
