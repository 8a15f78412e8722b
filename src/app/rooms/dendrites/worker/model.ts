/** From a file and what is painted on it to a cell. */
import {
  K_HH1952,
  leak,
  type MembranePart,
  morphology,
  Na_HH1952,
  type Neuron,
  neuron,
  type Shape,
  UserError,
} from '../../../../index.ts';
import { type CellPlan, type Membrane, type RegionName, regionNames, startVoltage, synapses } from '../experiment.ts';
import type { CellInput } from './tasks.ts';

/** Nodes of one cell that the page draws and steps at a bearable pace. */
const mostNodes = 20_000;

/** What the types of an SWC file are called in texts of regions. */
const types: Readonly<Record<number, RegionName>> = { 1: 'soma', 2: 'axon', 3: 'basal', 4: 'apical' };

const regionOf = (kind: number): RegionName => types[kind] ?? 'other';

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

function channelsOf({ active, g_Na, g_K, g_L, E_L }: Membrane): MembranePart[] {
  const passive = leak({ g: density(g_L), E: `${E_L} mV` });
  return active ? [Na_HH1952({ g: density(g_Na) }), K_HH1952({ g: density(g_K) }), passive] : [passive];
}

/** Columns that hands act through, per area so that any compartment takes them: a current, conductances that decay. */
export const columns = { current: 'I_0', excite: 'g_e', inhibit: 'g_i' } as const;

const hands = {
  equations: `I_hand = ${columns.current} : uA/cm^2
    I_e = g_e*(E_e - V) : uA/cm^2
    I_i = g_i*(E_i - V) : uA/cm^2
    d${columns.current}/dt = 0*uA/cm^2/ms : uA/cm^2
    dg_e/dt = -g_e/tau_e : mS/cm^2
    dg_i/dt = -g_i/tau_i : mS/cm^2`,
  parameters: {
    tau_e: `${synapses.excite.tau} ms`,
    E_e: `${synapses.excite.E} mV`,
    tau_i: `${synapses.inhibit.tau} ms`,
    E_i: `${synapses.inhibit.E} mV`,
  },
};

/** Of all compartments at time 0. */
export const initial = {
  V: `${startVoltage} mV`,
  [columns.current]: '0 uA/cm^2',
  [columns.excite]: '0 mS/cm^2',
  [columns.inhibit]: '0 mS/cm^2',
};

/** Throws a TextError or UserError for a file that is no cell, or is too large. */
export function modelOf({ swc, plan }: CellInput): Neuron {
  const shape = morphology(swc);
  const cell = neuron({
    shape,
    Ra: `${plan.Ra} ohm*cm`,
    temperature: `${plan.temperature} degC`,
    compartments: { lambda: plan.lambda },
    paint: [...regionsOf(shape).map((region) => paintOf(region, shape, plan)), { on: 'all', ...hands }],
  });
  const { count } = cell.branching.anatomy.nodes;
  if (count > mostNodes)
    throw new UserError(
      `This cell has ${count} compartments; at most ${mostNodes} are stepped here. Cut it coarser (compartments), or run it from the library.`,
    );
  return cell;
}

function paintOf(region: RegionName, shape: Shape, { membranes }: CellPlan) {
  const membrane = membranes[region];
  return { on: textOf(region, shape), channels: channelsOf(membrane), C: `${membrane.C} uF/cm^2` };
}
