/** From a document to the network that it describes. */

import type { Model } from '../equations/model.ts';
import { Network } from '../network/network.ts';
import { noMore } from '../no-more.ts';
import type { Amount } from '../numbers/amount.ts';
import { anything, object, optional, optionsOf } from '../options.ts';
import type { SimulateOptions } from '../simulate/simulate.ts';
import type { Attachments } from './attachments.ts';
import { type Context, placedIn } from './build/context.ts';

import { coupled } from './build/couplings.ts';
import { modelOf } from './build/models.ts';
import { populate, rangesOf } from './build/populations.ts';
import { Ends, projectionOf } from './build/projections.ts';
import { runOf } from './build/run.ts';
import { Knobs } from './knobs.ts';
import { checked } from './read.ts';
import type { ExperimentDocument } from './schema/experiment.ts';

export interface BuildOptions {
  /** Values of the document's parameters: { w_e: '9 nS' }, or { w_e: { value: 9, unit: 'nS' } }. */
  readonly set?: Readonly<Record<string, string | Amount>>;
  /** Default: the document's own, else 1. */
  readonly seed?: number;
  /** Bytes of the files that the document speaks of, by name. */
  readonly attachments?: Attachments;
}

const readOptions = optionsOf<BuildOptions>('build', {
  set: optional(object),
  seed: optional(anything),
  attachments: optional(object),
});

export interface Built {
  readonly network: Network;
  /** For `simulate`. */
  readonly run: SimulateOptions;
  /** Parameters whose values stand in something that does not change while it runs. */
  readonly fixed: ReadonlySet<string>;
}

/**
 * The network of a document, and how it is to be run: `const { network, run } = build(document); await simulate(network, run)`. The same
 * document gives the same spikes wherever it runs. Throws a DocumentError at the first mistake, with its place; a UserError for a mistake
 * in `set`.
 */
export function build(document: ExperimentDocument, options: BuildOptions = {}, ...more: undefined[]): Built {
  noMore('build', 'a document and options', more);
  const { set = {}, seed, attachments = {} } = readOptions(options);
  checked(document);
  const at = placedIn(document);
  const knobs = Knobs.read(document.parameters ?? {}, set, (name, act) => at(['parameters', name], act));
  const context: Context = { knobs, attachments, at };
  const models = new Map<string, Model>();
  for (const [name, given] of Object.entries(document.models ?? {}))
    models.set(
      name,
      at(['models', name], () => modelOf(context, given)),
    );
  const network = new Network({ seed: seed ?? document.run.seed ?? 1 });
  const ends = new Ends();
  for (const [name, given] of Object.entries(document.populations)) {
    const path = ['populations', name];
    const population = at(path, () => populate(context, network, name, given, models, path));
    ends.add(name, population);
    const { groups } = given;
    if (groups)
      at([...path, 'groups'], () => {
        for (const [group, from, to] of rangesOf(context, groups, population.size))
          ends.add(group, population.slice(from, to, { name: group }));
      });
  }
  (document.projections ?? []).forEach((given, k) => {
    const path = ['projections', k];
    const from = at([...path, 'from'], () => ends.find(given.from));
    const to = at([...path, 'to'], () => ends.find(given.to));
    at(path, () => network.project(from, to, projectionOf(context, given, from, to)));
  });
  (document.couplings ?? []).forEach((given, k) => {
    const path = ['couplings', k];
    const from = at([...path, 'from'], () => ends.find(given.from));
    const to = at([...path, 'to'], () => ends.find(given.to));
    at(path, () => coupled(context, network, given, from, to));
  });
  return { network, run: runOf(context, document, models), fixed: knobs.fixed };
}
