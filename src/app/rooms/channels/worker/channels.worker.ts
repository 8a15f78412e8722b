/** The worker of the channels room. */
import { serve } from '../../../tasks/serve.ts';
import type { ChannelTasks } from './channels-tasks.ts';
import { curvesOf } from './curves.ts';

serve<ChannelTasks>(self as unknown as DedicatedWorkerGlobalScope, {
  curves: (channels) => channels.map(curvesOf),
});
