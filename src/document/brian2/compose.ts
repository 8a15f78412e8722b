/** What was read of a script as a document. */
import { UserError } from '../../errors.ts';
import { timeDimension } from '../../quantity/dimension.ts';
import { isQuantity, parseQuantity } from '../../quantity/quantity.ts';
import { build } from '../build.ts';
import { DocumentError } from '../error.ts';
import { quantityOf } from '../knobs.ts';
import { checked } from '../read.ts';
import { type ExperimentDocument, VERSION } from '../schema/experiment.ts';
import type { ScriptGroup } from './group.ts';
import { changedOf, type JoinedSynapses, joinedOf } from './joined.ts';
import { at } from './line.ts';
import { filled, type Turned } from './objects.ts';
import type { ScriptTable, ScriptValues } from './script-values.ts';
import { type PoissonInput, spikesWithin, spreadOf, tableWithin, withInputs } from './stimuli.ts';
import type { ScriptSynapses } from './synapses.ts';

/** What a script makes and runs. */
export interface Script {
  readonly title: string | undefined;
  readonly values: ScriptValues;
  readonly groups: ReadonlyMap<string, ScriptGroup>;
  readonly synapses: ReadonlyMap<string, ScriptSynapses>;
  /** A Network of the script's own: the names of what it runs; undefined: of all that there is. */
  readonly network:
    | { readonly name: string; readonly line: number; readonly holds: Set<string> | undefined }
    | undefined;
  readonly dt: string;
  readonly seed: number | undefined;
  /** Of the runs, one after another. */
  readonly durations: readonly string[];
  readonly turned: readonly Turned[];
  readonly inputs: readonly PoissonInput[];
  /** Sentences on what was passed over though it may matter, each with its line. */
  readonly left: readonly string[];
}

export interface Imported {
  readonly document: ExperimentDocument;
  /** Sentences on what was passed over though it may matter, each with its line. */
  readonly left: readonly string[];
}

/** Throws a UserError where it runs nothing, leaves out what it makes, or makes no network. */
export function documentOf(script: Script): Imported {
  const groups = [...script.groups.values()];
  if (groups.every((g) => g.kind !== 'cells'))
    throw new UserError('The script makes no NeuronGroup, so there is no network in it.');
  if (script.durations.length === 0)
    throw new UserError('The script runs nothing: it has no run(…) outside of loops and functions.');
  const { holds, line = 0 } = script.network ?? {};
  const made = [...script.groups.keys(), ...script.synapses.keys(), ...script.inputs.map(({ name }) => name)];
  const missing = made.find((name) => holds?.has(name) === false);
  if (missing !== undefined) throw at(line, `the Network leaves out '${missing}', which the script makes`);
  const left = [...script.left];
  const knobs = knobsOf(script, left);
  const dt = milliseconds(script.dt);
  const duration = milliseconds(total(script.durations));
  for (const input of script.inputs) left.push(...[spreadOf(input, dt)].filter((s) => s !== undefined));
  const models = groups.flatMap((g): [string, unknown][] => {
    if (g.model === undefined) return [];
    const inputs = script.inputs.filter(({ group }) => group === g.name);
    const grown = { ...g.model, equations: withInputs(String(g.model['equations']), inputs, g.size) };
    const texts = [...Object.values(grown), ...g.initial.values()].filter((t): t is string => typeof t === 'string');
    const values = script.values.under(g.namespace);
    const defined = namesOf(g);
    const parameters = Object.fromEntries(
      Object.entries({ ...values.used(texts), ...numberOfCells(texts, g.size) }).filter(([name]) => !defined.has(name)),
    );
    const equations = withSums(withoutDeclarations(grown.equations, Object.keys(knobs)), sumsOf(script, g));
    const tables = tablesOf(values.tablesIn(texts), g.size, dt);
    return [
      [
        g.name,
        {
          ...g.model,
          equations,
          ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
          ...filled({ tables }),
        },
      ],
    ];
  });
  const populations = groups.map((g): [string, unknown] => {
    if (g.kind === 'spikes') return [g.name, { spikes: spikesWithin(g, dt, duration), size: g.size }];
    if (g.kind === 'poisson') {
      const values = script.values.under(g.namespace);
      const rate = typeof g.rate === 'string' ? values.constants(g.rate) : g.rate!;
      const tables = tablesOf(values.tablesIn([rate].flat()), g.size, dt);
      return [g.name, { poisson: { rate, ...filled({ tables }) }, size: g.size }];
    }
    // What a script does not set begins at 0.
    const zero = g.declared
      .filter((d) => !g.initial.has(d.name) && !Object.hasOwn(knobs, d.name) && !sumsOf(script, g).has(d.name))
      .map((d) => [d.name, d.unit === '1' ? 0 : `0 ${d.unit}`]);
    const given = [...g.initial].filter(([name]) => !Object.hasOwn(knobs, name));
    const initial = Object.fromEntries([...given, ...zero]);
    return [g.name, { model: g.name, size: g.size, ...(Object.keys(initial).length === 0 ? {} : { initial }) }];
  });
  const joined = joinedBy(script);
  const [projections, couplings] = (['projections', 'couplings'] as const).map((part) =>
    joined.flatMap(([s, of]) => of[part].map((given) => ({ given, line: s.line }))),
  ) as [Lined[], Lined[]];
  left.push(...joined.flatMap(([, of]) => of.left));
  const turned = script.turned
    .filter((t) => Object.hasOwn(knobs, t.variable))
    .map((t) => ({ at: total(t.after), set: { [t.variable]: t.value } }));
  const document = {
    galvani: VERSION,
    ...filled({ title: script.title }),
    ...(Object.keys(knobs).length === 0 ? {} : { parameters: knobs }),
    models: Object.fromEntries(models),
    populations: Object.fromEntries(populations),
    ...(projections.length === 0 ? {} : { projections: projections.map((p) => p.given) }),
    ...(couplings.length === 0 ? {} : { couplings: couplings.map((c) => c.given) }),
    run: { duration: total(script.durations), dt: script.dt, ...filled({ seed: script.seed }) },
    ...(turned.length === 0 ? {} : { do: turned }),
  };
  return { document: sound(script, document, { projections, couplings }), left };
}

