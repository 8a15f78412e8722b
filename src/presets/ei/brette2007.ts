/** `ei-brette2007`: the benchmark as Brian2 publishes it (example COBAHH). */
import { Network } from '../../network/network.ts';
import { fixedProbability } from '../../network/rules/index.ts';
import { preset } from '../define.ts';
import { networkCell, networkParameters, VOGELS } from './cobahh.ts';

/** Brian2's example says method='exponential_euler', under which conductances stand still during a step. */
const INTEGRATOR = 'ind_exp_euler';

export const eiBrette2007 = preset({
  name: 'ei-brette2007',
  title: 'E–I network, Brette et al. 2007 (Brian2’s COBAHH)',
  summary:
    'Benchmark 3 of the review, with the conventions of Brian2’s example: random initial conductances set it off, ' +
    'and it keeps itself going at about 35 Hz with irregular bursts.',
  reference: VOGELS,
  parameters: networkParameters,
  duration: 1000,
  dt: 0.1,
  integrator: INTEGRATOR,
  variables: ['V', 'm', 'h', 'n', 'g_e', 'g_i'],
  build({ n_exc, n_inh, p, w_e, w_i, ...cell }, seed) {
    const network = new Network({ seed });
    const n = n_exc + n_inh;
    const cells = network.population(
      networkCell(cell, { integrator: INTEGRATOR, threshold: 'V > -20 mV', refractory: '3 ms' }),
      n,
      { V: 'normal(-65 mV, 5 mV)', g_e: 'normal(40 nS, 15 nS)', g_i: 'normal(200 nS, 120 nS)' },
      { name: 'cells' },
    );
    const excitatory = cells.slice(0, n_exc, { name: 'E' });
    const inhibitory = cells.slice(n_exc, n, { name: 'I' });
    const connect = fixedProbability(p, { autapses: true });
    network.project(excitatory, cells, { connect, onSpike: 'g_e += w_e', parameters: { w_e } });
    network.project(inhibitory, cells, { connect, onSpike: 'g_i += w_i', parameters: { w_i } });
    return network;
  },
});
