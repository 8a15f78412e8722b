/** What the views ask of their worker. */
import type {
  CellSynapses,
  CellSynapsesInput,
  DistributionCurves,
  Experiment,
  PhasePlane,
  PhasePlaneInput,
  PhaseVariable,
  SpikeViewInput,
  SynapseHistograms,
  SynapseHistogramsInput,
} from '../../../../../live/index.ts';
import type { SpikeDistances, SpikeDistancesInput } from '../../../../../recordings/index.ts';

/** Spikes of the run that the worker does not have yet: numbers `from` and on. What it has beyond is void. */
export interface FeedInput {
  readonly from: number;
  /** By step, then cell. */
  readonly steps: Uint32Array;
  readonly cells: Uint32Array;
}

/** The experiment that a question is about, as it began. */
interface OfExperiment {
  readonly experiment: Experiment;
}

export type SynapseInput = OfExperiment & SynapseHistogramsInput;
export type JoinsInput = OfExperiment & CellSynapsesInput;
/** `cell`: network-wide number. */
export type VariablesInput = OfExperiment & { readonly cell: number };

interface Task<Input, Output, Part = never> {
  readonly input: Input;
  readonly part: Part;
  readonly output: Output;
}

export type ViewTasks = {
  readonly compare: Task<SpikeDistancesInput, SpikeDistances>;
  readonly feed: Task<FeedInput, undefined>;
  readonly spikes: Task<SpikeViewInput, DistributionCurves>;
  readonly variables: Task<VariablesInput, readonly PhaseVariable[]>;
  /** Parts: shares of the replay that are done. */
  readonly phase: Task<PhasePlaneInput, PhasePlane, number>;
  readonly joins: Task<JoinsInput, readonly CellSynapses[]>;
  readonly synapses: Task<SynapseInput, readonly SynapseHistograms[]>;
};
