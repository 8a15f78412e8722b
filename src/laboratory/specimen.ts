/** The laboratory's subject: one cell with its initial state and parameters as plain numbers. */

import { resolveNetwork } from '../compile/resolve.ts';
import type { Model } from '../equations/model.ts';
import { UserError } from '../errors.ts';
import { Network } from '../network/network.ts';
import { refuseDendrites } from '../network/population.ts';
import type { ValueText } from '../network/values.ts';
import { noMore } from '../no-more.ts';
import { number, optional, optionsOf, recordOf, text } from '../options.ts';
import { sameDimension, voltage } from '../quantity/dimension.ts';
import { toUnit } from '../quantity/quantity.ts';
import { nearest } from '../suggest.ts';

export interface Specimen {
  readonly model: Model;
  /** Every state variable at time 0, internal units. */
  readonly initial: Readonly<Record<string, number>>;
  /** Every parameter, internal units. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Name of its membrane potential. */
  readonly voltage: string;
}

/**
 * One cell of a model. `initial` as for `Network.population`: state variables or parameters by name, texts such as '-65 mV' or numbers in
 * the variable's own unit; state variables that it leaves out start at 0.
 */
export function specimen(
  model: Model,
  initial: Readonly<Record<string, ValueText>> = {},
  ...more: undefined[]
): Specimen {
  noMore('specimen', 'a model and initial values', more);
  const network = new Network();
  network.population(model, 1, initial, { name: 'cell' });
  return specimenOf(network);
}

/**
 * Cell `cell` of a population of a network, of its first where none is named, with the values that its seed draws. Synapses onto it are
 * left out.
 */
export function specimenOf(network: Network, cell = 0, name?: string, ...more: undefined[]): Specimen {
  noMore('specimenOf', 'a network, a cell and the name of a population', more);
  if (name !== undefined) text.check(name, 'specimenOf: the population');
  refuseDendrites(network.populations, 'The laboratory');
  // Initial values do not depend on the step; any dt that fits the network's delays does.
  const { populations } = resolveNetwork(network, 0.1);
  const population = name === undefined ? populations[0] : populations.find((p) => p.name === name);
  if (name !== undefined && population?.role !== 'cells') throw noPopulation(network, name);
  if (!population || population.size <= cell) throw new UserError('There is no such cell to take into the laboratory.');
  const { model } = population;
  const at = (value: number | Float64Array): number => (typeof value === 'number' ? value : value[cell]!);
  return {
    model,
    initial: Object.fromEntries(model.states.map((s, i) => [s.name, at(population.initial[i]!)])),
    parameters: Object.fromEntries(population.parameters.map((p) => [p.name, at(p.value)])),
    voltage: voltageOf(model),
  };
}

function noPopulation(network: Network, name: string): UserError {
  const names = network.populations.flatMap((p) => (p.blueprint.role === 'cells' ? [p.name] : []));
  const guess = nearest(name, names);
  const meant = guess === undefined ? '' : ` Did you mean '${guess}'?`;
  return new UserError(`There is no population of cells '${name}'.${meant} There are ${names.join(', ') || 'none'}.`);
}

function checkNames(kind: string, given: object, has: object): void {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(has, name));
  if (unknown === undefined) return;
  const names = Object.keys(has);
  const guess = nearest(unknown, names);
  const meant = guess === undefined ? '' : ` Did you mean '${guess}'?`;
  throw new UserError(`altered: the cell has no ${kind} '${unknown}'.${meant} It has ${names.join(', ') || 'none'}.`);
}

interface Changes {
  readonly parameters?: Readonly<Record<string, number>>;
  readonly initial?: Readonly<Record<string, number>>;
}

const readChanges = optionsOf<Changes>('altered', {
  parameters: optional(recordOf(number)),
  initial: optional(recordOf(number)),
});

/** The specimen with some parameters or initial values changed, internal units. Throws a UserError for names that it does not have. */
export function altered(subject: Specimen, changes: Changes, ...more: undefined[]): Specimen {
  noMore('altered', 'a specimen and changes', more);
  const { parameters = {}, initial = {} } = readChanges(changes);
  checkNames('parameter', parameters, subject.parameters);
  checkNames('state variable', initial, subject.initial);
  return {
    ...subject,
    initial: { ...subject.initial, ...initial },
    parameters: { ...subject.parameters, ...parameters },
  };
}

/**
 * A network of `size` such cells without synapses. `perCell` gives parameters one value per cell, internal units: `{ I: [0, 1, 2] }`.
 */
export function networkOf(
  subject: Specimen,
  size = 1,
  perCell: Readonly<Record<string, ArrayLike<number>>> = {},
  ...more: undefined[]
): Network {
  noMore('networkOf', 'a specimen, a size and values per cell', more);
  const { model } = subject;
  const values: Record<string, ValueText> = {};
  for (const [name, value] of Object.entries(subject.initial)) values[name] = toUnit(value, unitNamed(model, name));
  for (const [name, list] of Object.entries(perCell)) {
    const unit = unitNamed(model, name);
    values[name] = Array.from(list, (value) => toUnit(value, unit));
  }
  const parameters = model.parameters.map((p) => ({ ...p, value: subject.parameters[p.name]! }));
  const network = new Network();
  network.population({ ...model, parameters }, size, values, { name: 'cell' });
  return network;
}

/** The unit that a variable, parameter or subexpression is shown in; '' for a pure number. */
export const unitNamed = (model: Model, name: string): string => declared(model, name).unit;

function declared(model: Model, name: string): { readonly unit: string } {
  const found = [...model.states, ...model.parameters, ...model.derived].find((v) => v.name === name);
  if (found) return found;
  const known = [...model.states, ...model.parameters].map((v) => v.name).join(', ');
  throw new UserError(`The cell has no variable or parameter '${name}'. It has ${known}.`);
}

/** The state variable called V or v, else the first in volts. Throws a UserError where there is none. */
function voltageOf(model: Model): string {
  const inVolts = model.states.filter((s) => sameDimension(s.dimension, voltage));
  const found = inVolts.find((s) => s.name.toLowerCase() === 'v') ?? inVolts[0];
  if (!found) throw new UserError('This cell has no variable in volts, so there is no membrane potential to look at.');
  return found.name;
}
