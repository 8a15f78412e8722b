/** What the room shows: a cell, its membrane by region, and what is done to it. */
import { type ChannelKind, channelKinds, UserError } from '../../../index.ts';
import type { PresetFacts } from '../../../presets/preset.ts';
import { dendritePresets } from '../../network-presets.ts';
import { cells } from './cells/index.ts';

/** Regions that are painted apart: those that SWC files know, and all that have a type of their own. */
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

/** All that a cell is made from, beside its shape. */
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

export const stimulusKinds = ['current', 'excite', 'inhibit'] as const;
export type StimulusKind = (typeof stimulusKinds)[number];

/** What is done to the cell at one place. */
export interface Stimulus {
  readonly kind: StimulusKind;
  /** 'dend[3] 0.5' */
  readonly at: string;
  /** nA, inward, of a current; nS of each event at a synapse. */
  readonly amount: number;
  /** ms; of a current and of a train the time from which nothing more happens. */
  readonly from: number;
  readonly to: number;
  /** From one event at a synapse to the next, ms; of a current 0. */
  readonly every: number;
}

export const paces = [
  { name: '2', title: '2 ms in a second' },
  { name: '20', title: '20 ms in a second' },
  { name: '100', title: '100 ms in a second' },
  { name: 'max', title: 'as fast as it goes' },
] as const;
type Pace = (typeof paces)[number]['name'];

export interface CellExperiment extends CellPlan {
  /** Name of a bundled cell or of a preset; of a file what it was called. */
  readonly cell: string;
  /** Values of a preset's parameters in their units, where they are not the defaults; undefined: `cell` is no preset. */
  readonly preset: Readonly<Record<string, number>> | undefined;
  /** Text of a file; undefined for a bundled cell and for a preset. */
  readonly swc: string | undefined;
  /** Undefined: a first one, by the size of the cell. */
  readonly stimuli: readonly Stimulus[] | undefined;
  /** Places whose voltage is drawn beside the soma's, the newest last. */
  readonly probes: readonly string[];
  /** Where the path ends whose voltages are drawn over time; undefined: at the place that is farthest from the soma. */
  readonly path: string | undefined;
  /** ms */
  readonly duration: number;
  readonly pace: Pace;
  /** Ends of the scale of colours, mV. */
  readonly coldest: number;
  readonly hottest: number;
}

/** The step of cells of files, ms; presets have their own. */
export const dt = 0.025;
export const stepAt = (ms: number, step: number): number => Math.round(ms / step);
/** Of step number `at`, ms, without the last digits of the product. */
export const timeAt = (at: number, step: number): number => Number((at * step).toPrecision(12));
/** Voltage at time 0, mV. */
export const startVoltage = -65;
/** Places whose voltage is drawn beside the soma's. */
export const mostProbes = 3;
export const mostStimuli = 60;
export const mostLayers = 20;
/** Characters of a region, a density, a place. */
export const longestText = 200;

/** Time constants, ms, and reversal potentials, mV, of what is put on the tree: fast excitation, fast inhibition. */
export const synapses = {
  excite: { tau: 3, E: 0 },
  inhibit: { tau: 8, E: -75 },
} as const;

type Range = readonly [number, number];
export const ranges = {
  density: [0, 10_000],
  leak: [1e-6, 1000],
  reversal: [-200, 200],
  capacitance: [0.01, 100],
  resistivity: [1, 10_000],
  temperature: [0, 45],
  lambda: [0.005, 1],
  duration: [1, 10_000],
  current: [-1000, 1000],
  weight: [0, 10_000],
  lasting: [dt, 10_000],
  /** 0: once. */
  interval: [0, 10_000],
  voltage: [-200, 200],
  depth: [0.001, 100],
  removal: [0.1, 10_000],
} as const satisfies Record<string, Range>;

/** Those of Hodgkin & Huxley (1952): at first everywhere, so that spikes run along all branches. */
const squid: RegionMembrane = { active: true, g_Na: 120, g_K: 36, g_L: 0.3, E_L: -54.3, C: 1 };
const passive: RegionMembrane = { ...squid, active: false, g_L: 0.05, E_L: -65 };

const standardMembranes: Readonly<Record<RegionName, RegionMembrane>> = {
  soma: squid,
  axon: squid,
  basal: squid,
  apical: squid,
  other: squid,
};

/** The same region with its channels, or without: the leak that goes with either. */
export const withChannels = (membrane: RegionMembrane, active: boolean): RegionMembrane => ({
  ...membrane,
  active,
  g_L: (active ? squid : passive).g_L,
  E_L: (active ? squid : passive).E_L,
});

export const standard: CellExperiment = {
  cell: cells[0]!.name,
  swc: undefined,
  preset: undefined,
  membranes: standardMembranes,
  layers: [],
  poolDepth: 1,
  poolTau: 80,
  Ra: 100,
  temperature: 6.3,
  lambda: 0.1,
  stimuli: undefined,
  probes: [],
  path: undefined,
  duration: 200,
  pace: '20',
  coldest: -80,
  hottest: 40,
};

/** A current density at which the squid's axon spikes again and again, µA/cm². */
const firing = 10;

/** What is done to a cell at first, so that there is something to see: a current into the middle of its root. `area` in µm². */
export const firstStimuli = ({ root, area }: { readonly root: string; readonly area: number }): readonly Stimulus[] => [
  {
    kind: 'current',
    at: `${root} 0.5`,
    // µA/cm² · µm² = 1e-5 nA
    amount: Number((1e-5 * firing * area).toPrecision(2)),
    from: 5,
    to: 150,
    every: 0,
  },
];

/** Throws a UserError where the ends stand the wrong way round. */
export function checkColours({ coldest, hottest }: Pick<CellExperiment, 'coldest' | 'hottest'>): void {
  if (!(hottest - coldest >= 1))
    throw new UserError('The upper end of the colours must lie above the lower one by 1 mV at least.');
}

/** The preset that an experiment runs, if it runs one. */
export const presetOf = ({ cell, preset }: Pick<CellExperiment, 'cell' | 'preset'>): PresetFacts | undefined =>
  preset === undefined ? undefined : dendritePresets.find((p) => p.name === cell);

/** How long an experiment is run where nobody says so, ms. */
export const usualDuration = (e: Pick<CellExperiment, 'cell' | 'preset'>): number =>
  Math.min(ranges.duration[1], presetOf(e)?.duration ?? standard.duration);

export const kindNamed = (name: string): ChannelKind | undefined => channelKinds.find((kind) => kind.name === name);

/** A channel as it is painted at first. */
export const layerOf = (kind: ChannelKind): Layer => ({
  channel: kind.name,
  on: 'all',
  density: kind.permeation === undefined ? kind.g : kind.permeation.P,
  E: undefined,
});
