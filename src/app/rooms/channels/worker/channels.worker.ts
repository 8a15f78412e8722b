/** The worker of the channels room. */
import { serve } from '../../../tasks/serve.ts';
import { curvesOf } from './curves.ts';
import type { ChannelTasks } from './tasks.ts';

serve<ChannelTasks>(self as unknown as DedicatedWorkerGlobalScope, {
  curves: (channels) => channels.map(curvesOf),
});
