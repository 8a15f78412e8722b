/** The study `zeno`: its options, tables and facts. */
import { presetOptions, quantity, seedOption } from '../options.ts';
import { study } from '../study.ts';
import { inputs, measureZeno } from './measure/zeno.ts';

const options = {
  ...presetOptions('lif', ['C', 'g_L', 'E_L', 'V_th', 'V_r', 'T_ref'], { T_ref: 0 }),
  I_max: quantity('largest current allowed', 'pA', 5000, [1, 1e6]),
  seed: seedOption,
};

export const zenoStudy = study({
  name: 'zeno',
  title: 'The shortest intervals that bounded currents cause, above their lower bound.',
  source: 'the largest slope of C dV/dt = −g_L(V − E_L) + I between V_r and V_th',
  options,
  run: measureZeno,
  tables: ({ largest, shortest, bound, trains }) => [
    {
      name: 'shortest',
      columns: [
        { name: 'I_max_pA', values: largest },
        ...inputs.map((name) => ({ name: `${name}_ms`, values: shortest[name] })),
        { name: 'bound_ms', values: bound },
      ],
    },
    ...inputs.map((name) => ({ name: `${name}_spikes`, columns: [{ name: 'time_ms', values: trains[name] }] })),
  ],
  facts: ({ margin, bound, dt }) => ({ least_ratio_to_bound: margin, least_bound_ms: bound.at(-1)!, dt_ms: dt }),
});
