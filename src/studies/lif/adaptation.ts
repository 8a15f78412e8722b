/** The study `adaptation`: its options, tables and facts. */
import { adaptiveInterval, adaptiveIntervals } from '../../index.ts';
import { presetOptions, quantity, seedOption } from '../options.ts';
import { study } from '../study.ts';
import { type AdaptationValues, measureAdaptation } from './measure/adaptation.ts';

const options = {
  ...presetOptions('lif-adaptive', ['C', 'g_L', 'E_L', 'V_r', 'T_ref', 'theta_0', 'alpha', 'tau_theta', 'I']),
  duration: quantity('duration', 'ms', 600, [1, 100_000]),
  seed: seedOption,
};

export const adaptationStudy = study({
  name: 'adaptation',
  title: 'Spike-frequency adaptation by a threshold that jumps at each spike, beside the map from spike to spike.',
  source: 'Geisler & Goldberg 1966, Biophys. J. 6:53; Chacron et al. 2003, Neural Comput. 15:253',
  options,
  async run(values: AdaptationValues) {
    const found = await measureAdaptation(values);
    return {
      ...found,
      /** Intervals by the map, as many as were measured, ms. */
      map: Float64Array.from(adaptiveIntervals(values, values.I, Math.max(1, found.spikes.length)).slice(1)),
      /** Its fixed point, ms; infinite of a cell that falls silent. */
      steady: adaptiveInterval(values, values.I),
    };
  },
  tables: ({ trace, theta, intervals, map }) => [
    {
      name: 'intervals',
      columns: [
        { name: 'number', values: intervals.map((_, k) => k + 1) },
        { name: 'interval_ms', values: intervals },
        { name: 'map_ms', values: intervals.map((_, k) => map[k] ?? Number.NaN) },
      ],
    },
    {
      name: 'trace',
      columns: [
        { name: 'time_ms', values: trace.x },
        { name: 'V_mV', values: trace.y },
        { name: 'theta_mV', values: theta.y },
      ],
    },
  ],
  facts: ({ spikes, intervals, steady }) => ({
    spikes: spikes.length,
    first_interval_ms: intervals[0] ?? Number.NaN,
    last_interval_ms: intervals.at(-1) ?? Number.NaN,
    steady_ms: steady,
  }),
});