/** The document, if it makes a network: what is wrong with what it means is a line of the script too. */
function sound(
  script: Script,
  document: unknown,
  joined: Readonly<Record<'projections' | 'couplings', readonly Lined[]>>,
): ExperimentDocument {
  try {
    const found = checked(document);
    build(found);
    return found;
  } catch (thrown) {
    if (!(thrown instanceof DocumentError)) throw thrown;
    const { path, sentence } = thrown.problems[0]!;
    const [part, key] = path;
    const line =
      part === 'projections' || part === 'couplings'
        ? joined[part][Number(key)]?.line
        : script.groups.get(key === undefined ? '' : `${key}`)?.line;
    throw line === undefined ? thrown : at(line, sentence.replace(/\.$/, ''));
  }
}

/** A projection or a coupling, and the line of its synapses. */
interface Lined {
  readonly given: Readonly<Record<string, unknown>>;
  readonly line: number;
}

/** What each Synapses object is in a document. */
function joinedBy(script: Script): (readonly [ScriptSynapses, JoinedSynapses])[] {
  const all = [...script.synapses.values()];
  const variablesOf = (name: string): Set<string> => namesOf(script.groups.get(name)!);
  const changedBySpikes = (name: string): Set<string> =>
    new Set([
      ...all.filter((s) => s.target.group === name).flatMap((s) => changedOf(s, variablesOf(name))),
      ...script.inputs.filter(({ group }) => group === name).map(({ variable }) => variable),
    ]);
  const resetOf = (name: string): string => String(script.groups.get(name)!.model?.['reset'] ?? '');
  return all.map((s) => [s, joinedOf(s, { variablesOf, changedBySpikes, resetOf, dt: script.dt })]);
}

/** Variables, named parts and parameters of a group. */
const namesOf = (group: ScriptGroup): Set<string> =>
  new Set([
    ...group.declared.map((d) => d.name),
    ...[...String(group.model?.['equations'] ?? '').matchAll(/^\s*(?:d(\w+)\/dt|(\w+)\s*=)/gm)].map(
      ([, a, b]) => a ?? b!,
    ),
  ]);

/** Parameters that are turned between runs become the document's: they are one value for all cells, and of one group. */
function knobsOf(script: Script, left: string[]): Record<string, string> {
  const knobs: Record<string, string> = {};
  for (const { group, variable } of script.turned) {
    const begins = group.initial.get(variable);
    const unit = group.declared.find((d) => d.name === variable)!.unit;
    const value = begins ?? (unit === '1' ? '0' : `0 ${unit}`);
    const others = [...script.groups.values()].some((g) => g !== group && g.declared.some((d) => d.name === variable));
    if (typeof value === 'string' && isQuantity(value) && !others) knobs[variable] = value;
    else
      left.push(
        `'${variable}' of ${group.name}, which is set between runs and is not one value for all cells of one group`,
      );
  }
  return knobs;
}

/** Variables of a group that synapses fill with sums. */
function sumsOf(script: Script, { name }: ScriptGroup): Set<string> {
  const here = [...script.synapses.values()].filter(({ target, joints }) => target.group === name && joints.length > 0);
  return new Set(here.flatMap(({ sums }) => sums.map((sum) => sum.into)));
}

function total(durations: readonly string[]): string {
  return quantityOf(durations.map((d) => `(${d})`).join(' + '), {});
}

/** N is the number of cells of the group, whatever the script calls so. */
const numberOfCells = (texts: readonly string[], size: number): Record<string, string> =>
  texts.some((text) => /\bN\b/.test(text)) ? { N: `${size}` } : {};

const milliseconds = (text: string): number => parseQuantity(text, timeDimension, 'a time of the script').value;

/** Tables of a group of `size` cells as documents have them; undefined: none. */
function tablesOf(tables: ReadonlyMap<string, ScriptTable>, size: number, dt: number) {
  if (tables.size === 0) return undefined;
  const entries = [...tables].map(([name, table]) => {
    if (table.courses !== undefined && table.courses < size)
      throw at(table.line, `'${name}' has ${table.courses} columns for ${size} cells`);
    const { values, dt: width } = tableWithin(name, table, dt);
    return [name, { values, dt: width }];
  });
  return Object.fromEntries(entries);
}

/** Equations in which these variables are sums over other cells. */
const withSums = (equations: string, sums: ReadonlySet<string>): string =>
  equations
    .split('\n')
    .map((line) => {
      const [, name, unit] = /^\s*(\w+)\s*:\s*([^(#]+?)\s*(?:[(#].*)?$/.exec(line) ?? [];
      return name !== undefined && sums.has(name) ? `${name} : ${unit} (summed)` : line;
    })
    .join('\n');

/** Equations without the lines that declare these names. */
const withoutDeclarations = (equations: string, names: readonly string[]): string =>
  equations
    .split('\n')
    .filter((line) => !names.some((name) => new RegExp(`^\\s*${name}\\s*:`).test(line)))
    .join('\n');
