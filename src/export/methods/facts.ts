/** What the tables and the paragraph say of a network, read from its objects. */

import { ruleFor } from '../../compile/rule.ts';
import { treeRuleFor } from '../../compile/tree-rule.ts';
import { branchingOf } from '../../dendrites/branching.ts';
import {
  accuracySentence,
  type Integrator,
  type Model,
  type Network,
  type Population,
  type Slice,
} from '../../index.ts';
import { cellModel } from '../../network/population.ts';
import type { Projection } from '../../network/projection.ts';
import { counted, listed } from '../../numbers/sentences.ts';
import { canonicalUnit } from '../../quantity/describe.ts';
import { formatQuantity } from '../../quantity/quantity.ts';
import type { ExportedExperiment } from '../experiment.ts';
import { code, type Inline, type TextLine } from './rich-text.ts';

export const cellPopulations = (network: Network): Population[] =>
  network.populations.filter((p) => p.blueprint.role === 'cells');

export const sourcePopulations = (network: Network): Population[] =>
  network.populations.filter((p) => p.blueprint.role === 'source');

/** Named groups: the slices of a population where they divide it without rest or overlap, else the population itself. */
export function groupsOf(network: Network): { name: string; size: number }[] {
  return cellPopulations(network).flatMap((p): { name: string; size: number }[] => {
    const slices = [...p.namedSlices].sort((a, b) => a.first - b.first);
    let end = 0;
    const tiles = slices.every((s) => {
      const meets = s.first === end;
      end = s.first + s.size;
      return meets;
    });
    return slices.length > 0 && tiles && end === p.size ? slices : [p];
  });
}

/** The different models, each with the populations that are made of it. */
export function modelsOf(network: Network): { model: Model; populations: Population[] }[] {
  const found = new Map<Model, Population[]>();
  for (const population of cellPopulations(network)) {
    const model = cellModel(population);
    found.set(model, [...(found.get(model) ?? []), population]);
  }
  return [...found].map(([model, populations]) => ({ model, populations }));
}

/** The equations as written, one per line. */
export const equationLines = (model: Model): string[] =>
  model.description.equations
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** One value, or how the values of a population's cells are spread. `values` in internal units. */
function spread(values: Float64Array, unit: string, one = 'neuron'): string {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const text = (x: number): string => formatQuantity(x, unit);
  return low === high ? text(low) : `one value per ${one}, ${text(low)} to ${text(high)}`;
}

const withUnit = (value: string | number, unit: string): string =>
  typeof value === 'number' && unit !== '' && unit !== '1' ? `${value} ${unit}` : String(value);

/** Values of the model's parameters in this population, and those that projections add to it. */
export function parameterValues(population: Population, network: Network): { name: string; value: string }[] {
  const model = cellModel(population);
  const { initial, given } = population.blueprint;
  const differing = branchingOf(model)?.columns.map(({ name, unit, values }) => ({
    name,
    value: spread(
      values.filter((_, node) => hasParameter(model, name, node)),
      unit,
      'compartment',
    ),
  }));
  const own = model.parameters.map(({ name, unit, value }) => {
    const written = given.kind === 'cells' ? given.initial[name] : undefined;
    if (written !== undefined) return { name, value: withUnit(written, unit) };
    const array = initial.get(name) ?? value;
    if (array instanceof Float64Array) return { name, value: spread(array, unit) };
    const text = model.description.parameters?.[name];
    return { name, value: typeof text === 'string' ? text : formatQuantity(value as number, unit, 12) };
  });
  const added = new Map<string, string>();
  for (const { target, given: texts } of network.projections)
    if (target.population === population)
      for (const [name, value] of Object.entries(texts.parameters)) added.set(name, String(value));
  for (const coupling of network.couplings)
    if (coupling.sides.some(({ at }) => coupling[at].population === population))
      for (const [name, value] of Object.entries(coupling.given.parameters)) added.set(name, String(value));
  return [...own, ...(differing ?? []), ...[...added].map(([name, value]) => ({ name, value }))];
}

