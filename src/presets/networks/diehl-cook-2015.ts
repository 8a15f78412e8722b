/** `diehl-cook-2015`: cells share patterns out among themselves by STDP and homeostasis, Diehl & Cook's network in small. */
import { cell } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { allToAll, oneToOne, probability } from '../../network/rules/index.ts';
import { count, live, logarithmic, preset, rebuild } from '../define.ts';

/** Conductances are in units of the leak. */
const common = { E_e: '0 mV', tau_e: '1 ms' };

export const diehlCook2015 = preset({
  name: 'diehl-cook-2015',
  title: 'Unsupervised learning with homeostasis (Diehl & Cook)',
  summary:
    'Eight bars are shown to 16 cells in turn. Spikes strengthen the synapses of what is shown, every half second the weights of each cell are scaled ' +
    'to one sum, and thresholds rise with each spike, so that within 30 s each bar has a cell of its own.',
  reference: 'Diehl & Cook 2015, Front. Comput. Neurosci. 9:99',
  parameters: {
    side: count(12, 'inputs along a side of the picture', [1, 100], {
      literature: { value: 28, source: 'Diehl & Cook 2015, pictures of digits' },
    }),
    bars: count(4, 'bars that fill the picture, each way', [1, 20]),
    cells: count(16, 'excitatory cells', [1, 10_000], {
      logarithmic: true,
      literature: { value: 400, source: 'Diehl & Cook 2015' },
    }),
    rate: live(90, 'Hz', 'rate of an input within the bar', [0, 500]),
    t_shown: live(350, 'ms', 'time for which a bar is shown', [0, 10_000]),
    period: rebuild(500, 'ms', 'from one bar to the next', [1, 10_000]),
    theta_plus: live(0.2, 'mV', 'rise of a cell’s threshold at its spike', [0, 10], {
      literature: { value: 0.05, source: 'Diehl & Cook 2015; larger here, to settle sooner' },
    }),
    tau_theta: live(1e7, 'ms', 'time constant of thresholds', [10, 1e9], logarithmic),
    w_mean: rebuild(0.1, '', 'mean weight of a cell’s synapses, kept by normalisation', [0, 1]),
    eta: rebuild(0.01, '', 'learning rate', [0, 1]),
    x_target: rebuild(0.4, '', 'trace of an input at which its weight stays', [0, 10]),
    w_ei: live(10.4, '', 'weight, excitatory cell to its inhibitory one', [0, 100]),
    w_ie: live(17, '', 'weight, inhibitory cell to all other excitatory ones', [0, 100]),
  },
  duration: 30_000,
  dt: 0.5,
  integrator: 'exp_midpoint',
  variables: ['v', 'theta', 'g_e'],
  build({ side, bars, cells, rate, t_shown, period, theta_plus, tau_theta, w_mean, eta, x_target, w_ei, w_ie }, seed) {
    const network = new Network({ seed });
    const excitatory = cell({
      equations: [
        'dv/dt = (E_L - v + g_e*(E_e - v) + g_i*(E_i - v))/tau_m : mV (unless refractory)',
        'dg_e/dt = -g_e/tau_e : 1',
        'dg_i/dt = -g_i/tau_i : 1',
        'dtheta/dt = -theta/tau_theta : mV',
      ].join('\n'),
      threshold: 'v > V_th + theta',
      reset: 'v = V_r; theta += theta_plus',
      refractory: '5 ms',
      integrator: 'exp_midpoint',
      parameters: {
        ...common,
        E_L: '-65 mV',
        E_i: '-100 mV',
        tau_m: '100 ms',
        tau_i: '2 ms',
        V_th: '-52 mV',
        V_r: '-65 mV',
        theta_plus,
        tau_theta,
      },
    });
    const inhibitory = cell({
      equations: 'dv/dt = (E_L - v + g_e*(E_e - v))/tau_m : mV (unless refractory)\ndg_e/dt = -g_e/tau_e : 1',
      threshold: 'v > V_th',
      reset: 'v = V_r',
      refractory: '2 ms',
      integrator: 'exp_midpoint',
      parameters: { ...common, E_L: '-60 mV', tau_m: '10 ms', V_th: '-40 mV', V_r: '-45 mV' },
    });
    // Bars lie and stand in turn: a step that has no divisor in common with their number goes through all of them.
    const step = bars % 2 === 0 ? bars + 1 : bars + 2;
    const input = cell({
      equations: [
        'n_shown = floor(t/period) : 1 (shared)',
        `bar = mod(${step}*n_shown, ${2 * bars}) : 1 (shared)`,
        'on = int(t - n_shown*period < t_shown) : 1 (shared)',
        `within = on*where(bar < ${bars}, int(lying == bar), int(standing == bar - ${bars})) : 1`,
        'lying : 1',
        'standing : 1',
      ].join('\n'),
      threshold: 'rand() < within*rate*dt',
      reset: '',
      parameters: { rate, period, t_shown },
    });
    const E = network.population(excitatory, cells, { v: 'E_L' }, { name: 'E' });
    const I = network.population(inhibitory, cells, { v: 'E_L' }, { name: 'I' });
    // The bar of either kind that an input belongs to.
    const place = {
      lying: `floor(floor(i/${side})*${bars}/${side})`,
      standing: `floor(mod(i, ${side})*${bars}/${side})`,
    };
    const inputs = network.population(input, side * side, place, { name: 'inputs' });
    network.project(inputs, E, {
      name: 'plastic',
      connect: allToAll(),
      onSpike: 'g_e += w',
      weight: 'uniform(0.003, 0.303)',
      delay: 'uniform(0.5 ms, 10 ms)',
      plasticity: {
        pre: { equations: 'dx/dt = -x/tau_x : 1', onSpike: 'x += 1' },
        onPost: 'w += eta*(x - x_target)*(w_max - w)',
        every: [{ interval: period, do: 'w *= w_sum/sum_in(w)' }],
        range: ['0', '1'],
        parameters: {
          tau_x: '20 ms',
          w_max: 1,
          eta,
          x_target,
          w_sum: w_mean * side * side,
        },
      },
    });
    network.project(E, I, {
      name: 'E to I',
      connect: oneToOne(),
      onSpike: 'g_e += w_ei',
      parameters: { w_ei },
    });
    network.project(I, E, {
      name: 'I to E',
      // An inhibitory cell spares its own excitatory one.
      connect: probability(1, { condition: 'i != j' }),
      onSpike: 'g_i += w_ie',
      parameters: { w_ie },
    });
    return network;
  },
});
