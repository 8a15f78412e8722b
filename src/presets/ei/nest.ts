/** `ei-nest`: the benchmark with the conventions of NEST's hh_coba example. */
import { Network } from '../../network/network.ts';
import { fixedInDegree, oneToOne } from '../../network/rules/index.ts';
import type { Preset } from '../preset.ts';
import { commonParameters, tmCell, VOGELS } from './cobahh.ts';

/** NEST's own rule is adaptive; this one comes near it at the same cost as exponential Euler. Conductances are held during the step. */
const INTEGRATOR = 'staggered';

/**
 * NEST's 0.1 ms at steps of 0.1 ms. There a spike, which has the time of its step's end, adds to the conductance at the end of the step
 * that ends a delay later, and the voltage first sees it in the step after; here it adds at the beginning of a step.
 */
const DELAY = '0.2 ms';

export const eiNest: Preset = {
  name: 'ei-nest',
  title: 'E–I network, NEST’s conventions (hh_coba)',
  summary:
    'The same cells with fixed in-degree, spikes at the local maximum of the voltage, and a short Poisson stimulus that sets the network off.',
  reference: `${VOGELS}; NEST's hh_coba benchmark`,
  parameters: [
    ...commonParameters(),
    {
      name: 'n_stim',
      label: 'cells with a start stimulus',
      unit: '',
      value: 50,
      range: [0, 1_000_000],
      whole: true,
      acts: 'rebuild',
    },
    {
      name: 'rate_stim',
      label: 'rate of the start stimulus',
      unit: 'Hz',
      value: 300,
      range: [0, 9000],
      acts: 'rebuild',
    },
  ],
  duration: 1000,
  dt: 0.1,
  integrator: INTEGRATOR,
  variables: ['V', 'm', 'h', 'n', 'g_e', 'g_i'],
  build(values, seed) {
    const network = new Network({ seed });
    const nExc = values['n_exc']!;
    const n = nExc + values['n_inh']!;
    const cells = network.population(
      tmCell(values, { integrator: INTEGRATOR, threshold: 'V >= -33 mV and V < previous(V)', refractory: '2 ms' }),
      n,
      // The steady state at −60 mV, taken by NEST without the shift of −63 mV.
      { V: '-60 mV', m: '0', h: '1', n: '0' },
      { name: 'cells' },
    );
    const excitatory = cells.slice(0, nExc, { name: 'E' });
    const inhibitory = cells.slice(nExc, n, { name: 'I' });
    const parts = [
      { source: excitatory, onSpike: 'g_e += w_e', weight: 'w_e' },
      { source: inhibitory, onSpike: 'g_i += w_i', weight: 'w_i' },
    ];
    for (const { source, onSpike, weight } of parts)
      network.project(source, cells, {
        connect: fixedInDegree(Math.round(values['p']! * source.size), { multapses: true, autapses: true }),
        onSpike,
        delay: DELAY,
        parameters: { [weight]: `${values[weight]} nS` },
      });
    const stimulated = Math.min(values['n_stim']!, nExc);
    if (stimulated > 0) {
      const stimulus = network.poisson(stimulated, {
        rate: `${values['rate_stim']! * 1000} Hz`,
        from: '1 ms',
        to: '51 ms',
        name: 'stimulus',
      });
      network.project(stimulus, cells.slice(0, stimulated), {
        name: 'start stimulus',
        connect: oneToOne(),
        onSpike: 'g_e += w_e',
        delay: DELAY,
        parameters: { w_e: `${values['w_e']} nS` },
      });
    }
    return network;
  },
};
