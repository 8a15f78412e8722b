/** `ei-tutorial`: the network as braincell's tutorial prints it. */
import { Network } from '../../network/network.ts';
import { fixedOutDegree } from '../../network/rules/index.ts';
import { preset } from '../define.ts';
import { networkCell, networkParameters, VOGELS } from './cobahh.ts';

/** The tutorial's own rule: everything from the old state, conductances held during the step. */
const INTEGRATOR = 'ind_exp_euler';

export const eiTutorial = preset({
  name: 'ei-tutorial',
  title: 'E–I network, as the tutorial prints it',
  summary:
    '4000 Hodgkin–Huxley-type cells, four fifths excitatory, that start with closed gates and no input at all. ' +
    'The leak is printed 10⁴ times too small (5 nS/cm² for the paper’s 50 µS/cm²); set g_L to 10 nS for the paper’s.',
  reference: `braincell, tutorial on the excitatory–inhibitory network; ${VOGELS}`,
  parameters: {
    ...networkParameters,
    g_L: {
      ...networkParameters.g_L,
      value: 0.001,
      literature: { value: 10, source: 'Brette et al. 2007: 5e-5 S/cm² × 20 000 µm²' },
    },
  },
  duration: 100,
  dt: 0.1,
  integrator: INTEGRATOR,
  variables: ['V', 'm', 'h', 'n', 'g_e', 'g_i'],
  claims: [
    {
      claim: 'Firing is asynchronous, without a common rhythm.',
      seen: 'Not at first: all cells start alike, and a volley of well over a thousand spikes falls into 15–20 ms. From about 22 ms on it is asynchronous.',
    },
    {
      claim: 'Activity is sparse: most cells fire only a few times in 100 ms.',
      seen: 'True of the median cell. About a third of the cells stay silent for the whole 100 ms while others burst at 200 Hz (median interval 4.5 ms).',
    },
    {
      claim: 'Fast inhibition prevents a burst of the whole population.',
      seen: 'The first volley is such a burst; inhibition ends it within about 5 ms. Set w_i to 0 nS to see what it holds back.',
    },
    {
      claim: 'The spike threshold is −20 mV.',
      seen: 'The printed −20 mV is never handed to the cell; spikes are upward crossings of 0 mV.',
    },
  ],
  build({ n_exc, n_inh, p, w_e, w_i, ...cell }, seed) {
    const network = new Network({ seed });
    const n = n_exc + n_inh;
    const cells = network.population(
      networkCell(cell, { integrator: INTEGRATOR, threshold: 'crosses(V, 0 mV)' }),
      n,
      { V: 'uniform(-70 mV, -60 mV)' },
      { name: 'cells' },
    );
    const excitatory = cells.slice(0, n_exc, { name: 'E' });
    const inhibitory = cells.slice(n_exc, n, { name: 'I' });
    const connect = fixedOutDegree(Math.round(p * n), { multapses: true, autapses: true });
    network.project(excitatory, cells, { connect, onSpike: 'g_e += w_e', parameters: { w_e } });
    network.project(inhibitory, cells, { connect, onSpike: 'g_i += w_i', parameters: { w_i } });
    return network;
  },
});
