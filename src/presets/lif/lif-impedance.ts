/** `lif-impedance`: the membrane as a low-pass filter, one cell per frequency; and `lif-chirp`, one cell with all of them in turn. */

import { lifRefractory } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { noMore } from '../../no-more.ts';
import { chirp } from '../../stimuli/functions.ts';
import { live, logarithmic, numberIn, numbersOf, preset, rebuild } from '../define.ts';
import type { PresetValues } from '../preset.ts';
import { cellCount, current, membrane } from './parameters.ts';

/** Periods are multiples of this, 1/32 ms: with it as the step, time and phase are exact even in single precision. */
const GRID = 0.03125;

/** Hz */
const frequencies = [0.001, 10_000] as const;

/** What both presets have. */
const driven = {
  ...membrane,
  I: current(0, 'mean current'),
  A: live(100, 'pA', 'amplitude of the current', [0, 1e5]),
};

export const lifImpedance = preset({
  name: 'lif-impedance',
  title: 'Impedance of the membrane, 400 frequencies at once',
  summary:
    '400 cells, each under a sinusoidal current of its own frequency from f_low to f_high: amplitude and phase against frequency (Bode plot) in one run. ' +
    'The corner lies at 1/(2π τ_m) = 8 Hz.',
  reference: 'Koch 1999, Biophysics of Computation, §1.4 and §10.1.3',
  parameters: {
    ...driven,
    f_low: rebuild(0.1, 'Hz', 'lowest frequency', frequencies, logarithmic),
    f_high: rebuild(1000, 'Hz', 'highest frequency', frequencies, logarithmic),
    cells: cellCount(400, 'number of frequencies'),
  },
  duration: 11_000,
  dt: GRID,
  integrator: 'exact',
  variables: ['V'],
  build({ A, f_low, f_high, cells, ...cell }, seed) {
    const network = new Network({ seed });
    const model = lifRefractory({
      ...cell,
      // The phase within a period keeps its digits in single precision, 2πft would not.
      stimulus: 'A*sin(2*pi*mod(t, period)/period)',
      equations: 'period : ms',
      parameters: { A },
    });
    const [low, high] = [numberIn('kHz', f_low), numberIn('kHz', f_high)];
    network.population(model, cells, { V: 'E_L', period: periods(low, high, cells) }, { name: 'cells' });
    return network;
  },
});

/**
 * Period (ms) of the current of each cell of `lif-impedance`: frequencies in equal ratios, the periods rounded to multiples of 1/32 ms.
 * `values` in internal units, as `presetValues` gives them.
 */
export function impedancePeriods(values: PresetValues, ...more: undefined[]): Float64Array {
  noMore('impedancePeriods', 'values', more);
  const { f_low, f_high, cells } = numbersOf(values, 'f_low', 'f_high', 'cells');
  return periods(f_low, f_high, cells);
}

/** Frequencies in kHz. */
function periods(f_low: number, f_high: number, cells: number): Float64Array {
  const ratio = f_high / f_low;
  return Float64Array.from({ length: cells }, (_, i) => {
    const frequency = f_low * ratio ** (i / Math.max(1, cells - 1));
    return Math.max(2, Math.round(1 / (frequency * GRID))) * GRID;
  });
}

export const lifChirp = preset({
  name: 'lif-chirp',
  title: 'ZAP current into the membrane',
  summary:
    'One cell under a current whose frequency rises from f_low to f_high in equal ratios: the envelope of the voltage is the impedance.',
  reference: 'Puil, Gimbarzevsky & Miura 1986, J. Neurophysiol. 55:995',
  parameters: {
    ...driven,
    f_low: live(0.5, 'Hz', 'lowest frequency', frequencies, logarithmic),
    f_high: live(100, 'Hz', 'highest frequency', frequencies, logarithmic),
    T: live(10_000, 'ms', 'length of the sweep', [10, 1e6]),
  },
  duration: 10_000,
  dt: 0.1,
  integrator: 'exact',
  variables: ['V'],
  build({ A, f_low, f_high, T, ...cell }, seed) {
    const network = new Network({ seed });
    const model = lifRefractory({
      ...cell,
      stimulus: chirp({ amplitude: 'A', from: 'f_low', to: 'f_high', duration: 'T' }),
      parameters: { A, f_low, f_high, T },
    });
    network.population(model, 1, { V: 'E_L' }, { name: 'cell' });
    return network;
  },
});
