/** One experiment at work: a network that runs while things are done to it, what is recorded of it, and how it is told. */
export { actionText, lasting, modelJson, readAction, readDuration, readModel } from './action-text.ts';
export { networkOf, variantsOf } from './at-start.ts';
export { bytesOf, type RecordPart, type Saved } from './checkpoints.ts';
export { documentFrom, planOf } from './document.ts';
export type { ExportKind } from './files.ts';
export { groupTable, shownGroups } from './groups.ts';
export { LiveRun } from './live-run.ts';
export { sameModel, withModel } from './model-text.ts';
export { NetworkVariants } from './network-variants.ts';
export { scripted } from './scripted.ts';
export { readableUnit, shownValues } from './shown-units.ts';
export { SpikeRecord } from './spike-record.ts';
export { finalStatistics, passingStatistics } from './statistics.ts';
export { TraceLog } from './trace-log.ts';
export { populationOf, tracesOf } from './traced.ts';
export type {
  Action,
  Description,
  Experiment,
  Models,
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
