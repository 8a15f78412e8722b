export {
  type CalciumPoolOptions,
  calciumPool,
  type FirstOrderCalciumOptions,
  firstOrderCalcium,
} from './calcium-pool.ts';
export { cell } from './cell.ts';
export { type Channel, type ChannelKind, type ChannelOptions, channel, type Gate, usesCalcium } from './channel.ts';
export * from './channels/index.ts';
export { type CompartmentOptions, compartment, describeCompartment } from './compartment.ts';
export { channelCurves, type GateCurve } from './curves.ts';
export {
  describeEngineCell,
  type EngineCellKind,
  engineCell,
  engineCellByName,
  engineCells,
  iafCondAlpha,
  iafCondExp,
  iafPscAlpha,
  iafPscDelta,
  iafPscExp,
  intFire1,
} from './engines/index.ts';
export type { IonPool, MembranePart } from './fragment.ts';
export * from './models/index.ts';
export * from './point/index.ts';
export { steadyState } from './steady.ts';
