/** `ei-nest`: the benchmark with the conventions of NEST's hh_coba example. */
import { Network } from '../../network/network.ts';
import { fixedInDegree, oneToOne } from '../../network/rules/index.ts';
import { count, preset, rebuild } from '../define.ts';
import { networkCell, networkParameters, VOGELS } from './cobahh.ts';

/** NEST's own rule is adaptive; this one comes near it at the same cost as exponential Euler. Conductances are held during the step. */
const INTEGRATOR = 'staggered';

/**
 * NEST's 0.1 ms at steps of 0.1 ms. There a spike, which has the time of its step's end, adds to the conductance at the end of the step
 * that ends a delay later, and the voltage first sees it in the step after; here it adds at the beginning of a step.
 */
const DELAY = '0.2 ms';

export const eiNest = preset({
  name: 'ei-nest',
  title: 'E–I network, NEST’s conventions (hh_coba)',
  summary:
    'The same cells with fixed in-degree, spikes at the local maximum of the voltage, and a short Poisson stimulus that sets the network off.',
  reference: `${VOGELS}; NEST's hh_coba benchmark`,
  parameters: {
    ...networkParameters,
    n_stim: count(50, 'cells with a start stimulus', [0, 1_000_000]),
    rate_stim: rebuild(300, 'Hz', 'rate of the start stimulus', [0, 9000]),
  },
  duration: 1000,
  dt: 0.1,
  integrator: INTEGRATOR,
  variables: ['V', 'm', 'h', 'n', 'g_e', 'g_i'],
  build({ n_exc, n_inh, p, w_e, w_i, n_stim, rate_stim, ...cell }, seed) {
    const network = new Network({ seed });
    const n = n_exc + n_inh;
    const cells = network.population(
      networkCell(cell, { integrator: INTEGRATOR, threshold: 'V >= -33 mV and V < previous(V)', refractory: '2 ms' }),
      n,
      // The steady state at −60 mV, taken by NEST without the shift of −63 mV.
      { V: '-60 mV', m: '0', h: '1', n: '0' },
      { name: 'cells' },
    );
    const excitatory = cells.slice(0, n_exc, { name: 'E' });
    const inhibitory = cells.slice(n_exc, n, { name: 'I' });
    const parts = [
      { source: excitatory, onSpike: 'g_e += w_e', parameters: { w_e } },
      { source: inhibitory, onSpike: 'g_i += w_i', parameters: { w_i } },
    ];
    for (const { source, onSpike, parameters } of parts)
      network.project(source, cells, {
        connect: fixedInDegree(Math.round(p * source.size), { multapses: true, autapses: true }),
        onSpike,
        delay: DELAY,
        parameters,
      });
    const stimulated = Math.min(n_stim, n_exc);
    if (stimulated > 0) {
      const stimulus = network.poisson(stimulated, {
        rate: rate_stim,
        from: '1 ms',
        to: '51 ms',
        name: 'stimulus',
      });
      network.project(stimulus, cells.slice(0, stimulated), {
        name: 'start stimulus',
        connect: oneToOne(),
        onSpike: 'g_e += w_e',
        delay: DELAY,
        parameters: { w_e },
      });
    }
    return network;
  },
});
