/** `lif-impedance`: the membrane as a low-pass filter, one cell per frequency; and `lif-chirp`, one cell with all of them in turn. */
import { lifRefractory } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { chirp } from '../../stimuli/functions.ts';
import type { Preset, PresetParameter, PresetValues } from '../preset.ts';
import { cellCount, LIF, membraneParameters, texts } from './parameters.ts';

/** Periods are multiples of this, 1/32 ms: with it as the step, time and phase are exact even in single precision. */
const GRID = 0.03125;

const frequencies: readonly PresetParameter[] = [
  {
    name: 'f_low',
    label: 'lowest frequency',
    unit: 'Hz',
    value: 0.1,
    range: [0.001, 10_000],
    logarithmic: true,
    acts: 'rebuild',
  },
  {
    name: 'f_high',
    label: 'highest frequency',
    unit: 'Hz',
    value: 1000,
    range: [0.001, 10_000],
    logarithmic: true,
    acts: 'rebuild',
  },
];

export const lifImpedance: Preset = {
  name: 'lif-impedance',
  title: 'Impedance of the membrane, 400 frequencies at once',
  summary:
    '400 cells, each under a sinusoidal current of its own frequency from f_low to f_high: amplitude and phase against frequency (Bode plot) in one run. ' +
    'The corner lies at 1/(2π τ_m) = 8 Hz.',
  reference: 'Koch 1999, Biophysics of Computation, §1.4 and §10.1.3',
  parameters: [
    ...membraneParameters(LIF, { I: { value: 0, label: 'mean current' } }),
    { name: 'A', label: 'amplitude of the current', unit: 'pA', value: 100, range: [0, 1e5], acts: 'live' },
    ...frequencies,
    cellCount(400, 'number of frequencies'),
  ],
  duration: 11_000,
  dt: GRID,
  integrator: 'exact',
  variables: ['V'],
  build(values, seed) {
    const network = new Network({ seed });
    const model = lifRefractory({
      ...texts(values, LIF),
      // The phase within a period keeps its digits in single precision, 2πft would not.
      stimulus: 'A*sin(2*pi*mod(t, period)/period)',
      equations: 'period : ms',
      parameters: { A: `${values['A']} pA` },
    });
    network.population(model, values['cells']!, { V: 'E_L', period: impedancePeriods(values) }, { name: 'cells' });
    return network;
  },
};

/**
 * Period (ms) of the current of each cell of `lif-impedance`: frequencies in equal ratios, the periods rounded to multiples of 1/32 ms.
 * `values` in internal units, as `presetValues` gives them.
 */
export function impedancePeriods(values: PresetValues): Float64Array {
  const { f_low, f_high, cells } = values as { f_low: number; f_high: number; cells: number };
  const ratio = f_high / f_low;
  return Float64Array.from({ length: cells }, (_, i) => {
    const frequency = f_low * ratio ** (i / Math.max(1, cells - 1));
    return Math.max(2, Math.round(1 / (frequency * GRID))) * GRID;
  });
}

export const lifChirp: Preset = {
  name: 'lif-chirp',
  title: 'ZAP current into the membrane',
  summary:
    'One cell under a current whose frequency rises from f_low to f_high in equal ratios: the envelope of the voltage is the impedance.',
  reference: 'Puil, Gimbarzevsky & Miura 1986, J. Neurophysiol. 55:995',
  parameters: [
    ...membraneParameters(LIF, { I: { value: 0, label: 'mean current' } }),
    { name: 'A', label: 'amplitude of the current', unit: 'pA', value: 100, range: [0, 1e5], acts: 'live' },
    ...frequencies.map((p) => ({ ...p, value: p.name === 'f_low' ? 0.5 : 100, acts: 'live' as const })),
    { name: 'T', label: 'length of the sweep', unit: 'ms', value: 10_000, range: [10, 1e6], acts: 'live' },
  ],
  duration: 10_000,
  dt: 0.1,
  integrator: 'exact',
  variables: ['V'],
  build(values, seed) {
    const network = new Network({ seed });
    const model = lifRefractory({
      ...texts(values, LIF),
      stimulus: chirp({ amplitude: 'A', from: 'f_low', to: 'f_high', duration: 'T' }),
      parameters: {
        A: `${values['A']} pA`,
        f_low: `${values['f_low']! * 1000} Hz`,
        f_high: `${values['f_high']! * 1000} Hz`,
        T: `${values['T']} ms`,
      },
    });
    network.population(model, 1, { V: 'E_L' }, { name: 'cell' });
    return network;
  },
};