/** Whether something at a node of a cell with dendrites has that parameter. */
const hasParameter = (model: Model, name: string, node: number): boolean => {
  const { membranes, points } = branchingOf(model)!;
  return [...membranes, ...points].some(
    (m) => m.nodes.includes(node) && m.model.parameters.some((p) => p.name === name),
  );
};

/** Values of the state variables at time 0; of cells with dendrites those that were given. */
export function initialValues(population: Population): { name: string; value: string }[] {
  const { initial, given } = population.blueprint;
  const { states } = cellModel(population);
  const told = branchingOf(cellModel(population)) ? states.filter(({ name }) => initial.has(name)) : states;
  return told.map(({ name, unit }) => {
    const written = given.kind === 'cells' ? given.initial[name] : undefined;
    if (written !== undefined) return { name, value: withUnit(written, unit) };
    const array = initial.get(name);
    return { name, value: array instanceof Float64Array ? spread(array, unit) : withUnit(0, unit) };
  });
}

/** How a projection joins its cells, as a clause: 'every source projects to 80 targets, …'. */
export function patternOf({ rule, source, target }: Pick<Projection, 'rule' | 'source' | 'target'>): string {
  const { description } = rule;
  if (!description) return rule.name;
  // Only where some cells are on both sides can a cell project to itself.
  const meet =
    source.population === target.population &&
    source.first < target.first + target.size &&
    target.first < source.first + source.size;
  const selfless = (autapses: boolean): string => (!meet ? '' : autapses ? ', autapses allowed' : ', no autapses');
  switch (description.kind) {
    case 'allToAll':
      return `all-to-all${selfless(description.autapses)}`;
    case 'oneToOne':
      return 'one-to-one';
    case 'fixedProbability':
      return `random: every pair independently with probability ${description.p}${selfless(description.autapses)}`;
    case 'probability':
      return `random: the pair of a source i and a target j independently with probability ${description.p}${
        description.condition === undefined ? '' : ` where ${description.condition}`
      }`;
    case 'synapseList':
      return `${counted(description.sources.length, 'listed synapse')}`;
    case 'fixedTotalNumber':
      return `random, fixed total number: ${counted(description.synapses, 'synapse')}, the source and the target of each drawn uniformly and independently, multapses allowed${selfless(description.autapses)}`;
    case 'fixedOutDegree':
      return `random, fixed out-degree: every source has ${counted(description.degree, 'target')} drawn uniformly ${
        description.multapses ? 'with' : 'without'
      } replacement${selfless(description.autapses)}`;
    case 'fixedInDegree':
      return `random, fixed in-degree: every target has ${counted(description.degree, 'source')} drawn uniformly ${
        description.multapses ? 'with' : 'without'
      } replacement${selfless(description.autapses)}`;
  }
}

/** Short name of a pattern, for the summary. */
export function patternName({ rule }: Projection): string {
  switch (rule.description?.kind) {
    case 'allToAll':
      return 'all-to-all';
    case 'oneToOne':
      return 'one-to-one';
    case 'fixedProbability':
      return 'random with fixed probability';
    case 'fixedInDegree':
      return 'random with fixed in-degree';
    case 'fixedOutDegree':
      return 'random with fixed out-degree';
    case 'fixedTotalNumber':
      return 'random with a fixed total number';
    case 'synapseList':
      return 'listed synapses';
    default:
      return rule.name;
  }
}

