/** The worker of the views: statistics of spikes, and what needs the network anew. */
import { serve } from '../../../../tasks/serve.ts';
import { phase, synapses, variables } from './replay.ts';
import { distribution } from './spikes.ts';
import type { ViewTasks } from './tasks.ts';

serve<ViewTasks>(self as unknown as DedicatedWorkerGlobalScope, { spikes: distribution, variables, phase, synapses });
