/** From the words of a command to checked options. Every mistake is a UserError that names the argument and what would be right. */
import { parseArgs } from 'node:util';
import { integratorNamed } from '../compile/tree-rule.ts';
import { type BackendName, backendNames } from '../engine/engine.ts';
import { strategyName } from '../engine/webgpu/strategies/names.ts';
import { UserError } from '../errors.ts';
import {
  type ClusterEngine,
  clusterEngines,
  type DrawnBy,
  drawnBy,
  type ExportTarget,
  exportTargets,
  type SynapseForm,
  synapseForms,
} from '../export/cluster/engine.ts';
import type { Connectivity } from '../network/connectivity-words.ts';
import { parseQuantity, toUnit } from '../quantity/quantity.ts';
import { spaced } from '../sweep/grid.ts';

export interface RunArguments {
  /** Name of a preset, path of a document, or '-'. */
  readonly preset: string;
  readonly duration: string | undefined;
  readonly dt: string | undefined;
  readonly seed: number | undefined;
  readonly backend: BackendName | 'auto' | undefined;
  readonly integrator: string | undefined;
  readonly set: Readonly<Record<string, string>>;
  /** Names, or a recording as documents write it. */
  readonly record: readonly string[] | string | undefined;
  readonly neurons: readonly number[] | undefined;
  readonly every: string | undefined;
  readonly spikes: string | undefined;
  readonly traces: string | undefined;
  readonly results: string | undefined;
  readonly script: string | undefined;
  readonly threads: number | undefined;
  readonly strategy: string | undefined;
  readonly connectivity: Connectivity | undefined;
  /** Another simulator that runs it; undefined: a backend of this one. */
  readonly engine: EngineArguments | undefined;
  readonly json: boolean;
}

export interface EngineArguments {
  readonly name: ClusterEngine;
  readonly python: string;
  readonly ranks: number;
  readonly synapses: SynapseForm;
  readonly drive: DrawnBy;
  readonly wiring: DrawnBy;
  readonly check: string | undefined;
  readonly withoutInterventions: boolean;
}

/** Joins `--dt -0.1` to `--dt=-0.1`: a negative value is a value, not an option. */
function joinNegative(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (/^-[\d.]/.test(word) && last?.startsWith('--') && !last.includes('='))
      joined[joined.length - 1] = `${last}=${word}`;
    else joined.push(word);
  }
  return joined;
}

type OptionTable = Record<string, { type: 'string' | 'boolean'; multiple?: boolean; short?: string }>;
type Parsed<T extends OptionTable> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true; strict: true }>
>;

