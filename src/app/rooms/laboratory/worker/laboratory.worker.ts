/** The worker of the cell laboratory. */
import { singleCells } from '../../../../studies/measure.ts';
import { serve } from '../../../tasks/serve.ts';
import { compare } from './compare.ts';
import type { LaboratoryTasks } from './laboratory-tasks.ts';
import { runCurrentClamp, runFICurve, runSteadyState, runVoltageClamp } from './protocols.ts';

serve<LaboratoryTasks>(self as unknown as DedicatedWorkerGlobalScope, {
  cells: singleCells,
  compare,
  currentClamp: runCurrentClamp,
  voltageClamp: runVoltageClamp,
  fICurve: runFICurve,
  steadyState: runSteadyState,
});
