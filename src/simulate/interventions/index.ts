/** Interventions: what is done to a network while it runs. */
export { remodelTouched, setEverywhere, type Touchable, touchCells } from './act.ts';
export { CellTexts, cellsText, readCells } from './cells.ts';
export { takeOver } from './exchange.ts';
export { type Kick, type Place, placesOf, voltageOf, writeTouches } from './hand.ts';
export { type Lasting, Plan, type Planned } from './plan.ts';
export { driven, driveOf, type TouchParts, touchColumns, untouched } from './touch.ts';
export type { CellSet, Intervention, InterventionOptions } from './types.ts';
