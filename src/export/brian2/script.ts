/** A network as a script for Brian2: the same equations, parameters and rules, drawn by another generator. */

import { ruleFor } from '../../compile/rule.ts';
import type { Network, Population, Slice } from '../../index.ts';
import { cellModel, refuseDendrites } from '../../network/population.ts';
import { noMore } from '../../no-more.ts';
import { buildName } from '../build.ts';
import { type ExportedExperiment, readExperiment } from '../experiment.ts';
import { ScriptNames } from '../script-names.ts';
import { constants, initialValues, positionLines, pythonText, tables, type WrittenModel, writeModel } from './cells.ts';
import { writeCoupling } from './couplings.ts';
import { methodOf } from './integrator.ts';
import { isReserved, safeName } from './names.ts';
import { type Helper, helperText, writeProjection } from './projections.ts';
import { writeSource } from './sources.ts';
import { pythonNumber } from './units.ts';

/**
 * A Python script for Brian2 2.5 or later that builds the network of an experiment, runs it and prints the rates of its groups as JSON.
 * Its head says what differs. Throws a UserError that names what such a script cannot hold: connection rules of the user's own, values
 * one step back other than of state variables in a threshold, tables of something else than time, and lists of more than 200 000 numbers.
 */
export function brian2ScriptOf(experiment: ExportedExperiment, ...more: undefined[]): string {
  noMore('brian2ScriptOf', 'an experiment', more);
  const { network, dt, duration } = readExperiment(experiment);
  refuseDendrites(network.populations, 'A script for Brian2');
  const names = new ScriptNames(isReserved);
  const written = new Map<Population, WrittenModel>();
  const helpers = new Set<Helper>();
  const differences = new Set<string>();
  const groups: string[] = [];
  const parts: string[] = [];
  for (const cells of network.populations) {
    const group = names.get(cells, cells.name);
    parts.push(group);
    if (cells.blueprint.role === 'source') groups.push(writeSource(cells, group).join('\n'));
    else {
      const model = writeModel(cells);
      written.set(cells, model);
      groups.push(neuronGroup(cells, group, constantsName(cells, names), model, experiment, differences));
    }
    for (const slice of cells.namedSlices)
      groups.push(`${names.get(slice, slice.name)} = ${group}[${slice.first}:${slice.first + slice.size}]`);
  }
  const synapses = network.projections.map((of) => {
    const name = names.get(of, `from_${of.name}`);
    parts.push(name);
    const { lines, operations, differs } = writeProjection(
      of,
      {
        name,
        source: sliceName(of.source, names),
        target: sliceName(of.target, names),
        sourceModel: written.get(of.source.population),
        targetModel: written.get(of.target.population)!,
        constants: constantsName(of.target.population, names),
      },
      helpers,
    );
    parts.push(...operations);
    for (const sentence of differs) differences.add(sentence);
    return lines.join('\n');
  });
  const taken = new Set<string>();
  const couplings = network.couplings.map((of) => {
    const junctions = names.get(of, `junctions_of_${of.name}`);
    const sums = of.sides.map((side) => names.get(side, `${side.into}_of_${of.name}`));
    const at = <T>(value: (slice: Slice) => T) => ({ source: value(of.source), target: value(of.target) });
    const lines = writeCoupling(
      of,
      {
        junctions,
        sums,
        group: at(({ population }) => names.get(population, population.name)),
        ends: at((slice) => sliceName(slice, names)),
        models: at(({ population }) => written.get(population)!),
        constants: at(({ population }) => constantsName(population, names)),
      },
      helpers,
      taken,
    );
    // The pairs alone do nothing in a run.
    parts.push(...sums.filter((name) => lines.some((line) => line.startsWith(`${name} = `))));
    return lines.join('\n');
  });
  const body = [
    `from brian2 import *\nimport json\n\nSEED = ${network.seed}\nDURATION = ${pythonNumber(duration)}*ms\n\ndefaultclock.dt = ${pythonNumber(dt)}*ms\nseed(SEED)`,
    ...[...helpers].map((helper) => `\n${helperText[helper]}\n`),
    ...groups,
    ...synapses,
    ...couplings,
    running(network, names, parts),
  ];
  const text = body.join('\n\n');
  return `${header(experiment, [...differences], drawn.test(text))}\n\n${text}\n`;
}