const drawn = (text: string): boolean => /\b(rand|randn|uniform|normal|lognormal|poisson)\s*\(/.test(text);

/** What a spike does: 'g_e += w_e with w_e = 6 nS'. */
export function effectOf({ given, weight, effects, target }: Projection): TextLine {
  const line: Inline[] = given.at === undefined ? [code(given.onSpike)] : [code(given.onSpike), ' at ', code(given.at)];
  const values: string[] = Object.entries(given.parameters).map(([name, value]) => `${name} = ${value}`);
  if (given.weight !== undefined) {
    const text = String(given.weight);
    values.push(
      drawn(text) ? `w drawn from ${text} for every synapse` : `w = ${weightText(given.weight, target, effects)}`,
    );
  } else if (weight instanceof Float64Array)
    values.push(
      `w given for every synapse, ${spread(weight, weightUnit(target, effects)).replace(/^one value per neuron, /, '')}`,
    );
  return values.length > 0 ? [...line, ` with ${listed(values)}`] : line;
}

function weightUnit(target: Slice, effects: Projection['effects']): string {
  const variable = cellModel(target.population).states.find((s) => s.name === effects[0]?.variable);
  return variable ? (variable.unit === '' ? canonicalUnit(variable.dimension) : variable.unit) : '1';
}

const weightText = (weight: string | number, target: Slice, effects: Projection['effects']): string =>
  withUnit(weight, weightUnit(target, effects));

/** 'after 1.5 ms'. `dt` in ms. */
export function delayOf({ given, delay }: Projection, dt: number): string {
  if (given.delay !== undefined)
    return drawn(given.delay) ? `after a delay drawn from ${given.delay} for every synapse` : `after ${given.delay}`;
  if (delay instanceof Float64Array)
    return `after the synapse's own delay, ${spread(delay, 'ms').replace(/^one value per neuron, /, '')}`;
  return `one step (${dt} ms) later`;
}

/** A rule in use: its name, what it is, where it is from, and its order. */
interface RuleFacts {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly character: string;
}

/** Rules in use. */
export function integratorsOf(network: Network, asked: string | undefined): RuleFacts[] {
  const found = modelsOf(network).map(({ model }): RuleFacts => {
    if (branchingOf(model)) {
      const { name, title, source, order } = treeRuleFor(asked);
      return { name, title, source, character: `${ordinals[order - 1]} order in the voltage between events` };
    }
    const { integrator } = ruleFor(model, asked);
    return {
      name: integrator.name,
      title: integrator.title,
      source: integrator.source,
      character: characterOf(integrator),
    };
  });
  return [...new Map(found.map((rule) => [rule.name, rule])).values()];
}

/** 'second order; linear synaptic variables follow their exact course within a step'. */
function characterOf({ order, synapses, name }: Integrator): string {
  if (name === 'exact') return 'no error of its own where inputs are constant over a step';
  const place =
    synapses === 'moving'
      ? 'linear synaptic variables follow their exact course within a step'
      : synapses === 'held'
        ? 'linear synaptic variables decay first, then take what arrives, and stand still within a step'
        : 'synaptic variables are integrated like all others';
  return `${ordinals[order - 1] ?? `${order}th`} order; ${place}`;
}

const ordinals = ['first', 'second', 'third', 'fourth'];

/** What error is to be expected, one sentence for each population; none where it is not known. */
export const expectedErrors = ({ accuracy = [], dt }: ExportedExperiment): string[] =>
  accuracy.filter((a) => a.expected !== undefined).map((a) => accuracySentence(a, dt));

/** What drives a source population, as a clause. */
export function stimulusOf({ size, blueprint }: Population): string {
  const { given } = blueprint;
  if (given.kind === 'poisson') {
    const { rate, from, to } = given.options;
    const rates =
      typeof rate === 'string'
        ? `of ${rate}`
        : `with a rate each (${rate.slice(0, 4).join(', ')}${rate.length > 4 ? ', …' : ''})`;
    const window = [from === undefined ? '' : ` from ${from}`, to === undefined ? '' : ` until ${to}`].join('');
    return `${counted(size, 'independent Poisson spike train')} ${rates}${window}`;
  }
  if (given.kind === 'spikes') {
    const { options } = given;
    const spikes = 'times' in options ? options.times.reduce((n, list) => n + list.length, 0) : options.spikes.length;
    return `${counted(size, 'spike generator')} with ${counted(spikes, 'spike')} at given times`;
  }
  return counted(size, 'neuron');
}
