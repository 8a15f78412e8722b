/** The worker of the channels room. */
import { measureChannel } from '../../../../studies/measure.ts';
import { serve } from '../../../tasks/serve.ts';
import type { ChannelTasks } from './channels-tasks.ts';

serve<ChannelTasks>(self as unknown as DedicatedWorkerGlobalScope, {
  curves: (channels) => channels.map(measureChannel),
});
