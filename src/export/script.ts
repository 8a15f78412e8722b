/** A network as a script for this library: a complete ES module that repeats the experiment. */

import { UserError } from '../errors.ts';
import type { ConnectionRule, Model, Network, Population, Slice } from '../index.ts';
import type { Coupling } from '../network/coupling.ts';
import { cellModel, refuseDendrites } from '../network/population.ts';
import type { Projection } from '../network/projection.ts';
import { noMore } from '../no-more.ts';
import { optional, optionsOf, text } from '../options.ts';
import { unitOf } from '../quantity/units.ts';
import { buildName } from './build.ts';
import { type ExportedExperiment, readExperiment } from './experiment.ts';
import { useDependence } from './plasticity.ts';
import { cellText, tablesText } from './script-cell.ts';
import { interventionsText } from './script-interventions.ts';
import { ScriptNames } from './script-names.ts';
import { nested, numbers, object, type Plain, quantities, quoted, scriptLiteral } from './script-text.ts';

export interface ScriptOptions {
  /** Where the script imports the library from. Default 'galvani'. */
  readonly from?: string;
}

const readOptions = optionsOf<ScriptOptions>('scriptOf', { from: optional(text) });

/**
 * An ES module that uses the public API only: it builds the network from its equations, runs it, does what was done to it at the same
 * times, prints its statistics and, if the experiment has a spike hash, says whether it got the same. `run` is exported. Throws a UserError
 * for what a script cannot hold: a connection rule of the user's own, or lists of millions of numbers.
 */
export function scriptOf(experiment: ExportedExperiment, options: ScriptOptions = {}, ...more: undefined[]): string {
  noMore('scriptOf', 'an experiment and options', more);
  const { from = 'galvani' } = readOptions(options);
  const { network } = readExperiment(experiment);
  refuseDendrites(network.populations, 'A script for this library');
  const used = new Set(['Network', 'releaseDevices', 'simulate']);
  const names = new ScriptNames((name) => reserved.has(name));
  const parts = [
    ...models(network, names, used),
    `const network = new Network({ seed: ${network.seed} });`,
    ...network.populations.map((p) => population(p, names)),
    ...network.projections.map((p) => projection(p, names, used)),
    ...network.couplings.map((c) => coupling(c, names, used)),
  ];
  const imports = [...used].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase()));
  return [
    ...header(experiment),
    `import { ${imports.join(', ')} } from ${quoted(from)};`,
    '',
    parts.join('\n\n'),
    '',
    ...running(experiment),
  ].join('\n');
}

/** Words that cannot name a constant of a module, the library's own names, and those that a script has besides. */
const reserved: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export ' +
    'extends false finally for function if implements import in instanceof interface let new null package ' +
    'private protected public return static super switch this throw true try typeof undefined var void while ' +
    'with yield console process Network simulate releaseDevices cell allToAll oneToOne fixedProbability ' +
    'fixedInDegree fixedOutDegree fixedTotalNumber synapseList probability' +
    ' network run expected summary'
  ).split(' '),
);

function header({ title, reference, preset }: ExportedExperiment): string[] {
  const line = (text: string | undefined): string[] => (text ? [`// ${text.replace(/\s+/g, ' ')}`] : []);
  return [
    ...line(title),
    ...line(reference),
    ...line(`Written by ${buildName()}${preset ? ` from its preset ${preset}` : ''}.`),
  ];
}

function models(network: Network, names: ScriptNames, used: Set<string>): string[] {
  const found = new Set<Model>();
  for (const { blueprint } of network.populations) if (blueprint.role === 'cells') found.add(blueprint.shape);
  if (found.size > 0) used.add('cell');
  return [...found].map(
    (model, k) =>
      `const ${names.get(model, k === 0 ? 'model' : `model_${k + 1}`)} = cell(${cellText(model.description)});`,
  );
}

