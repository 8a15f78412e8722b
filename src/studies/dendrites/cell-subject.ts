/** From a file, or a preset, and what is painted on it to a network with a cell that stimuli reach wherever they are put. */
import { build, documentOf } from '../../document/index.ts';
import {
  calciumPool,
  channel,
  K_HH1952,
  leak,
  type MembranePart,
  morphology,
  Na_HH1952,
  Network,
  type Neuron,
  neuron,
  type Paint,
  type Shape,
  UserError,
  usesCalcium,
} from '../../index.ts';
import {
  type CellPlan,
  fileStep,
  kindNamed,
  type Layer,
  type RegionMembrane,
  type RegionName,
  regionNames,
} from './plan.ts';
import { synapses } from './stimulus.ts';

/** A cell of a file, or that of a preset. */
export type CellSource =
  /** Text of an SWC file. */
  | { readonly swc: string }
  /** Values of its parameters in their units; the others have their defaults. */
  | { readonly preset: string; readonly values: Readonly<Record<string, number>> };

export type CellRequest = CellSource & {
  readonly plan: CellPlan;
  /** Places that are looked for on it. */
  readonly places: readonly string[];
};

/** Voltage at time 0 of cells of files, mV. */
const startVoltage = -65;

/** What is run: a network, and of one of its populations the first cell, which is drawn and which hands reach. */
export interface CellSubject {
  readonly network: Network;
  /** With what hands need. */
  readonly cell: Neuron;
  /** Makes the cell by itself, as it is measured. */
  readonly withoutHands: () => Neuron;
  readonly population: string;
  /** Cells of the population, and of all others. */
  readonly size: number;
  readonly others: number;
  /** ms */
  readonly dt: number;
  readonly integrator: string;
}

/** A layer that cannot be painted, by its number. */
export class LayerError extends UserError {
  readonly layer: number;

  constructor(layer: number, message: string) {
    super(message);
    this.layer = layer;
  }
}

/** Nodes of one cell that are drawn and stepped at a bearable pace. */
const mostNodes = 20_000;

/** What the types of an SWC file are called in texts of regions. */
const types: Readonly<Record<number, RegionName>> = { 1: 'soma', 2: 'axon', 3: 'basal', 4: 'apical' };

export const regionOf = (kind: number): RegionName => types[kind] ?? 'other';

export const regionsOf = (shape: Shape): RegionName[] => {
  const present = new Set(shape.sections.map((s) => regionOf(s.kind)));
  return regionNames.filter((name) => present.has(name));
};

/** The region as the language of regions has it; sections of other types are called by them: custom5[0]. */
function textOf(region: RegionName, shape: Shape): string {
  if (region !== 'other') return region;
  const stems = shape.sections.filter((s) => regionOf(s.kind) === 'other').map((s) => s.name.replace(/\[\d+\]$/, ''));
  return [...new Set(stems)].join(' or ');
}

const density = (value: number): string => `${value} mS/cm^2`;

function channelsOf({ active, g_Na, g_K, g_L, E_L }: RegionMembrane): MembranePart[] {
  const passive = leak({ g: density(g_L), E: `${E_L} mV` });
  return active ? [Na_HH1952({ g: density(g_Na) }), K_HH1952({ g: density(g_K) }), passive] : [passive];
}

/** Columns that hands act through, per area so that any compartment takes them: a current, conductances that decay. */
export const columns = { current: 'I_hand_0', excite: 'g_hand_e', inhibit: 'g_hand_i' } as const;

const { current, excite, inhibit } = columns;
const hands = {
  equations: `I_hand = ${current} : uA/cm^2
    I_hand_e = ${excite}*(E_hand_e - V) : uA/cm^2
    I_hand_i = ${inhibit}*(E_hand_i - V) : uA/cm^2
    d${current}/dt = 0*uA/cm^2/ms : uA/cm^2
    d${excite}/dt = -${excite}/tau_hand_e : mS/cm^2
    d${inhibit}/dt = -${inhibit}/tau_hand_i : mS/cm^2`,
  parameters: {
    tau_hand_e: `${synapses.excite.tau} ms`,
    E_hand_e: `${synapses.excite.E} mV`,
    tau_hand_i: `${synapses.inhibit.tau} ms`,
    E_hand_i: `${synapses.inhibit.E} mV`,
  },
};

/** Of all compartments at time 0. */
const idle = { [current]: '0 uA/cm^2', [excite]: '0 mS/cm^2', [inhibit]: '0 mS/cm^2' };

/**
 * Throws a LayerError where one of the layers is at fault, else a TextError or UserError for what is no cell, or is too large.
 */
export async function cellSubjectOf(input: CellRequest): Promise<CellSubject> {
  const base = await baseOf(input, input.plan);
  try {
    return subjectFrom(base, input.plan);
  } catch (thrown) {
    if (thrown instanceof UserError) checkLayers(base, input.plan);
    throw thrown;
  }
}

/** Throws a LayerError for the first of the layers with which the cell is no longer made. */
function checkLayers({ cell }: Base, plan: CellPlan): void {
  for (let layer = 0; layer < plan.layers.length; layer++)
    try {
      painted(cell, paintOfLayers({ ...plan, layers: plan.layers.slice(0, layer + 1) }));
    } catch (thrown) {
      throw thrown instanceof UserError ? new LayerError(layer, thrown.message) : thrown;
    }
}

