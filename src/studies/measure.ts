/**
 * What studies measure, for those who have read their options already: the page, whose controls keep them within their bounds. Every value
 * is in the unit that its interface names, and none is checked again but for what closed forms need.
 */

export { type Exercise, exercisesOf } from './cells/exercises.ts';
export {
  type ChannelResult,
  type ChannelValues,
  channelRanges,
  type GateCurves,
  gatedChannels,
  measureChannel,
  temperatureFactor,
} from './cells/measure/channel.ts';
export {
  type CurrentClampResult,
  type CurrentClampValues,
  type GateTrace,
  measureCurrentClamp,
  measureVoltageClamp,
  type NamedTrace,
  type VoltageClampResult,
  type VoltageClampValues,
} from './cells/measure/clamps.ts';
export { type ErrorKind, errorSize, rowsAt, shiftsBetween, shortestStep } from './cells/measure/comparison.ts';
export { type FIValues, fiReach, largestIntervalError, measureFI } from './cells/measure/f-i.ts';
export {
  comparedDurations,
  drawsStarts,
  type ExactCurve,
  type IntegratorRow,
  type IntegratorsPart,
  type IntegratorsResult,
  type IntegratorsValues,
  measureIntegrators,
  type Starts,
  settledSteps,
  usualComparison,
} from './cells/measure/integrators.ts';
export { type LinearisationResult, measureLinearisation, measureSettling } from './cells/measure/linearisation.ts';
export { singleCells } from './cells/measure/single-cells.ts';
export { measureSteadyState, type SteadyStateResult, type SteadyStateValues } from './cells/measure/steady-state.ts';
export { experiments } from './claims/experiments/index.ts';
export { fill } from './claims/fill.ts';
export { networkFacts } from './claims/network-facts.ts';
export type { Claim, Findings, Stage, Story, StorySection, Verdict } from './claims/story.ts';
export type { ClaimText, StoryText } from './claims/text.ts';
export { type StoryEntry, storyEntries } from './claims/texts/index.ts';
export { type Advanced, type AdvanceInput, type CellMeasures, CellRun } from './dendrites/cell-run.ts';
export { type CellRequest, type CellSource, LayerError } from './dendrites/cell-subject.ts';
export { FilmLog } from './dendrites/film-log.ts';
export type { CellPicture } from './dendrites/picture.ts';
export {
  type Bounds,
  type CellPlan,
  densities,
  densityNames,
  fileStep,
  kindNamed,
  type Layer,
  layerOf,
  mostLayers,
  planBounds,
  type RegionMembrane,
  type RegionName,
  regionNames,
  standardPlan,
  withChannels,
  withMembrane,
} from './dendrites/plan.ts';
export {
  amountBounds,
  firstStimuli,
  mostStimuli,
  type Stimulus,
  type StimulusKind,
  stepAt,
  stimulusBounds,
  stimulusKinds,
  synapses,
} from './dendrites/stimulus.ts';
export { VoltageLog } from './dendrites/voltage-log.ts';
export { farthest, inward, outward, pathTo, sideways } from './dendrites/walk.ts';
export { type AdaptationResult, type AdaptationValues, measureAdaptation } from './lif/measure/adaptation.ts';
export { type ChirpResult, type ChirpValues, measureChirp } from './lif/measure/chirp.ts';
export {
  type DimensionlessResult,
  type DimensionlessValues,
  measureDimensionless,
} from './lif/measure/dimensionless.ts';
export { type FamilyMember, type FamilyName, type FamilyPart, measureFamily } from './lif/measure/family.ts';
export { type ImpedanceResult, type ImpedanceValues, measureImpedance } from './lif/measure/impedance.ts';
export { type MembraneResult, type MembraneValues, measureMembrane } from './lif/measure/membrane.ts';
export { type Histogram, measureNoise, type NoisePart, type NoiseValues } from './lif/measure/noise.ts';
export { measureSpiking, type SpikingResult, type SpikingValues } from './lif/measure/spiking.ts';
export { measureZeno, type ZenoResult, type ZenoValues } from './lif/measure/zeno.ts';
export { regularRate } from './run.ts';
export type { Facts, Points } from './study.ts';
export { type SubjectValues, settingsOf } from './subject.ts';