function population(cells: Population, names: ScriptNames): string {
  const { blueprint, size } = cells;
  const { given } = blueprint;
  const placed = positionsOf(cells);
  const call = (): string => {
    if (given.kind === 'poisson') {
      const { rate, from, to, tables } = given.options;
      const entries: Record<string, string> = { rate: scriptLiteral(rate) };
      if (from !== undefined) entries['from'] = quoted(from);
      if (to !== undefined) entries['to'] = quoted(to);
      if (tables) entries['tables'] = tablesText(tables, '  ');
      return `network.poisson(${size}, ${object({ ...entries, ...placed, name: quoted(cells.name) }, '')})`;
    }
    if (given.kind === 'spikes') {
      const { options } = given;
      const list = 'times' in options ? { times: lists(options.times) } : { spikes: lists(options.spikes) };
      return `network.spikes(${size}, ${object({ ...list, ...placed, name: quoted(cells.name) }, '')})`;
    }
    const model = cellModel(cells);
    const variables = new Map([...model.parameters, ...model.states].map((v) => [v.name, v]));
    const initial = [...blueprint.initial].map(([name, value]) => {
      const written = given.initial[name];
      if (written !== undefined) return [name, scriptLiteral(written)] as const;
      return [name, quantities(value as Float64Array, variables.get(name)!.dimension)] as const;
    });
    const values = object(Object.fromEntries(initial), '');
    return `network.population(${names.get(model, 'model')}, ${size}, ${values}, ${object({ ...placed, name: quoted(cells.name) }, '')})`;
  };
  const made = `const ${names.get(cells, cells.name)} = ${call()};`;
  const slices = cells.namedSlices.map(
    (slice) => `const ${names.get(slice, slice.name)} = ${sliceCall(slice, names)};`,
  );
  return [made, ...slices].join('\n');
}

/** The option that gives cells their positions, if they have any. */
function positionsOf({ positions }: Population): Record<string, string> {
  if (positions.size === 0) return {};
  const coordinates = [...positions].map(([name, { values, dimension }]) => [name, quantities(values, dimension)]);
  return { positions: object(Object.fromEntries(coordinates), '') };
}

const lists = (of: readonly (readonly (string | number)[])[]): string =>
  `[${of.map((list) => scriptLiteral(list)).join(', ')}]`;

function sliceCall(slice: Slice, names: ScriptNames): string {
  const { population: of, first, size } = slice;
  const named = of.namedSlices.includes(slice) ? `, { name: ${quoted(slice.name)} }` : '';
  return `${names.get(of, of.name)}.slice(${first}, ${first + size}${named})`;
}

/** The constant that holds these cells, or the call that takes them. */
function reference(slice: Slice, names: ScriptNames): string {
  const { population: of } = slice;
  if (slice.name === of.name) return names.get(of, of.name);
  return of.namedSlices.includes(slice) ? names.get(slice, slice.name) : sliceCall(slice, names);
}

function projection(of: Projection, names: ScriptNames, used: Set<string>): string {
  const { source, target, given, delay, weight, connectivity } = of;
  const entries: Record<string, string> = {};
  if (of.name !== `${source.name} to ${target.name}`) entries['name'] = quoted(of.name);
  entries['connect'] = rule(of.rule, of.name, used);
  entries['onSpike'] = quoted(given.onSpike);
  if (given.weight !== undefined) entries['weight'] = scriptLiteral(given.weight);
  else if (weight instanceof Float64Array) {
    const first = target.population.blueprint.shape.states.find((s) => s.name === of.effects[0]!.variable)!;
    entries['weight'] = quantities(weight, first.dimension);
  }
  if (given.delay !== undefined) entries['delay'] = quoted(given.delay);
  else if (delay instanceof Float64Array) entries['delay'] = numbers(delay);
  if (connectivity !== 'stored') entries['connectivity'] = quoted(connectivity);
  const parameters = Object.entries(given.parameters).map(([name, value]) => [name, scriptLiteral(value)] as const);
  if (parameters.length > 0) entries['parameters'] = object(Object.fromEntries(parameters), '  ');
  const { release, plasticity } = useDependence(of);
  if (release) entries['release'] = nested(release as unknown as Plain, '  ');
  if (plasticity) entries['plasticity'] = nested(plasticity as unknown as Plain, '  ');
  return `network.project(${reference(source, names)}, ${reference(target, names)}, ${object(entries, '')});`;
}

