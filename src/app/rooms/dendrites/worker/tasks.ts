/** What the room asks of its worker. Times in ms, voltages in mV, lengths in µm. */
import type { CellPlan, RegionName, Stimulus } from '../experiment.ts';

export interface CellInput {
  /** Text of an SWC file. */
  readonly swc: string;
  readonly plan: CellPlan;
  /** Places that are looked for on it. */
  readonly places: readonly string[];
}

/** The cell as it is drawn and chosen from. */
export interface CellPicture {
  /** Frusta: x, y, z and diameter at both ends. */
  readonly pieces: Float32Array<ArrayBuffer>;
  /** Node of each piece. */
  readonly nodes: Int32Array<ArrayBuffer>;
  /** 1 for those that are drawn as a ball as wide as they are long: somas of one sample. */
  readonly balls: Uint8Array<ArrayBuffer>;
  /** Node that each node hangs on; −1 for the first. Nodes at ends of sections have no area. */
  readonly parents: Int32Array;
  readonly areas: Float64Array;
  readonly distances: Float64Array;
  readonly diameters: Float64Array;
  /** Places of the nodes: 'dend[3] 0.5'. */
  readonly labels: readonly string[];
  /** Regions that there are. */
  readonly regions: readonly RegionName[];
  /** Name of the first section. */
  readonly root: string;
  /** What is wrong with those of the places that are none. */
  readonly missing: readonly { readonly at: string; readonly message: string }[];
  readonly samples: number;
  readonly sections: number;
  readonly compartments: number;
  /** Membrane of the whole cell, µm². */
  readonly area: number;
}

export interface AdvanceInput {
  /** From time 0, or from where the cell is. */
  readonly from: 'start' | 'here';
  readonly stimuli: readonly Stimulus[];
  /** Places whose voltage is noted, after the middle of the root. */
  readonly probes: readonly string[];
  /** So many are run, or fewer where they would take long. */
  readonly steps: number;
  /** The step at which the run ends. */
  readonly end: number;
}

/** Voltages noted at times `first`, `first` + `every`, …: values[row · places + place]. */
export interface Rows {
  readonly first: number;
  readonly every: number;
  readonly places: number;
  readonly values: Float32Array;
}

export interface Advanced {
  /** Number of the next step. */
  readonly step: number;
  /** Voltage of every node. */
  readonly voltages: Float32Array;
  readonly rows: Rows | undefined;
  /** Since time 0. */
  readonly spikes: number;
  /** Of the times of the spikes, at the end of the run. */
  readonly hash: string | undefined;
}

export type DendriteTasks = {
  readonly cell: { readonly input: CellInput; readonly part: never; readonly output: CellPicture };
  readonly advance: { readonly input: AdvanceInput; readonly part: never; readonly output: Advanced };
};
