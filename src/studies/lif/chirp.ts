/** The study `chirp`: its options, tables and facts. */
import { presetOptions, seedOption } from '../options.ts';
import { study, tableOf } from '../study.ts';
import { measureChirp } from './measure/chirp.ts';

const options = {
  ...presetOptions('lif-chirp', ['C', 'g_L', 'E_L', 'f_low', 'f_high', 'A', 'T'], { T: 5000 }),
  seed: seedOption,
};

export const chirpStudy = study({
  name: 'chirp',
  title: 'The membrane under a current whose frequency rises: the envelope of its voltage is its impedance.',
  source: 'Puil, Gimbarzevsky & Miura 1986, J. Neurophysiol. 55:995',
  options,
  run: measureChirp,
  tables: ({ trace, peaks }) => [
    tableOf('peaks', 'time_ms', 'above_rest_mV', peaks),
    tableOf('trace', 'time_ms', 'V_mV', trace),
  ],
  facts: ({ peaks }) => ({
    peaks: peaks.x.length,
    first_mV: peaks.y[0] ?? Number.NaN,
    last_mV: peaks.y.at(-1) ?? Number.NaN,
  }),
});
