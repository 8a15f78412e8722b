/** The worker of the cell laboratory. */
import {
  measureCurrentClamp,
  measureFI,
  measureIntegrators,
  measureSteadyState,
  measureVoltageClamp,
  singleCells,
} from '../../../../studies/measure.ts';
import { serve } from '../../../tasks/serve.ts';
import { timed } from '../../../tasks/timed.ts';
import type { LaboratoryTasks } from './laboratory-tasks.ts';

serve<LaboratoryTasks>(self as unknown as DedicatedWorkerGlobalScope, {
  cells: singleCells,
  compare: async (values, control) => (await measureIntegrators(values, control)).orders,
  currentClamp: measureCurrentClamp,
  voltageClamp: measureVoltageClamp,
  fICurve: (values, control) => timed(() => measureFI(values, control)),
  steadyState: measureSteadyState,
});
