/** A network in SONATA as a document: the page takes it in as it takes any other. */
import { documentOf, fromSonata, isSonata, type OpenFile } from '../../../document/index.ts';
import { UserError } from '../../../index.ts';
import type { SonataDocument } from './sonata-tasks.ts';

/** Longest document that is made of one, UTF-16 code units: every synapse stands in it. */
const longest = 20_000_000;

/** `paths` of all files, `open` their bytes. Throws a UserError that names the file where something is missing or not known here. */
export function sonataDocument(paths: readonly string[], open: OpenFile): SonataDocument {
  const path = configurationAmong(paths, open);
  const { network, run, edges, notes } = fromSonata(path, open);
  const [folder] = path.split('/').slice(-2, -1);
  const title = folder ?? path.replace(/\.json$/i, '');
  const { document } = documentOf(network, { title, run, longest: Number.POSITIVE_INFINITY });
  const text = JSON.stringify(document);
  if (text.length > longest)
    throw new UserError(
      `${path}: ${edges} synapses make a document of ${text.length} characters, more than the page holds (${longest}); 'galvani run ${path}' runs it on the command line.`,
    );
  const cells = network.populations.filter((p) => p.blueprint.role === 'cells').reduce((n, p) => n + p.size, 0);
  return { text, notice: [`${path}: ${cells} cells and ${edges} synapses came in.`, ...notes].join(' ') };
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
      `There are ${found.length} networks here: ${found.map((f) => f.path).join(', ')}. Bring the folder of one.`,
    );
  const names = paths.slice(0, 5).join(', ') + (paths.length > 5 ? ', …' : '');
  throw new UserError(
    `Among these files (${names}) there is no configuration of SONATA, a config.json that names a circuit and its run.`,
  );
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
