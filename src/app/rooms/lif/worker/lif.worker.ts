/** The worker of the LIF laboratory. */
import { serve } from '../../../tasks/serve.ts';
import { family } from './family.ts';
import { bode, chirpRun } from './filter.ts';
import { local, settled } from './local.ts';
import { noise } from './noise.ts';
import { adaptation, dimensionless, fi, membrane, spiking } from './single.ts';
import type { LifTasks } from './tasks.ts';
import { zeno } from './zeno.ts';

serve<LifTasks>(self as unknown as DedicatedWorkerGlobalScope, {
  membrane,
  spiking,
  fi,
  dimensionless,
  bode,
  chirp: chirpRun,
  adaptation,
  noise,
  local,
  settled,
  zeno,
  family,
});