function coupling(of: Coupling, names: ScriptNames, used: Set<string>): string {
  const { source, target, given, weight, weightUnit } = of;
  const entries: Record<string, string> = {};
  if (of.name !== `${source.name} with ${target.name}`) entries['name'] = quoted(of.name);
  entries['connect'] = rule(of.rule, of.name, used);
  if (given.into !== undefined) entries['into'] = quoted(given.into);
  if (given.current !== undefined) entries['current'] = quoted(given.current);
  if (given.value !== undefined) entries['value'] = quoted(given.value);
  if (given.weight !== undefined) entries['weight'] = scriptLiteral(given.weight);
  else if (weight instanceof Float64Array) entries['weight'] = quantities(weight, unitOf(weightUnit).dimension);
  const parameters = Object.entries(given.parameters).map(([name, value]) => [name, scriptLiteral(value)] as const);
  if (parameters.length > 0) entries['parameters'] = object(Object.fromEntries(parameters), '  ');
  return `network.couple(${reference(source, names)}, ${reference(target, names)}, ${object(entries, '')});`;
}

function rule({ description }: ConnectionRule, projectionName: string, used: Set<string>): string {
  if (!description)
    throw new UserError(
      `The projection ${projectionName} has a connection rule of its own; scripts can be written for the library's rules only.`,
    );
  used.add(description.kind);
  switch (description.kind) {
    case 'allToAll':
      return `allToAll(${unlessDefault({ autapses: description.autapses })})`;
    case 'oneToOne':
      return 'oneToOne()';
    case 'fixedProbability':
      return `fixedProbability(${[description.p, unlessDefault({ autapses: description.autapses })].filter((x) => x !== '').join(', ')})`;
    case 'probability': {
      const { p, condition } = description;
      return `probability(${[scriptLiteral(p), condition === undefined ? '' : object({ condition: quoted(condition) }, '')].filter((x) => x !== '').join(', ')})`;
    }
    case 'synapseList':
      return `synapseList({ sources: ${numbers(description.sources)}, targets: ${numbers(description.targets)} })`;
    case 'fixedTotalNumber': {
      const { synapses, autapses } = description;
      return `fixedTotalNumber(${[synapses, unlessDefault({ autapses })].filter((x) => x !== '').join(', ')})`;
    }
    default: {
      const { kind, degree, multapses, autapses } = description;
      return `${kind}(${[degree, unlessDefault({ multapses, autapses })].filter((x) => x !== '').join(', ')})`;
    }
  }
}

/** `{ autapses: false }`: options that are not true, their default. */
function unlessDefault(options: Readonly<Record<string, boolean>>): string {
  const changed = Object.entries(options).flatMap(([name, value]) => (value ? [] : [[name, 'false'] as const]));
  return changed.length === 0 ? '' : object(Object.fromEntries(changed), '');
}

function running(experiment: ExportedExperiment): string[] {
  const { dt, duration, backend, connectivity, integrator, spikeHash, interventions = [], voltage } = experiment;
  const options: Record<string, string> = { duration: quoted(`${duration} ms`), dt: quoted(`${dt} ms`) };
  options['backend'] = quoted(backend);
  if (connectivity === 'procedural') options['connectivity'] = quoted(connectivity);
  if (integrator !== undefined) options['integrator'] = quoted(integrator);
  if (interventions.length > 0) {
    if (voltage !== undefined) options['voltage'] = quoted(voltage);
    options['interventions'] = interventionsText(interventions, '  ');
  }
  return [
    `export const run = await simulate(network, ${object(options, '')});`,
    'releaseDevices();',
    'console.log(JSON.stringify(run.summary, null, 2));',
    ...(spikeHash === undefined
      ? []
      : [
          '',
          `const expected = ${quoted(spikeHash)};`,
          "if (run.summary.spike_hash === expected) console.log('The spikes are those of the original run, one by one.');",
          "else console.log('The spikes differ from those of the original run: another version, adapter or backend rounds differently.');",
        ]),
    '',
  ];
}
