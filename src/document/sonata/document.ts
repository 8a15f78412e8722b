/** A folder with a network in SONATA as a document. */

import { UserError } from '../../errors.ts';
import { noMore } from '../../no-more.ts';
import { documentOf } from '../from-network.ts';
import type { ExperimentDocument } from '../schema/experiment.ts';
import { fromSonata, isSonata, type OpenFile } from './index.ts';

export interface SonataDocument {
  /** Titled by the folder; every synapse stands in it. */
  readonly document: ExperimentDocument;
  /** Path of the configuration that it was read from. */
  readonly path: string;
  readonly cells: number;
  readonly synapses: number;
  /** Sentences: what is not as the engine that the files are for would have it. */
  readonly notes: readonly string[];
}

/**
 * The one network among files of these `paths`, whose bytes `open` answers. Throws a UserError where there is none or several, and one that
 * names the file where something is missing or not known here.
 */
export function sonataDocument(paths: readonly string[], open: OpenFile, ...more: undefined[]): SonataDocument {
  noMore('sonataDocument', 'paths and a function that opens files', more);
  const path = configurationAmong(paths, open);
  const { network, run, edges, notes } = fromSonata(path, open);
  const { document } = documentOf(network, { title: sonataTitle(path), run, longest: Number.POSITIVE_INFINITY });
  const cells = network.populations.filter((p) => p.blueprint.role === 'cells').reduce((n, p) => n + p.size, 0);
  return { document, path, cells, synapses: edges, notes };
}

/** The folder of a configuration, which its network is called by; without one, its own name. */
export function sonataTitle(path: string): string {
  const [folder] = path.split('/').slice(-2, -1);
  return folder ?? path.replace(/\.json$/i, '');
}

/** The configuration to begin with: of a circuit and its run, which no other one names. */
function configurationAmong(paths: readonly string[], open: OpenFile): string {
  const configurations = paths.flatMap((path) => {
    if (!/\.json$/i.test(path)) return [];
    const text = new TextDecoder().decode(open(path));
    return isSonata(text) ? [{ path, parts: JSON.parse(text) as Readonly<Record<string, unknown>> }] : [];
  });
  const named = configurations.flatMap(({ path, parts }) =>
    ['network', 'simulation'].flatMap((key) => {
      const file = parts[key];
      return typeof file === 'string' ? [`${folderOf(path)}${nameOf(file)}`] : [];
    }),
  );
  const found = configurations.filter(
    ({ path, parts }) =>
      ('network' in parts || 'networks' in parts) && ('simulation' in parts || 'run' in parts) && !named.includes(path),
  );
  if (found.length === 1) return found[0]!.path;
  if (found.length > 1)
    throw new UserError(
      `There are ${found.length} networks here: ${found.map((f) => f.path).join(', ')}. Open the folder of one.`,
    );
  const names = paths.slice(0, 5).join(', ') + (paths.length > 5 ? ', …' : '');
  throw new UserError(
    `Among these files (${names}) there is no configuration of SONATA, a config.json that names a circuit and its run.`,
  );
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
