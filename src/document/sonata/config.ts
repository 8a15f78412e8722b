/** Configurations of SONATA: one file that names a circuit's and a simulation's, or either of them with the rest inside. */
import { UserError } from '../../errors.ts';
import { resolved } from './paths.ts';

/** The bytes of a file by its path; undefined where there is none. */
export type OpenFile = (path: string) => Uint8Array | undefined;

/** Files of nodes, or of edges, and the table of their types. */
export interface NetworkFiles {
  readonly data: string;
  readonly types: string | undefined;
}

export interface SonataSpikeInput {
  readonly name: string;
  readonly file: string;
  readonly nodeSet: unknown;
}

export interface SonataConfig {
  readonly nodes: readonly NetworkFiles[];
  readonly edges: readonly NetworkFiles[];
  /** Folders of JSON files with parameters. */
  readonly cellModels: string | undefined;
  readonly synapseModels: string | undefined;
  /** ms; undefined where the configuration does not say. */
  readonly dt: number | undefined;
  readonly duration: number | undefined;
  readonly inputs: readonly SonataSpikeInput[];
  readonly nodeSets: Readonly<Record<string, unknown>>;
  /** Whether it asks for reports, which are not written. */
  readonly reports: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (x: unknown): x is Json => typeof x === 'object' && x !== null && !Array.isArray(x);

/** Whether a text is such a configuration, rather than a document. */
export function isSonata(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return false;
  }
  if (!isObject(json) || 'populations' in json) return false;
  return 'networks' in json || 'manifest' in json || ('network' in json && 'simulation' in json);
}

/** The file, or a UserError that says that it is not there. `by`: who names it. */
export function opened(open: OpenFile, path: string, by: string): Uint8Array {
  const bytes = open(path);
  if (bytes === undefined) throw new UserError(`There is no file '${path}', which ${by} names.`);
  return bytes;
}

export function readJson(open: OpenFile, path: string, by: string): Json {
  const text = new TextDecoder().decode(opened(open, path, by));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${path} is no JSON: ${(error as Error).message}.`);
  }
  if (!isObject(json)) throw new UserError(`${path} holds no object.`);
  return json;
}

/** One file of a configuration with its own manifest. */
class ConfigFile {
  readonly path: string;
  readonly json: Json;
  readonly #manifest: ReadonlyMap<string, string>;

  constructor(open: OpenFile, path: string, by: string) {
    this.path = path;
    this.json = readJson(open, path, by);
    const { manifest = {} } = this.json;
    if (!isObject(manifest)) throw new UserError(`${path}: the manifest is no object.`);
    this.#manifest = new Map(
      Object.entries(manifest).map(([name, value]) => [name.replace(/^\$\{?|\}$/g, ''), String(value)]),
    );
  }

  resolve(written: unknown, what: string): string {
    if (typeof written !== 'string') throw new UserError(`${this.path}: ${what} is no path.`);
    return resolved(written, this.#manifest, this.path);
  }

  optional(written: unknown, what: string): string | undefined {
    return written === undefined || written === null ? undefined : this.resolve(written, what);
  }

  object(of: Json, key: string): Json {
    const value = of[key] ?? {};
    if (!isObject(value)) throw new UserError(`${this.path}: '${key}' is no object.`);
    return value;
  }

  list(of: Json, key: string): readonly Json[] {
    const value = of[key] ?? [];
    if (!Array.isArray(value) || !value.every(isObject))
      throw new UserError(`${this.path}: '${key}' is no list of objects.`);
    return value;
  }

  time(of: Json, key: string): number | undefined {
    const value = of[key];
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !(value > 0) || !Number.isFinite(value))
      throw new UserError(`${this.path}: '${key}' is ${JSON.stringify(value)}; a time in ms above 0 is expected.`);
    return value;
  }
}

/** Reads the configuration at `path` and those that it names. Throws a UserError where it asks for what is not known here. */
export function readConfig(path: string, open: OpenFile): SonataConfig {
  const files = filesOf(path, open);
  const circuit = files.find(({ json }) => 'networks' in json);
  if (!circuit)
    throw new UserError(
      `${path} names no network: neither 'networks' nor a 'network' file that has them. Give the configuration that names both, as a config.json does.`,
    );
  const networks = circuit.object(circuit.json, 'networks');
  const listed = (key: 'nodes' | 'edges'): NetworkFiles[] =>
    circuit.list(networks, key).flatMap((entry) => {
      if (entry['enabled'] === false) return [];
      const types = `${key.slice(0, -1)}_types_file`;
      return [
        { data: circuit.resolve(entry[`${key}_file`], `${key}_file`), types: circuit.optional(entry[types], types) },
      ];
    });
  const folder = (key: string): string | undefined => {
    // A simulation may name other folders than its circuit.
    for (const file of files) {
      const found = file.optional(file.object(file.json, 'components')[key], key);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const simulation = files.find(({ json }) => 'run' in json) ?? circuit;
  const run = simulation.object(simulation.json, 'run');
  if (typeof run['tstart'] === 'number' && run['tstart'] !== 0)
    throw new UserError(`${simulation.path}: the run starts at ${run['tstart']} ms; runs start at 0 here.`);
  const sets = simulation.optional(simulation.json['node_sets_file'], 'node_sets_file');
  return {
    nodes: listed('nodes'),
    edges: listed('edges'),
    cellModels: folder('point_neuron_models_dir'),
    synapseModels: folder('synaptic_models_dir'),
    dt: simulation.time(run, 'dt'),
    duration: simulation.time(run, 'tstop') ?? simulation.time(run, 'duration'),
    inputs: spikeInputs(simulation),
    nodeSets: sets === undefined ? {} : readJson(open, sets, simulation.path),
    reports: Object.keys(simulation.object(simulation.json, 'reports')).length > 0,
  };
}

/** The file, then the simulation and the circuit that it names. */
function filesOf(path: string, open: OpenFile): ConfigFile[] {
  const files = [new ConfigFile(open, path, 'the call')];
  for (const key of ['simulation', 'network'])
    for (const file of [...files]) {
      const named = file.json[key];
      if (typeof named !== 'string') continue;
      const other = file.resolve(named, key);
      if (!files.some((f) => f.path === other)) files.push(new ConfigFile(open, other, file.path));
    }
  return files;
}

function spikeInputs(file: ConfigFile): SonataSpikeInput[] {
  return Object.entries(file.object(file.json, 'inputs')).flatMap(([name, input]) => {
    if (!isObject(input)) throw new UserError(`${file.path}: the input '${name}' is no object.`);
    if (input['enabled'] === false) return [];
    const { input_type: type, module = 'h5' } = input;
    if (type !== 'spikes' || (module !== 'h5' && module !== 'sonata'))
      throw new UserError(
        `${file.path}: the input '${name}' is '${String(type)}' by '${String(module)}'; spikes from HDF5 files can be read here (input_type 'spikes', module 'h5' or 'sonata').`,
      );
    return [{ name, file: file.resolve(input['input_file'], 'input_file'), nodeSet: input['node_set'] }];
  });
}
