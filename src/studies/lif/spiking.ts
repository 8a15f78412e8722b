/** The study `spiking`: its options, tables and facts. */
import { presetOptions, seedOption } from '../options.ts';
import { study, tableOf } from '../study.ts';
import { measureSpiking } from './measure/spiking.ts';

const options = { ...presetOptions('lif', ['C', 'g_L', 'E_L', 'V_th', 'V_r', 'T_ref', 'I']), seed: seedOption };

export const spikingStudy = study({
  name: 'spiking',
  title: 'The leaky integrate-and-fire cell under a constant current: its interval beside the closed form.',
  source: 'Stein 1967, Biophys. J. 7:37; Burkitt 2006, Biol. Cybern. 95:1',
  options,
  run: measureSpiking,
  tables: ({ trace, spikes }) => [
    tableOf('trace', 'time_ms', 'V_mV', trace),
    { name: 'spikes', columns: [{ name: 'time_ms', values: spikes }] },
  ],
  facts: ({ interval, expected, spikes, dt }) => ({
    interval_ms: interval,
    closed_form_ms: expected,
    spikes: spikes.length,
    dt_ms: dt,
  }),
});
