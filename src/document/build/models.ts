/** Models of a document: equations, compartments, cells of the library. */

import {
  connorStevens,
  describeCompartment,
  morrisLecar,
  type PointOptions,
  pointModels,
  thalamicRelay,
  wangBuzsaki,
} from '../../cells/index.ts';
import { buildModel } from '../../equations/cell-model.ts';
import { parseLines } from '../../equations/lines.ts';
import type { CellDescription, Model, ParameterValue, TableDescription } from '../../equations/model.ts';
import { UserError } from '../../errors.ts';
import type { PerItem } from '../attachments.ts';
import type { Of } from '../schema/kinds.ts';
import type { model } from '../schema/models.ts';
import { type Context, defined, quantityOrList } from './context.ts';
import { neuronOf } from './dendrites.ts';
import { channelOf, poolOf, synapsesOf } from './membranes.ts';

export type ModelDocument = Of<typeof model>;

type Plain = Readonly<Record<string, unknown>>;

/** The model; parameters of the document that its equations use become parameters of it. */
export function modelOf(context: Context, given: ModelDocument): Model {
  if ('neuron' in given) return neuronOf(context, given.neuron as Parameters<typeof neuronOf>[1]);
  const description = descriptionOf(context, given as Plain);
  return buildModel(withKnobs(context, description));
}

function descriptionOf(context: Context, given: Plain): CellDescription {
  if (Object.hasOwn(given, 'equations')) {
    const { equations, events, ...rest } = given as Pick<CellDescription, 'equations' | 'events'> & Plain;
    return { equations, ...defined({ events }), ...common(context, rest) };
  }
  const [name, options] = Object.entries(given)[0] as [string, Plain];
  if (name === 'compartment') return compartmentOf(context, options);
  const values = valuesOf(context, options['parameters']) ?? {};
  switch (name) {
    case 'connorStevens':
      return connorStevens(values).description;
    case 'wangBuzsaki':
      return wangBuzsaki(values).description;
    case 'morrisLecar':
      return morrisLecar(values).description;
    case 'thalamicRelay':
      return thalamicRelay(values, options['stimulus'] as string | undefined).description;
    default:
      return pointOf(context, name, options);
  }
}

/** What equations, compartments and point neurons have in common. */
function common(context: Context, given: Plain) {
  const { threshold, reset, refractory, integrator } = given as Readonly<Record<string, string | undefined>>;
  return defined({
    threshold,
    reset,
    refractory: refractory === undefined ? undefined : String(refractory),
    integrator,
    parameters: valuesOf(context, given['parameters']),
    tables: tablesOf(context, given['tables']),
  });
}

export function tablesOf(context: Context, given: unknown): Record<string, TableDescription> | undefined {
  if (given === undefined) return undefined;
  const entries = Object.entries(given as Readonly<Record<string, { values: unknown; dt: string | number }>>);
  return Object.fromEntries(
    entries.map(([name, { values, dt }]) => [
      name,
      { values: courses(context, values), dt: context.knobs.quantity(dt) as string },
    ]),
  );
}

/** One list of values, or lists of them. */
const courses = (context: Context, values: unknown): TableDescription['values'] =>
  Array.isArray(values) && values.some((course) => Array.isArray(course))
    ? (values as PerItem[]).map((course) => quantityOrList(context, course) as readonly (string | number)[])
    : (quantityOrList(context, values as PerItem) as readonly (string | number)[]);

function valuesOf(context: Context, given: unknown): Record<string, ParameterValue> | undefined {
  if (given === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(given as Readonly<Record<string, PerItem>>).map(([name, value]) => [
      name,
      quantityOrList(context, value),
    ]),
  );
}

function compartmentOf(context: Context, given: Plain): CellDescription {
  const { C, channels, I, stimulus, equations } = given as {
    readonly C: string;
    readonly channels: readonly unknown[];
    readonly I?: PerItem;
    readonly stimulus?: string;
    readonly equations?: string;
  };
  // Channels may name parameters of the compartment that several of them share.
  const own = new Set(Object.keys((given['parameters'] as object | undefined) ?? {}));
  return describeCompartment({
    C: String(context.knobs.quantity(C)),
    channels: channels.map((part) => channelOf(context, part, own)),
    synapses: synapsesOf(context, given['synapses']),
    pools: ((given['pools'] as readonly Plain[] | undefined) ?? []).map((pool) => poolOf(context, pool)),
    ...defined({ I: I === undefined ? undefined : quantityOrList(context, I), stimulus, equations }),
    ...common(context, given),
  });
}

function pointOf(context: Context, name: string, given: Plain): CellDescription {
  const model = pointModels.find(({ kind }) => kind.name === name);
  if (!model) throw new UserError(`There is no model '${name}'.`);
  const {
    stimulus,
    equations,
    synapses: parts,
    parameters,
    tables,
    threshold,
    reset,
    refractory,
    integrator,
    ...own
  } = given;
  return model.describe({
    ...Object.fromEntries(Object.entries(own).map(([key, value]) => [key, quantityOrList(context, value as PerItem)])),
    ...common(context, { parameters, tables, threshold, reset, refractory, integrator }),
    ...defined({ stimulus: stimulus as string | undefined, equations: equations as string | undefined }),
    ...(parts === undefined ? {} : { synapses: synapsesOf(context, parts) }),
  } as object as PointOptions);
}

/** Parameters of the document that the model names and does not have become its own. */
function withKnobs({ knobs }: Context, description: CellDescription): CellDescription {
  const { equations, threshold, reset, refractory, events = {}, parameters = {}, tables = {} } = description;
  const own = new Set([...Object.keys(parameters), ...Object.keys(tables)]);
  for (const line of parseLines(equations)) if (line.kind !== 'parameter') own.add(line.name);
  const used = knobs.usedIn([equations, threshold, reset, refractory, ...Object.values(events)], own);
  if (used.length === 0) return description;
  return {
    ...description,
    parameters: { ...parameters, ...Object.fromEntries(used.map((name) => [name, knobs.value(name)])) },
  };
}
