/** What the room asks of its worker. Times in ms, voltages in mV, lengths in µm. */
import type { CellPlan, RegionName, Stimulus } from '../experiment.ts';

/** A cell of a file, or that of a preset. */
export type CellSource =
  /** Text of an SWC file. */
  | { readonly swc: string }
  /** Values of its parameters in their units; the others have their defaults. */
  | { readonly preset: string; readonly values: Readonly<Record<string, number>> };

export type CellInput = CellSource & {
  readonly plan: CellPlan;
  /** Places that are looked for on it. */
  readonly places: readonly string[];
};

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
  /** Of the file; undefined for a preset. */
  readonly samples: number | undefined;
  /** ms */
  readonly dt: number;
  /** What is counted as a spike: 'crosses(V, 0 mV) at soma[0] 0.5'. */
  readonly spikes: string;
  /** Cells of its population, of which the first is drawn, and of all others of the network. */
  readonly cells: number;
  readonly sections: number;
  readonly compartments: number;
  /** Membrane of the whole cell, µm². */
  readonly area: number;
}

/** A layer that cannot be painted, by its number, and why. */
export interface LayerRefused {
  readonly layer: number;
  readonly refused: string;
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
export interface VoltageRows {
  readonly first: number;
  readonly every: number;
  readonly places: number;
  readonly values: Float32Array;
}

/** Voltages of all nodes at times `first`, `first` + `every`, …: values[row · nodes + node]. ms, mV. */
export interface Film {
  readonly first: number;
  readonly every: number;
  readonly values: Float32Array;
}

/** About the voltages at which the cell rests, without what is done to it. */
export interface CellMeasures {
  /** mV at the place. */
  readonly rest: number;
  /** MΩ; at the place, and from there to the root. */
  readonly input: number;
  readonly toRoot: number;
  /** Length constant of the section of the place, µm; undefined where its membrane has none. */
  readonly lambda: number | undefined;
  /** Shortest and longest of the sections of each region, µm. */
  readonly regions: readonly { readonly region: RegionName; readonly least: number; readonly most: number }[];
}

export interface Advanced {
  /** Number of the next step. */
  readonly step: number;
  /** Voltage of every node. */
  readonly voltages: Float32Array;
  readonly rows: VoltageRows | undefined;
  readonly film: Film | undefined;
  /** Of all cells since time 0, without those of stimulus sources. */
  readonly spikes: number;
  /** Of all spikes, those of stimulus sources too, at the end of the run. */
  readonly hash: string | undefined;
}

export type DendriteTasks = {
  readonly cell: { readonly input: CellInput; readonly part: never; readonly output: CellPicture | LayerRefused };
  /** At a place, 'dend[3] 0.5'. */
  readonly measure: { readonly input: { readonly at: string }; readonly part: never; readonly output: CellMeasures };
  readonly advance: { readonly input: AdvanceInput; readonly part: never; readonly output: Advanced };
};
