/** The worker of the sweep room. */
import { fromUnit, sweep } from '../../../../index.ts';
import { presetByName } from '../../../../presets/index.ts';
import { serve } from '../../../tasks/serve.ts';
import type { SweepTasks } from './sweep-tasks.ts';

/** Least wall time between two reports of progress, ms. */
const interval = 50;

const ms = (value: number) => ({ value, unit: 'ms' });

serve<SweepTasks>(self as unknown as DedicatedWorkerGlobalScope, {
  async sweep(input, { onPart, signal }) {
    const preset = presetByName(input.preset);
    const variants = input.networks.map(({ values, seed }) => ({
      values: Object.fromEntries(preset.parameters.map((p) => [p.name, fromUnit(values[p.name] ?? p.value, p.unit)])),
      seed,
    }));
    let due = 0;
    const { backend, adapter, width, engines, builds, seconds } = await sweep(preset, variants, {
      duration: ms(input.duration),
      transient: ms(input.transient),
      dt: ms(input.dt),
      integrator: input.integrator,
      backend: input.backend,
      signal,
      onResult: (result) => onPart({ kind: 'result', result }),
      onProgress: ({ fraction }) => {
        const now = performance.now();
        if (now < due) return;
        due = now + interval;
        onPart({ kind: 'progress', fraction });
      },
    });
    return { backend, adapter, width, engines, builds, seconds };
  },
});