/** What makes a script draw random numbers. */
const drawn = /\b(rand|randn|poisson|redrawn)\(|\bp=|_degree\(|\bxi\b/;

function header(experiment: ExportedExperiment, differences: readonly string[], random: boolean): string {
  const { title, reference, preset, network, interventions } = experiment;
  const touched = interventions?.length ?? 0;
  const line = (text: string | undefined): string[] => (text ? [`# ${text.replace(/\s+/g, ' ')}`] : []);
  const delays = network.projections.length > 0;
  const late = network.projections.some(
    (p) => p.dynamics?.plasticity !== undefined && p.dynamics.plasticity.delays !== 'axonal' && p.delay !== undefined,
  );
  return [
    ...line(title),
    ...line(reference),
    ...line(`Written by ${buildName()}${preset ? ` from its preset ${preset}` : ''}, for Brian2 2.5 or later.`),
    '#',
    '# What is the same: equations, parameters, connection rules, dt and the statistics of the starts.',
    '# What differs:',
    ...(random
      ? [
          '# - random numbers: the seed is the same number for another generator, so that starts, synapses and spikes are others; rates',
          '#   and other statistics agree within the spread between seeds;',
        ]
      : []),
    ...(delays
      ? [
          '# - delays: a spike acts in Brian2 at the end of a step, here at the beginning of the next, so that every delay stands below one',
          '#   step shorter; a conductance has then not yet decayed by one step when the voltage first sees it;',
        ]
      : []),
    ...(wiped(network)
      ? [
          '# - a spike that arrives while its target is reset: what it adds to a variable that the reset sets is lost there, and counts here;',
        ]
      : []),
    ...(late
      ? [
          '# - plastic synapses with a delay: of two spikes under way at once the first delivers the weight of the second there;',
        ]
      : []),
    ...(touched === 0
      ? []
      : [
          `# - what was done to the network while it ran (${touched}) is left out: this is the network as it was built;`,
        ]),
    ...differences.map((sentence) => `# - ${sentence}`),
    '# - precision: Brian2 reckons in double precision.',
  ].join('\n');
}

/** Whether spikes add to variables that resets set: Brian2 delivers spikes between threshold and reset. */
const wiped = (network: Network): boolean =>
  network.projections.some(({ target, effects }) => {
    const set = cellModel(target.population).reset;
    return effects.some((effect) => set.some((r) => r.target === effect.variable));
  });

function neuronGroup(
  cells: Population,
  group: string,
  values: string,
  written: WrittenModel,
  { integrator }: ExportedExperiment,
  differences: Set<string>,
): string {
  const { model, equations, threshold, events, reset, refractory, remembered } = written;
  const method = methodOf(model, ruleFor(model, integrator).integrator);
  if (method.differs !== undefined) differences.add(`integration: ${method.differs}`);
  const options = [
    ...(threshold === undefined ? [] : [`threshold=${pythonText(threshold)}`]),
    ...(reset === undefined ? [] : [`reset=${pythonText(reset)}`]),
    ...(events.length === 0
      ? []
      : [`events={${events.map(([name, when]) => `'${name}': ${pythonText(when)}`).join(', ')}}`]),
    ...(refractory === undefined ? [] : [`refractory=${pythonText(refractory)}`]),
    `method=${pythonText(method.name)}`,
  ];
  const namespace = [...constants(written), ...tables(written)];
  const placed = positionLines(cells, group);
  return [
    `${values} = dict(${namespace.join(', ')})`,
    `${group} = NeuronGroup(`,
    `    ${cells.size},`,
    `    """${[...equations, ...placed.equations].join('\n       ')}""",`,
    `    ${options.join(', ')},`,
    `    namespace=${values},`,
    ')',
    ...initialValues(cells, group, written),
    ...placed.values,
    ...[...remembered].map(
      (name) => `${group}.run_regularly(${pythonText(`previous_${safeName(name)} = ${safeName(name)}`)}, when='start')`,
    ),
  ].join('\n');
}

const constantsName = (cells: Population, names: ScriptNames): string =>
  names.get(cells.blueprint, `constants_of_${names.get(cells, cells.name)}`);

function sliceName(slice: Slice, names: ScriptNames): string {
  const { population: of, first, size } = slice;
  const group = names.get(of, of.name);
  if (slice.name === of.name) return group;
  return of.namedSlices.includes(slice) ? names.get(slice, slice.name) : `${group}[${first}:${first + size}]`;
}

/** Rates as this library counts them: per named group, or per population where there are none. */
function running(network: Network, names: ScriptNames, parts: readonly string[]): string {
  const cells = network.populations.filter((p) => p.blueprint.role === 'cells');
  const groups = cells.flatMap((p): { name: string; of: Population; first: number; size: number }[] =>
    p.namedSlices.length > 0
      ? p.namedSlices.map((s) => ({ name: s.name, of: p, first: s.first, size: s.size }))
      : [{ name: p.name, of: p, first: 0, size: p.size }],
  );
  const monitor = (p: Population): string => names.get(monitors.get(p)!, `spikes_of_${names.get(p, p.name)}`);
  const monitors = new Map<Population, object>(cells.map((p) => [p, {}]));
  const rates = groups.map(
    ({ name, of, first, size }) =>
      `    ${pythonText(name)}: float(np.sum((${monitor(of)}.i >= ${first}) & (${monitor(of)}.i < ${first + size}))) / ${Math.max(1, size)} / float(DURATION/second),`,
  );
  return [
    ...cells.map((p) => `${monitor(p)} = SpikeMonitor(${names.get(p, p.name)})`),
    `network = Network(${[...parts, ...cells.map(monitor)].join(', ')})`,
    'network.run(DURATION)',
    '',
    'rate_hz = {',
    ...rates,
    '}',
    `print(json.dumps({'spikes': int(${cells.map((p) => `${monitor(p)}.num_spikes`).join(' + ') || '0'}), 'rate_hz': rate_hz}))`,
  ].join('\n');
}
