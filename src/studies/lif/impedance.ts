/** The study `impedance`: its options, tables and facts. */
import { count, presetOptions, quantity, seedOption } from '../options.ts';
import { study } from '../study.ts';
import { measureImpedance } from './measure/impedance.ts';

const options = {
  ...presetOptions('lif', ['C', 'g_L', 'E_L']),
  f_low: quantity('lowest frequency', 'Hz', 0.1, [0.01, 1000]),
  f_high: quantity('highest frequency', 'Hz', 1000, [0.01, 10_000]),
  count: count('number of frequencies, in equal ratios', 400, [4, 10_000]),
  seed: seedOption,
};

export const impedanceStudy = study({
  name: 'impedance',
  title: 'The membrane as a low-pass filter: amplitude and phase of its impedance against frequency.',
  source: 'Koch 1999, Biophysics of Computation, §1.4',
  options,
  run: measureImpedance,
  tables: ({ frequencies, amplitude, phase }) => [
    {
      name: 'impedance',
      columns: [
        { name: 'frequency_hz', values: frequencies },
        { name: 'amplitude_MOhm', values: amplitude },
        { name: 'phase_deg', values: phase },
      ],
    },
  ],
  facts: ({ errors, corner }) => ({
    corner_hz: corner,
    largest_amplitude_error: errors.amplitude,
    largest_phase_error_deg: errors.phase,
  }),
});
