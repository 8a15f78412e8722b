/** What the room shows: a cell, its membrane by region, and what is done to it. */
import { UserError } from '../../../index.ts';
import type { PresetFacts } from '../../../presets/preset.ts';
import { type Bounds, type CellPlan, fileStep, type Stimulus, standardPlan } from '../../../studies/measure.ts';
import { dendritePresets } from '../../network-presets.ts';
import { cells } from './cells/index.ts';

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

/** Places whose voltage is drawn beside the soma's. */
export const mostProbes = 3;
/** Characters of a region, a density, a place. */
export const longestText = 200;

/** Of a run, of what a click puts on the cell, and of an end of the scale of colours. */
export const bounds = {
  duration: { unit: 'ms', range: [1, 10_000] },
  lasts: { unit: 'ms', range: [fileStep, 10_000] },
  voltage: { unit: 'mV', range: [-200, 200] },
} as const satisfies Readonly<Record<string, Bounds>>;

export const standard: CellExperiment = {
  ...standardPlan,
  cell: cells[0]!.name,
  swc: undefined,
  preset: undefined,
  stimuli: undefined,
  probes: [],
  path: undefined,
  duration: 200,
  pace: '20',
  coldest: -80,
  hottest: 40,
};

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
  Math.min(bounds.duration.range[1], presetOf(e)?.duration ?? standard.duration);
