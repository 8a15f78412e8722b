/**
 * Studies: questions to single cells and networks whose answers are numbers, each beside its closed form or its source.
 *
 *     const { impedanceStudy } = await import('galvani/studies')
 *     const { frequencies, amplitude } = await impedanceStudy.run({ C: '100 pF' })
 */
export { type AnyStudy, studies, studyNamed } from './all.ts';
export { channelCurvesStudy } from './cells/channel-curves.ts';
export { currentClampStudy, voltageClampStudy } from './cells/clamps.ts';
export { fiStudy } from './cells/f-i.ts';
export { steadyStateStudy } from './cells/i-v.ts';
export { integratorsStudy } from './cells/integrators.ts';
export { linearisationStudy, settlingStudy } from './cells/linearisation.ts';
export type { ChannelResult, GateCurves } from './cells/measure/channel.ts';
export type { CurrentClampResult, VoltageClampResult } from './cells/measure/clamps.ts';
export type { ExactCurve, IntegratorRow, IntegratorsPart, IntegratorsResult } from './cells/measure/integrators.ts';
export type { LinearisationResult, SettlingResult } from './cells/measure/linearisation.ts';
export type { PhaseResponseResult } from './cells/measure/phase-response.ts';
export type { SteadyStateResult } from './cells/measure/steady-state.ts';
export { phaseResponseStudy } from './cells/phase-response.ts';
export { claimsStudy } from './claims/claims.ts';
export type { JudgedSection } from './claims/measure/claims.ts';
export type { Verdict } from './claims/story.ts';
export { adaptationStudy } from './lif/adaptation.ts';
export { chirpStudy } from './lif/chirp.ts';
export { dimensionlessStudy } from './lif/dimensionless.ts';
export { familyStudy } from './lif/family.ts';
export { impedanceStudy } from './lif/impedance.ts';
export type { AdaptationResult } from './lif/measure/adaptation.ts';
export type { ChirpResult } from './lif/measure/chirp.ts';
export type { DimensionlessResult } from './lif/measure/dimensionless.ts';
export type { FamilyMember, FamilyPart } from './lif/measure/family.ts';
export type { ImpedanceResult } from './lif/measure/impedance.ts';
export type { MembraneResult } from './lif/measure/membrane.ts';
export type { Histogram, NoisePart, NoiseResult } from './lif/measure/noise.ts';
export type { SpikingResult } from './lif/measure/spiking.ts';
export type { ZenoResult } from './lif/measure/zeno.ts';
export { membraneStudy } from './lif/membrane.ts';
export { noiseStudy } from './lif/noise.ts';
export { spikingStudy } from './lif/spiking.ts';
export { zenoStudy } from './lif/zeno.ts';
export { brunelPlaneStudy } from './networks/brunel-plane.ts';
export type { PlanePoint } from './networks/measure/brunel-plane.ts';
export type { Regime } from './networks/measure/regime.ts';
export type { Given, Option, Options, Values } from './options.ts';
export type { Control, Facts, Points, Study, StudyTable, TableColumn } from './study.ts';
