/** The study `membrane`: its options, tables and facts. */
import { presetOptions, quantity, seedOption } from '../options.ts';
import { study, tableOf } from '../study.ts';
import { measureMembrane } from './measure/membrane.ts';

const options = {
  ...presetOptions('lif', ['C', 'g_L', 'E_L', 'I', 'V_0'], { I: 100, V_0: -80 }),
  dt: quantity('step', 'ms', 1, [0.001, 100]),
  seed: seedOption,
};

export const membraneStudy = study({
  name: 'membrane',
  title: 'The leaky membrane after a step of its current, beside its exponential.',
  source: 'Lapicque 1907; Koch 1999, Biophysics of Computation, §1',
  options,
  run: measureMembrane,
  tables: ({ trace }) => [tableOf('trace', 'time_ms', 'V_mV', trace)],
  facts: ({ tau, error }) => ({ tau_ms: tau, largest_error_mV: error }),
});
