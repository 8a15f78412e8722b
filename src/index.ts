/**
 * Galvani's public API; parts of it are there alone as `galvani/cells`, `/dendrites`, `/analysis`, `/laboratory`, `/sweep` and `/files`.
 *
 *     const net = new Network({ seed: 1 })
 *     const cells = net.population(cell({ … }), 4000, { v: 'uniform(-60 mV, -50 mV)' })
 *     net.project(cells.slice(0, 3200), cells, { connect: fixedProbability(0.02), onSpike: 'g_e += 6 nS' })
 *     const run = await simulate(net, { duration: '1 s', record: { v: [0, 1, 2] } })
 */
export * from './analysis/index.ts';
export * from './cells/index.ts';
export { type ProjectionCensus, projectionCensus } from './compile/census.ts';
export * from './dendrites/index.ts';
export {
  type BackendName,
  backendNames,
  type Checkpoint,
  type PhaseTime,
  type ProfileMeans,
  profileMeans,
} from './engine/engine.ts';
export { ThreadLostError } from './engine/wasm/errors.ts';
export { DeviceLostError } from './engine/webgpu/errors.ts';
export { type EquationLine, parseLines } from './equations/lines.ts';
export type { CellDescription, Model, ParameterValue, TableDescription } from './equations/model.ts';
export { functions as equationFunctions } from './equations/names.ts';
export { MAX_TEXT, type Token, tokenize } from './equations/tokens.ts';
export { BlowUpError, CapacityError, TextError, UserError } from './errors.ts';
export * from './files/index.ts';
export { type Integrator, integratorByName, integrators } from './integrators/index.ts';
export { integratorNames } from './integrators/names.ts';
export * from './laboratory/index.ts';
export type { AttachmentDescription } from './network/attachment.ts';
export { whyStored } from './network/connectivity.ts';
export { type Connectivity, checkConnectivity } from './network/connectivity-words.ts';
export type { Coupling, CouplingOptions } from './network/coupling.ts';
export type {
  DelayPlace,
  PlasticityDescription,
  ReleaseDescription,
  SynapseEvent,
  SynapseInitial,
  SynapseRoutine,
  TraceDescription,
} from './network/dynamics/description.ts';
export type { GapJunctionOptions } from './network/gap-junction.ts';
export { Network, type NetworkOptions, type Remodel } from './network/network.ts';
export type { PlacedCells, Population, Slice } from './network/population.ts';
export { type Coordinate, grid, type Positions } from './network/positions.ts';
export * from './network/rules/index.ts';
export type { Amount } from './numbers/amount.ts';
export type { StepCost } from './program/cost.ts';
export { formatQuantity, fromUnit, parseQuantity, toUnit } from './quantity/quantity.ts';
export { commonUnits } from './quantity/units.ts';
export type { SpikeBlock } from './record/spikes.ts';
export { type Accuracy, accuracySentence, type ExpectedError, followsNot } from './simulate/accuracy.ts';
export {
  type BenchmarkCase,
  type BenchmarkOptions,
  type BenchmarkPhases,
  type BenchmarkRow,
  benchmark,
} from './simulate/benchmark.ts';
export { carryState, type ShapedState, type StateShape } from './simulate/carry.ts';
export { gpuHere } from './simulate/choose.ts';
export { nearestSteps, parseStep, stepsIn } from './simulate/clock.ts';
export { createSimulation } from './simulate/create.ts';
export {
  type Act,
  type CellSet,
  CellTexts,
  cellsText,
  driven,
  type Intervention,
  type InterventionOptions,
  readCells,
  readInterventions,
  shownVariable,
} from './simulate/interventions/index.ts';
export type { CellCoupling } from './simulate/junctions.ts';
export { releaseDevices } from './simulate/release.ts';
export { type Run, type SimulateOptions, simulate } from './simulate/simulate.ts';
export { type Summary, SummaryTally, summarise } from './simulate/summary.ts';
export type { SynapseVariable } from './simulate/synapses.ts';
export type {
  Group,
  PhaseProfile,
  RunBlock,
  RunOptions,
  Simulation,
  SimulationOptions,
  TraceBlock,
  TraceRequest,
} from './simulate/types.ts';
export { chirp, pulses, ramp, sine, stepFunction } from './stimuli/functions.ts';
export * from './sweep/index.ts';
export * from './synapses/index.ts';