/** Options and other words after the command. Unknown options are a UserError. */
export function parse<T extends OptionTable>(words: readonly string[], options: T): Parsed<T> {
  try {
    return parseArgs({ args: joinNegative(words), options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's own sentence names the option; its advice about '--' does not fit here.
    throw new UserError(`${(error as Error).message.split(/[.\n] ?/)[0]}. See 'galvani help'.`);
  }
}

export function parseRun(words: readonly string[]): RunArguments {
  const { values, positionals } = parse(words, {
    duration: { type: 'string' },
    dt: { type: 'string' },
    seed: { type: 'string' },
    backend: { type: 'string' },
    integrator: { type: 'string' },
    set: { type: 'string', multiple: true },
    record: { type: 'string' },
    neurons: { type: 'string' },
    every: { type: 'string' },
    spikes: { type: 'string' },
    traces: { type: 'string' },
    results: { type: 'string' },
    script: { type: 'string' },
    threads: { type: 'string' },
    strategy: { type: 'string' },
    connectivity: { type: 'string' },
    engine: { type: 'string' },
    python: { type: 'string' },
    ranks: { type: 'string' },
    synapses: { type: 'string' },
    drive: { type: 'string' },
    wiring: { type: 'string' },
    check: { type: 'string' },
    'without-interventions': { type: 'boolean' },
    json: { type: 'boolean' },
  });
  return {
    preset: onePreset('run', positionals),
    engine: parseEngine(values),
    duration: values.duration,
    dt: values.dt,
    seed: values.seed === undefined ? undefined : parseSeed(values.seed),
    backend: parseBackend(values.backend),
    integrator: values.integrator === undefined ? undefined : integratorNamed(values.integrator).name,
    set: parseSettings(values.set ?? []),
    record: values.record === undefined ? undefined : parseRecord(values.record),
    every: values.every,
    neurons: values.neurons === undefined ? undefined : parseNeurons(values.neurons),
    spikes: values.spikes,
    traces: values.traces,
    results: values.results,
    script: values.script,
    threads: values.threads === undefined ? undefined : parseThreads(values.threads),
    strategy: values.strategy === undefined ? undefined : strategyName(values.strategy),
    connectivity: values.connectivity === undefined ? undefined : parseConnectivity(values.connectivity),
    json: values.json ?? false,
  };
}

/** Options of `galvani run` that are of engines alone, and those that engines do not have. */
const engineOnly = ['python', 'ranks', 'synapses', 'drive', 'wiring', 'check', 'without-interventions'] as const;
const backendOnly = [
  'backend',
  'strategy',
  'connectivity',
  'record',
  'neurons',
  'every',
  'traces',
  'results',
  'script',
] as const;

function parseEngine(values: Readonly<Record<string, unknown>>): EngineArguments | undefined {
  const { engine, python, ranks, synapses, drive, wiring, check } = values as Readonly<
    Record<string, string | undefined>
  >;
  const given = (names: readonly string[]): string[] => names.filter((name) => values[name] !== undefined);
  if (engine === undefined) {
    const [lost] = given(engineOnly);
    if (lost !== undefined)
      throw new UserError(`--${lost} is of another engine; add --engine nest or --engine neuron.`);
    return undefined;
  }
  const [foreign] = given(backendOnly);
  if (foreign !== undefined)
    throw new UserError(
      `--${foreign} is of this program's own backends; leave it out with --engine, which gives spikes and their figures.`,
    );
  return {
    name: oneOf(clusterEngines, '--engine', engine),
    python: python ?? 'python3',
    ranks: ranks === undefined ? 1 : parseRanks(ranks),
    synapses: oneOf(synapseForms, '--synapses', synapses ?? 'explicit'),
    drive: oneOf(drawnBy, '--drive', drive ?? 'exact'),
    wiring: oneOf(drawnBy, '--wiring', wiring ?? 'exact'),
    check,
    withoutInterventions: values['without-interventions'] === true,
  };
}

export interface ExportArguments {
  /** Name of a preset, path of a document, or '-'. */
  readonly preset: string;
  readonly to: ExportTarget;
  readonly folder: string;
  readonly duration: string | undefined;
  readonly dt: string | undefined;
  readonly seed: number | undefined;
  readonly integrator: string | undefined;
  readonly set: Readonly<Record<string, string>>;
  readonly synapses: SynapseForm;
  readonly drive: DrawnBy;
  readonly wiring: DrawnBy;
  readonly check: string | undefined;
  readonly withoutInterventions: boolean;
}

export function parseExport(words: readonly string[]): ExportArguments {
  const { values, positionals } = parse(words, {
    to: { type: 'string' },
    output: { type: 'string', short: 'o' },
    duration: { type: 'string' },
    dt: { type: 'string' },
    seed: { type: 'string' },
    integrator: { type: 'string' },
    set: { type: 'string', multiple: true },
    synapses: { type: 'string' },
    drive: { type: 'string' },
    wiring: { type: 'string' },
    check: { type: 'string' },
    'without-interventions': { type: 'boolean' },
  });
  const preset = onePreset('export', positionals);
  if (values.to === undefined || values.output === undefined)
    throw new UserError(
      "'galvani export' needs the engine and a folder: --to nest, --to neuron or --to sonata, and -o DIR for a folder that is not there yet.",
    );
  return {
    preset,
    to: oneOf(exportTargets, '--to', values.to),
    folder: values.output,
    duration: values.duration,
    dt: values.dt,
    seed: values.seed === undefined ? undefined : parseSeed(values.seed),
    integrator: values.integrator === undefined ? undefined : integratorNamed(values.integrator).name,
    set: parseSettings(values.set ?? []),
    synapses: oneOf(synapseForms, '--synapses', values.synapses ?? 'explicit'),
    drive: oneOf(drawnBy, '--drive', values.drive ?? 'exact'),
    wiring: oneOf(drawnBy, '--wiring', values.wiring ?? 'exact'),
    check: values.check,
    withoutInterventions: values['without-interventions'] ?? false,
  };
}

export interface CompareArguments {
  /** Paths of two spike files, or folders of results. */
  readonly files: readonly [string, string];
  readonly dt: string | undefined;
  readonly json: boolean;
}

export function parseCompare(words: readonly string[]): CompareArguments {
  const { values, positionals } = parse(words, { dt: { type: 'string' }, json: { type: 'boolean' } });
  const [a, b] = positionals;
  if (a === undefined || b === undefined || positionals.length !== 2)
    throw new UserError(
      `'galvani compare' takes two spike files (.csv, .npz, .h5) or folders of results, and got ${positionals.join(', ') || 'none'}.`,
    );
  return { files: [a, b], dt: values.dt, json: values.json ?? false };
}

export interface SweepArguments {
  /** Name of a preset, path of a document, or '-'. */
  readonly subject: string;
  /** Texts of the values that each parameter takes. */
  readonly vary: Readonly<Record<string, readonly string[]>>;
  readonly set: Readonly<Record<string, string>>;
  readonly seeds: readonly number[] | undefined;
  readonly duration: string | undefined;
  readonly transient: string | undefined;
  readonly dt: string | undefined;
  readonly backend: BackendName | 'auto' | undefined;
  readonly integrator: string | undefined;
  readonly json: boolean;
}

export function parseSweep(words: readonly string[]): SweepArguments {
  const { values, positionals } = parse(words, {
    vary: { type: 'string', multiple: true },
    set: { type: 'string', multiple: true },
    seeds: { type: 'string' },
    duration: { type: 'string' },
    transient: { type: 'string' },
    dt: { type: 'string' },
    backend: { type: 'string' },
    integrator: { type: 'string' },
    json: { type: 'boolean' },
  });
  const vary = parseVaried(values.vary ?? []);
  const set = parseSettings(values.set ?? []);
  const twice = Object.keys(vary).find((name) => Object.hasOwn(set, name));
  if (twice !== undefined)
    throw new UserError(`'${twice}' is both set and varied; give it to one of --set and --vary.`);
  const seeds = values.seeds?.split(',').map((seed) => parseSeed(seed.trim(), '--seeds'));
  if (Object.keys(vary).length === 0 && seeds === undefined)
    throw new UserError(
      "'galvani sweep' needs something that varies: --vary 'w_i=50 nS,67 nS,134 nS', or --seeds 1,2,3.",
    );
  return {
    subject: onePreset('sweep', positionals),
    ...{ vary, set, seeds, duration: values.duration, transient: values.transient, dt: values.dt },
    backend: parseBackend(values.backend),
    integrator: values.integrator === undefined ? undefined : integratorNamed(values.integrator).name,
    json: values.json ?? false,
  };
}

/** 'w_i=50 nS,67 nS' or 'w_i=0 nS..134 nS:5', which are 5 values. */
function parseVaried(words: readonly string[]): Record<string, readonly string[]> {
  const varied: Record<string, readonly string[]> = Object.create(null);
  for (const [name, text] of Object.entries(parseSettings(words, '--vary'))) {
    const range = /^(.*)\.\.(.*):(\d+)$/.exec(text);
    const texts =
      range === null
        ? text.split(',').map((value) => value.trim())
        : spacedTexts(range[1]!, range[2]!, Number(range[3]));
    if (texts.some((value) => value === ''))
      throw new UserError(`--vary is '${name}=${text}'; write values separated by commas, or first..last:count.`);
    varied[name] = texts;
  }
  return varied;
}

/** In the unit of the last value. */
function spacedTexts(first: string, last: string, count: number): string[] {
  const end = parseQuantity(last, undefined, '--vary');
  const unit = end.unit || '1';
  const from = toUnit(parseQuantity(first, end.dimension, '--vary').value, unit);
  return spaced(from, toUnit(end.value, unit), count).map((x) => (end.unit === '' ? `${x}` : `${x} ${end.unit}`));
}

export function parseList(words: readonly string[]): { what: 'presets' | 'channels' | 'integrators'; json: boolean } {
  const { values, positionals } = parse(words, { json: { type: 'boolean' } });
  const what = positionals[0] ?? 'presets';
  if (positionals.length > 1 || (what !== 'presets' && what !== 'channels' && what !== 'integrators'))
    throw new UserError(
      `'galvani list ${positionals.join(' ')}': one of presets, channels and integrators can be listed.`,
    );
  return { what, json: values.json ?? false };
}

export function parseShow(words: readonly string[]): { preset: string; json: boolean } {
  const { values, positionals } = parse(words, { json: { type: 'boolean' } });
  return { preset: onePreset('show', positionals), json: values.json ?? false };
}

export function parseCheck(words: readonly string[]): { file: string | undefined; json: boolean; schema: boolean } {
  const { values, positionals } = parse(words, { json: { type: 'boolean' }, schema: { type: 'boolean' } });
  const schema = values.schema ?? false;
  if (positionals.length !== (schema ? 0 : 1))
    throw new UserError(
      `'galvani check' takes one document, or --schema alone, and got ${positionals.join(', ') || 'none'}. 'galvani new' writes one.`,
    );
  return { file: positionals[0], json: values.json ?? false, schema };
}

export interface ImportArguments {
  /** Path, or '-'. */
  readonly file: string;
  /** Path of the document to write; undefined: standard output. */
  readonly out: string | undefined;
  readonly overwrite: boolean;
  readonly json: boolean;
}

export function parseImport(words: readonly string[]): ImportArguments {
  const { values, positionals } = parse(words, {
    output: { type: 'string', short: 'o' },
    overwrite: { type: 'boolean' },
    json: { type: 'boolean' },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw new UserError(
      `'galvani import' takes one file, a script for Brian2, a configuration of SONATA or a document, and got ${positionals.join(', ') || 'none'}.`,
    );
  const { output: out, overwrite = false, json = false } = values;
  if (overwrite && out === undefined) throw new UserError('--overwrite is of -o FILE; give it with that.');
  return { file, out, overwrite, json };
}

export function parseNew(words: readonly string[]): {
  preset: string | undefined;
  set: Readonly<Record<string, string>>;
} {
  const { values, positionals } = parse(words, { set: { type: 'string', multiple: true } });
  if (positionals.length > 1 || (values.set && positionals.length === 0))
    throw new UserError("'galvani new' takes one preset at most, and --set only with one. 'galvani list' shows them.");
  return { preset: positionals[0], set: parseSettings(values.set ?? []) };
}

function onePreset(command: string, positionals: readonly string[]): string {
  if (positionals.length === 1) return positionals[0]!;
  throw new UserError(
    `'galvani ${command}' takes one preset, or one document, and got ${positionals.length === 0 ? 'none' : positionals.join(', ')}. 'galvani list' shows the presets.`,
  );
}

export interface BenchArguments {
  readonly presets: readonly string[];
  readonly sizes: readonly number[] | undefined;
  readonly backends: readonly BackendName[] | undefined;
  readonly rounds: number;
  readonly threads: readonly number[] | undefined;
  readonly strategies: readonly string[] | undefined;
  readonly connectivities: readonly Connectivity[] | undefined;
  readonly phases: boolean;
  readonly json: boolean;
}

export function parseBench(words: readonly string[]): BenchArguments {
  const { values, positionals } = parse(words, {
    json: { type: 'boolean' },
    sizes: { type: 'string' },
    backends: { type: 'string' },
    rounds: { type: 'string' },
    threads: { type: 'string' },
    strategy: { type: 'string' },
    connectivity: { type: 'string' },
    phases: { type: 'boolean' },
  });
  const rounds = values.rounds === undefined ? 5 : Number(values.rounds);
  if (!(Number.isInteger(rounds) && rounds >= 1 && rounds <= 100))
    throw new UserError(`--rounds is '${values.rounds}'; give a whole number from 1 to 100.`);
  const sizes = values.sizes?.split(',').map((text) => {
    const n = Number(text);
    if (!(Number.isInteger(n) && n >= 1 && n <= 10_000_000))
      throw new UserError(`--sizes has '${text}'; give numbers of cells separated by commas, such as 4000,16000.`);
    return n;
  });
  const backends = values.backends?.split(',').map((name) => oneOf(backendNames, '--backends', name));
  const threads = values.threads?.split(',').map(parseThreads);
  const strategies = values.strategy?.split(',').map(strategyName);
  const connectivities = values.connectivity?.split(',').map(parseConnectivity);
  return {
    presets: positionals,
    sizes,
    backends,
    rounds,
    threads,
    strategies,
    connectivities,
    phases: values.phases ?? false,
    json: values.json ?? false,
  };
}

const parseBackend = (text: string | undefined): BackendName | 'auto' | undefined =>
  text === undefined ? undefined : oneOf<BackendName | 'auto'>(['auto', ...backendNames], '--backend', text);

export function parseSeed(text: string, option = '--seed'): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 0xffffffff)
    throw new UserError(`${option} is '${text}'; give a whole number from 0 to 4294967295.`);
  return seed;
}

function parseThreads(text: string): number {
  const threads = Number(text);
  if (!/^\d+$/.test(text) || threads < 1 || threads > 256)
    throw new UserError(`--threads is '${text}'; give a whole number from 1 to 256.`);
  return threads;
}

function parseRanks(text: string): number {
  const ranks = Number(text);
  if (!/^\d+$/.test(text) || ranks < 1 || ranks > 100_000)
    throw new UserError(`--ranks is '${text}'; give a whole number of processes, 1 or more.`);
  return ranks;
}

function parseConnectivity(text: string): Connectivity {
  if (text === 'stored' || text === 'procedural') return text;
  throw new UserError(`--connectivity is '${text}'; allowed are stored and procedural.`);
}

function oneOf<T extends string>(allowed: readonly T[], option: string, text: string): T {
  const found = allowed.find((name) => name === text);
  if (found !== undefined) return found;
  throw new UserError(`${option} is '${text}'; allowed are ${allowed.join(', ')}.`);
}

export function parseSettings(words: readonly string[], option = '--set'): Record<string, string> {
  const settings: Record<string, string> = Object.create(null);
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1)
      throw new UserError(`${option} is '${word}'; write it as name=value, for example ${option} 'w_i=134 nS'.`);
    settings[word.slice(0, at).trim()] = word.slice(at + 1).trim();
  }
  return settings;
}

const parseRecord = (text: string): string | string[] =>
  /^\s*[{[]/.test(text) ? text : text.split(',').map((name) => name.trim());

function parseNeurons(text: string): number[] {
  return text.split(',').map((word) => {
    if (!/^\s*\d+\s*$/.test(word))
      throw new UserError(`--neurons is '${text}'; give cell numbers separated by commas, such as 0,1,2.`);
    return Number(word);
  });
}
