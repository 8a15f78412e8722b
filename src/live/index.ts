/** One experiment at work: a network that runs while things are done to it, what is recorded of it, and how it is told. */

export type { StepHistogram } from '../analysis/histogram.ts';
export { actionText, lasting, modelJson, readAction, readDuration, readModel } from './action-text.ts';
export { networkOf } from './at-start.ts';
export { bytesOf, type RecordPart, type Saved } from './checkpoints.ts';
export { clusterCommand } from './cluster-command.ts';
export { documentFrom, planOf } from './document.ts';
export { type Completion, type CompletionOffer, completions } from './editing/complete.ts';
export {
  type Draft,
  DraftChecker,
  type DraftProblem,
  draftOf,
  type ModelField,
  modelOf,
  problemAt,
  problemOf,
  readDraft,
} from './editing/draft.ts';
export { type HighlightPiece, highlight, type ModelSymbols } from './editing/highlight.ts';
export type { ExportKind } from './files.ts';
export { groupTable, shownGroups } from './groups.ts';
export { LiveRun } from './live-run.ts';
export { type CellSynapses, type CellSynapsesInput, cellSynapses } from './measures/cell-synapses.ts';
export {
  type PhasePlane,
  type PhasePlaneInput,
  type PhaseVariable,
  type Portrait,
  phasePlane,
  phaseVariables,
} from './measures/phase-plane.ts';
export {
  type DistributionCurves,
  type SpikeKind,
  type SpikeViewInput,
  spikeDistribution,
} from './measures/spike-distribution.ts';
export {
  type SynapseHistograms,
  type SynapseHistogramsInput,
  synapseHistograms,
} from './measures/synapse-histograms.ts';
export { sameModel, withModel } from './model-text.ts';
export { NetworkVariants } from './network-variants.ts';
export { scripted } from './scripted.ts';
export { readableUnit } from './shown-units.ts';
export { SpikeRecord } from './spike-record.ts';
export { finalStatistics, passingStatistics } from './statistics.ts';
export { TraceLog } from './trace-log.ts';
export { tracesOf } from './traced.ts';
export type {
  Action,
  Description,
  Experiment,
  ModelText,
  PlanReport,
  PopulationDescription,
  ProgressStage,
  ScheduledAction,
  Settings,
  Statistics,
  Trace,
  WeightSample,
  Weights,
} from './types.ts';
