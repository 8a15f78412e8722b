/** A single compartment composed from channels and synapses. */
import { buildModel } from '../equations/cell-model.ts';
import type { CellDescription, Model, ParameterValue } from '../equations/model.ts';
import { UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { anything, listOf, optional, optionsOf, quantity, recordOf, text } from '../options.ts';
import { sameDimension } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';
import { type IonPool, type MembranePart, membranePart, perArea, wholeCell } from './fragment.ts';

export interface CompartmentOptions {
  /** Capacitance: of the whole cell (`'200 pF'`) or per area (`'1 uF/cm^2'`); everything else follows its convention. */
  readonly C: string;
  readonly channels: readonly MembranePart[];
  readonly synapses?: readonly MembranePart[];
  /** Ion concentrations that the channels of the same ion feed, and whose Nernst potential drives them. */
  readonly pools?: readonly IonPool[];
  /** Constant injected current, inward positive; default 0. */
  readonly I?: ParameterValue;
  /** An expression for a further current over t, parameters and states, added to I. */
  readonly stimulus?: string;
  /** Further equation lines, for example adaptation variables or functions of time. */
  readonly equations?: string;
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** Default: `crosses(V, 0 mV)`. */
  readonly threshold?: string;
  readonly reset?: string;
  readonly refractory?: string;
  /** Default: 'exp_euler' where a channel has a Markov scheme, else what the simulation has. */
  readonly integrator?: string;
  readonly tables?: CellDescription['tables'];
}

/** What stays stable where states change into one another within a thousandth of a step. */
const STIFF = 'exp_euler';

/** C·dV/dt = I + Σ currents, every current inward positive. The voltage is called `V`. */
export function compartment(options: CompartmentOptions, ...more: undefined[]): Model {
  noMore('compartment', 'options', more);
  return buildModel(describeCompartment(options));
}

const readCompartment = optionsOf<CompartmentOptions>('compartment', {
  C: quantity,
  channels: listOf(membranePart),
  synapses: optional(listOf(membranePart)),
  pools: optional(listOf(membranePart)),
  I: optional(anything),
  stimulus: optional(text),
  equations: optional(text),
  parameters: optional(recordOf(anything)),
  threshold: optional(text),
  reset: optional(text),
  refractory: optional(text),
  integrator: optional(text),
  tables: optional(recordOf(anything)),
});

/** The text that `compartment` compiles: what a person may read, edit and extend. */
export function describeCompartment(options: CompartmentOptions, ...more: undefined[]): CellDescription {
  noMore('describeCompartment', 'options', more);
  readCompartment(options);
  const { dimension } = parseQuantity(options.C, undefined, 'C');
  const convention = [wholeCell, perArea].find((c) => sameDimension(unitOf(c.capacitance).dimension, dimension));
  if (!convention)
    throw new UserError(
      `C: '${options.C}' is not a capacitance; give it for the whole cell ('200 pF') or per area ('1 uF/cm^2').`,
    );
  const taken = new Set<string>();
  const labels = new Set<string>();
  const parameters: Record<string, ParameterValue> = { C: options.C, I: options.I ?? `0 ${convention.current}` };
  const blocks: string[] = [];
  const currents: string[] = [];
  const pools = options.pools ?? [];
  let stiff = false;
  for (const pool of pools) taken.add(pool.concentration);
  const offered = new Map(pools.map((p) => [p.ion, p]));
  const carried = new Map<string, string[]>();
  for (const part of [...options.channels, ...(options.synapses ?? [])]) {
    if (labels.has(part.label))
      throw new UserError(
        `Two parts of this compartment are labelled '${part.label}'; give one of them another label: { label: '${part.label}2' }.`,
      );
    labels.add(part.label);
    stiff ||= part.stiff === true;
    const fragment = part.fragment(convention, taken, offered);
    blocks.push(fragment.equations);
    currents.push(...fragment.currents);
    Object.assign(parameters, fragment.parameters);
    for (const name of fragment.states) taken.add(name);
    if (fragment.carries !== undefined)
      carried.set(fragment.carries, [...(carried.get(fragment.carries) ?? []), ...fragment.currents]);
  }
  for (const pool of pools) {
    const fragment = pool.fragment(convention, carried.get(pool.ion) ?? []);
    blocks.push(fragment.equations);
    Object.assign(parameters, fragment.parameters);
  }
  Object.assign(parameters, options.parameters);
  if (options.stimulus !== undefined) {
    blocks.push(`I_stimulus = ${options.stimulus} : ${convention.current}`);
    currents.push('I_stimulus');
  }
  const integrator = options.integrator ?? (stiff ? STIFF : undefined);
  const equations = [`dV/dt = (${['I', ...currents].join(' + ')})/C : mV`, ...blocks, options.equations ?? '']
    .filter((block) => block !== '')
    .join('\n');
  return {
    equations,
    parameters,
    threshold: options.threshold ?? 'crosses(V, 0 mV)',
    ...(options.reset === undefined ? {} : { reset: options.reset }),
    ...(options.refractory === undefined ? {} : { refractory: options.refractory }),
    ...(integrator === undefined ? {} : { integrator }),
    ...(options.tables === undefined ? {} : { tables: options.tables }),
  };
}
