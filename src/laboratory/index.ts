/** The single-cell laboratory: everything its pages and the command line compute. */

export {
  type ClampOptions,
  type ClampTraces,
  currentClamp,
  type Segment,
  type VoltageClampTraces,
  voltageClamp,
} from './clamp.ts';
export {
  adaptiveIntervals,
  channelJitter,
  channelVariance,
  chirpEnvelope,
  chirpFrequency,
  type LeakChannels,
} from './closed-forms.ts';
export {
  type CompareOptions,
  type Comparison,
  type Contestant,
  compareIntegrators,
  type Errors,
  type MeasuredOrder,
  voltageTrace,
} from './compare.ts';
export { cubicCrossings, linearCrossings, type StateTrace, sampledPeaks } from './crossings.ts';
export { currentNames, type DerivedTraces, derivedTraces, gateNames } from './derived.ts';
export { type FICurve, type FICurveOptions, fICurve } from './fi-curve.ts';
export { type JudgeKick, type JudgeOptions, judge, type Peak, type ReferenceSolution } from './judge.ts';
export {
  type CellImpedance,
  type LinearCell,
  type LinearCellOptions,
  linearCell,
  type SectionCable,
} from './linear-cell.ts';
export {
  type FixedPoint,
  type PhaseAxis,
  type PhasePortrait,
  type PhasePortraitOptions,
  phasePortrait,
} from './phase-portrait.ts';
export { altered, networkOf, type Specimen, specimen, specimenOf } from './specimen.ts';
export { type SteadyStateIV, steadyStateIV } from './steady-state.ts';
export { type Cost, runTrial, type Trial, type TrialOptions } from './trial.ts';
