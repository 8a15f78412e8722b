/** The worker of the sweep room. */
import { sweepPlan } from '../../../../presets/sweeps/run.ts';
import { admittedPreset } from '../../../own/build.ts';
import { serve } from '../../../tasks/serve.ts';
import type { SweepTasks } from './sweep-tasks.ts';

/** Least wall time between two reports of progress, ms. */
const interval = 50;

serve<SweepTasks>(self as unknown as DedicatedWorkerGlobalScope, {
  async sweep(plan, { onPart, signal }) {
    let due = 0;
    const { results: _, ...facts } = await sweepPlan(plan, await admittedPreset(plan), {
      signal,
      onResult: (result) => onPart({ kind: 'result', result }),
      onProgress: ({ fraction }) => {
        const now = performance.now();
        if (now < due) return;
        due = now + interval;
        onPart({ kind: 'progress', fraction });
      },
    });
    return facts;
  },
});
