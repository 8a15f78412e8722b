/** The worker of the views: statistics of spikes, and what needs the network anew. */
import { spikeDistribution } from '../../../../../live/index.ts';
import { spikeDistances } from '../../../../../recordings/index.ts';
import { serve } from '../../../../tasks/serve.ts';
import { Mirror } from './mirror.ts';
import { joins, phase, synapses, variables } from './replay.ts';
import type { ViewTasks } from './view-tasks.ts';

const mirror = new Mirror();

serve<ViewTasks>(self as unknown as DedicatedWorkerGlobalScope, {
  feed: (input) => mirror.feed(input),
  spikes: (input) => spikeDistribution({ ...input, ...mirror.window(input.from, input.to) }),
  compare: (input) => spikeDistances({ ...input, run: mirror.window(0, input.steps) }),
  variables,
  phase: (input, context) => phase({ ...input, spikes: mirror.of(input.cell, input.to) }, context),
  synapses,
  joins,
});
