/** Interventions: what is done to a network while it runs. */
export { remodelTouched, setEverywhere, type Touchable, touchCells } from './act.ts';
export { CellTexts, cellsText, readCells } from './cells.ts';
export { takeOver } from './exchange.ts';
export { type Act, readInterventions } from './read.ts';
export { type Lasting, Schedule, type Scheduled } from './schedule.ts';
export {
  type Kick,
  shownVariable,
  type TouchablePopulation,
  touchablePopulations,
  writeTouches,
} from './touch-cells.ts';
export { driven, driveOf, type TouchParts, touchColumns, untouched } from './touch-columns.ts';
export type { CellSet, Intervention, InterventionOptions } from './types.ts';