/** Before layers and hands are painted. */
interface Base extends Omit<CellSubject, 'network' | 'withoutHands'> {
  /** The network with this cell in the place of its own. */
  readonly networkOf: (cell: Neuron) => Network;
}

async function baseOf(source: CellSource, plan: CellPlan): Promise<Base> {
  if ('swc' in source) {
    const cell = cellOf(source.swc, plan);
    return { networkOf: alone, cell, population: 'cell', size: 1, others: 0, dt: fileStep, integrator: 'centred' };
  }
  // A cell of a file need not wait for them.
  const { presetByName, presetValues } = await import('../../presets/index.ts');
  const preset = presetByName(source.preset);
  const texts = preset.parameters.flatMap(({ name, unit }) => {
    const value = source.values[name];
    return value === undefined ? [] : [[name, `${value} ${unit}`.trim()] as const];
  });
  const network = preset.build(presetValues(preset, Object.fromEntries(texts)), 1);
  const found = network.populations.find((p) => 'branching' in p.blueprint.shape);
  if (found === undefined)
    throw new UserError(
      `The cells of '${preset.name}' are written as equations, without a tree that could be drawn; 'galvani run ${preset.name}' runs it.`,
    );
  const sizes = network.populations.filter((p) => p.blueprint.role === 'cells').reduce((n, p) => n + p.size, 0);
  return {
    networkOf: (cell) => replaced(network, found.name, preset.dt, cell),
    cell: found.blueprint.shape as Neuron,
    population: found.name,
    size: found.size,
    others: sizes - found.size,
    dt: preset.dt,
    integrator: preset.integrator,
  };
}

function cellOf(swc: string, plan: CellPlan): Neuron {
  const shape = morphology(swc);
  const cell = neuron({
    shape,
    Ra: `${plan.Ra} ohm*cm`,
    temperature: `${plan.temperature} degC`,
    compartments: { lambda: plan.lambda },
    paint: regionsOf(shape).map((region) => paintOf(region, shape, plan)),
  });
  checkSize(cell);
  return cell;
}

function checkSize({ branching }: Neuron): void {
  const { count } = branching.anatomy.nodes;
  if (count > mostNodes)
    throw new UserError(
      `This cell has ${count} compartments; at most ${mostNodes} are stepped here. Cut it coarser (compartments), or run it from the library.`,
    );
}

function paintOf(region: RegionName, shape: Shape, { membranes }: CellPlan): Paint {
  const membrane = membranes[region];
  return { on: textOf(region, shape), channels: channelsOf(membrane), C: `${membrane.C} uF/cm^2` };
}

/** Throws a TextError or UserError. */
function paintOfLayers({ layers, poolDepth, poolTau }: CellPlan): Paint[] {
  const pool = calciumPool({ depth: `${poolDepth} um`, tau: `${poolTau} ms` });
  return layers.map((layer): Paint => {
    const { part, calcium } = partOf(layer);
    return { on: layer.on, channels: [part], ...(calcium ? { pools: [pool] } : {}) };
  });
}

function partOf({ channel: name, density: given, E }: Layer): { part: MembranePart; calcium: boolean } {
  const kind = kindNamed(name);
  if (kind === undefined) throw new UserError(`There is no channel '${name}'.`);
  const strength = kind.permeation === undefined ? { g: given } : { P: given };
  return {
    // Beside a channel of the same ion that the region has, not in its place.
    part: channel(kind)({ ...strength, ...(E === undefined ? {} : { E }), label: kind.name }),
    calcium: kind.ion === 'Ca' || usesCalcium(kind),
  };
}

const painted = ({ branching }: Neuron, more: readonly Paint[]): Neuron =>
  neuron({ ...branching.options, paint: [...branching.options.paint, ...more] });

const initial = { V: `${startVoltage} mV`, ...idle };

function alone(cell: Neuron): Network {
  const network = new Network({ seed: 1 });
  network.population(cell, 1, initial, { name: 'cell' });
  return network;
}

/** The same network, by its document, in which a population has another cell. */
function replaced(network: Network, population: string, dt: number, cell: Neuron): Network {
  const options = { run: { duration: `${dt} ms`, dt: `${dt} ms` }, longest: Number.POSITIVE_INFINITY };
  const whole = documentOf(network, options);
  const own = documentOf(alone(cell), options);
  const old = whole.document.populations[population] as CellsDocument;
  const document = {
    ...whole.document,
    models: {
      ...whole.document.models,
      [old.model]: own.document.models![(own.document.populations['cell'] as CellsDocument).model],
    },
    populations: { ...whole.document.populations, [population]: { ...old, initial: { ...old.initial, ...idle } } },
  };
  return build(document as typeof whole.document, { attachments: { ...whole.attachments, ...own.attachments } })
    .network;
}

/** What is read of a population of cells in a document. */
interface CellsDocument {
  readonly model: string;
  readonly initial?: Readonly<Record<string, unknown>>;
}

/** The cell of the base with its layers, and what hands need. */
function subjectFrom(base: Base, plan: CellPlan): CellSubject {
  checkSize(base.cell);
  const layers = paintOfLayers(plan);
  const cell = painted(base.cell, [...layers, { on: 'all', ...hands }]);
  const { networkOf, cell: bare, ...rest } = base;
  const withoutHands = () => (layers.length === 0 ? bare : painted(bare, layers));
  return { ...rest, network: networkOf(cell), cell, withoutHands };
}
