/** Interventions: what is done to a network while it runs. */
export { type ActedOn, type PopulationModel, perform, setEverywhere, settle, variantOf, writeInForce } from './act.ts';
export { CellTexts, cellsText, readCells } from './cells.ts';
export { takeOver } from './exchange.ts';
export { interventionOf, readInterventions } from './read.ts';
export { Schedule, type Scheduled } from './schedule.ts';
export {
  shownVariable,
  touchablePopulations,
} from './touch-cells.ts';
export { driven, type TouchParts, touchColumns, untouched } from './touch-columns.ts';
export type { Act, CellSet, Intervention, InterventionOptions, ModelAct, SetAct } from './types.ts';
