/** The worker of the cell laboratory. */

import { presetValues } from '../../../../presets/index.ts';
import {
  measureCurrentClamp,
  measureFI,
  measureIntegrators,
  measureSteadyState,
  measureVoltageClamp,
  type SubjectValues,
  singleCells,
} from '../../../../studies/measure.ts';
import { serve } from '../../../tasks/serve.ts';
import { timed } from '../../../tasks/timed.ts';
import { cellNamed } from '../cell.ts';
import type { LaboratoryTasks, OnBench } from './laboratory-tasks.ts';

/** With the cell that a document makes. */
function found<Values extends SubjectValues>(values: OnBench<Values>): OnBench<Values> & SubjectValues {
  if (values.document === undefined) return values;
  const cell = cellNamed(values);
  return { ...values, population: undefined, network: cell.build(presetValues(cell, values.set), values.seed) };
}

serve<LaboratoryTasks>(self as unknown as DedicatedWorkerGlobalScope, {
  cells: singleCells,
  compare: async (values, control) => (await measureIntegrators(found(values), control)).orders,
  currentClamp: (values) => measureCurrentClamp(found(values)),
  voltageClamp: (values, control) => measureVoltageClamp(found(values), control),
  fICurve: (values, control) => timed(() => measureFI(found(values), control)),
  steadyState: (values) => measureSteadyState(found(values)),
});
