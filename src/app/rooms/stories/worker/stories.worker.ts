/** The worker of the stories. */
import { UserError } from '../../../../index.ts';
import { serve } from '../../../tasks/serve.ts';
import { integratorExperiments } from './integrators.ts';
import { lifExperiments } from './lif.ts';
import { networkExperiments } from './network.ts';
import type { Outcome, StoryTasks } from './tasks.ts';

const experiments: Readonly<Record<string, () => Promise<Outcome>>> = {
  ...networkExperiments,
  ...integratorExperiments,
  ...lifExperiments,
};

serve<StoryTasks>(self as unknown as DedicatedWorkerGlobalScope, {
  experiment(name) {
    const run = experiments[name];
    if (run === undefined) throw new UserError(`There is no experiment '${name}'.`);
    return run();
  },
});
