/** What a cell is made from beside its shape: its membrane by region, channels on top, its cytoplasm. */
import { type ChannelKind, channelKinds } from '../../index.ts';

/** Regions that are painted apart: those that SWC files know, and all that have their own type. */
export const regionNames = ['soma', 'axon', 'basal', 'apical', 'other'] as const;
export type RegionName = (typeof regionNames)[number];

/** Densities of a region: mS/cm², mV, µF/cm². */
export interface RegionMembrane {
  /** Hodgkin and Huxley's channels beside the leak. */
  readonly active: boolean;
  readonly g_Na: number;
  readonly g_K: number;
  readonly g_L: number;
  readonly E_L: number;
  readonly C: number;
}

/** A channel of the library on a part of the cell, beside what the region has. */
export interface Layer {
  /** Its name in the library: 'KM_Ma2020'. */
  readonly channel: string;
  /** A region: 'apical and distance > 100 um'. */
  readonly on: string;
  /** Conductance per area, of channels that follow Goldman, Hodgkin and Katz a permeability; may be an expression over the cell. */
  readonly density: string;
  /** Reversal potential; undefined: the channel's own, or that of the calcium pool. */
  readonly E: string | undefined;
}

export interface CellPlan {
  readonly membranes: Readonly<Record<RegionName, RegionMembrane>>;
  /** In the order in which they are painted. */
  readonly layers: readonly Layer[];
  /** Of the calcium pool, which is wherever a layer carries calcium or reads it: µm, and ms of its removal. */
  readonly poolDepth: number;
  readonly poolTau: number;
  /** Ω·cm */
  readonly Ra: number;
  /** °C */
  readonly temperature: number;
  /** Longest compartment in length constants at 100 Hz. */
  readonly lambda: number;
}

/** A number's unit, and the smallest and largest that are taken. */
export interface Bounds {
  readonly unit: string;
  readonly range: readonly [number, number];
}

/** Of the numbers of a membrane. */
export const densities = {
  g_Na: { unit: 'mS/cm^2', range: [0, 10_000] },
  g_K: { unit: 'mS/cm^2', range: [0, 10_000] },
  g_L: { unit: 'mS/cm^2', range: [1e-6, 1000] },
  E_L: { unit: 'mV', range: [-200, 200] },
  C: { unit: 'uF/cm^2', range: [0.01, 100] },
} as const satisfies Readonly<Record<Exclude<keyof RegionMembrane, 'active'>, Bounds>>;

export const densityNames = Object.keys(densities) as (keyof typeof densities)[];

/** Of the numbers of the whole cell. */
export const planBounds = {
  Ra: { unit: 'ohm*cm', range: [1, 10_000] },
  temperature: { unit: 'degC', range: [0, 45] },
  lambda: { unit: '', range: [0.005, 1] },
  poolDepth: { unit: 'um', range: [0.001, 100] },
  poolTau: { unit: 'ms', range: [0.1, 10_000] },
} as const satisfies Partial<Readonly<Record<keyof CellPlan, Bounds>>>;

export const mostLayers = 20;

/** The step of cells of files, ms; presets have their own. */
export const fileStep = 0.025;

/** Those of Hodgkin & Huxley (1952): at first everywhere, so that spikes run along all branches. */
const squid: RegionMembrane = { active: true, g_Na: 120, g_K: 36, g_L: 0.3, E_L: -54.3, C: 1 };
const passive: RegionMembrane = { ...squid, active: false, g_L: 0.05, E_L: -65 };

/** The same region with its channels, or without: the leak that goes with either. */
export const withChannels = (membrane: RegionMembrane, active: boolean): RegionMembrane => ({
  ...membrane,
  active,
  g_L: (active ? squid : passive).g_L,
  E_L: (active ? squid : passive).E_L,
});

export const standardPlan: CellPlan = {
  membranes: { soma: squid, axon: squid, basal: squid, apical: squid, other: squid },
  layers: [],
  poolDepth: 1,
  poolTau: 80,
  Ra: 100,
  temperature: 6.3,
  lambda: 0.1,
};

/** The plan with one region's membrane changed. */
export const withMembrane = <Plan extends CellPlan>(
  plan: Plan,
  region: RegionName,
  change: (membrane: RegionMembrane) => RegionMembrane,
): Plan => ({ ...plan, membranes: { ...plan.membranes, [region]: change(plan.membranes[region]) } });

export const kindNamed = (name: string): ChannelKind | undefined => channelKinds.find((kind) => kind.name === name);

/** A channel as it is painted at first. */
export const layerOf = (kind: ChannelKind): Layer => ({
  channel: kind.name,
  on: 'all',
  density: kind.permeation === undefined ? kind.g : kind.permeation.P,
  E: undefined,
});
