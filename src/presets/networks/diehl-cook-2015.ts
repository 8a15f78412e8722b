/** `diehl-cook-2015`: cells share patterns out among themselves by STDP and homeostasis, Diehl & Cook's network in small. */
import { cell } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { allToAll, oneToOne, probability } from '../../network/rules/index.ts';
import { formatQuantity } from '../../quantity/quantity.ts';
import type { Preset, PresetParameter } from '../preset.ts';
import { live } from './vogels.ts';

const rebuild = (parameter: PresetParameter): PresetParameter => ({ ...parameter, acts: 'rebuild' });

const count = (name: string, label: string, value: number, most: number): PresetParameter => ({
  name,
  label,
  unit: '',
  value,
  range: [1, most],
  whole: true,
  acts: 'rebuild',
});

const parameters: readonly PresetParameter[] = [
  {
    ...count('side', 'inputs along a side of the picture', 12, 100),
    literature: { value: 28, source: 'Diehl & Cook 2015, pictures of digits' },
  },
  count('bars', 'bars that fill the picture, each way', 4, 20),
  {
    ...count('cells', 'excitatory cells', 16, 10_000),
    logarithmic: true,
    literature: { value: 400, source: 'Diehl & Cook 2015' },
  },
  live('rate', 'rate of an input within the bar', 'Hz', 90, [0, 500]),
  live('t_shown', 'time for which a bar is shown', 'ms', 350, [0, 10_000]),
  rebuild(live('period', 'from one bar to the next', 'ms', 500, [1, 10_000])),
  {
    ...live('theta_plus', 'rise of a cell’s threshold at its spike', 'mV', 0.2, [0, 10]),
    literature: { value: 0.05, source: 'Diehl & Cook 2015; larger here, to settle sooner' },
  },
  { ...live('tau_theta', 'time constant of thresholds', 'ms', 1e7, [10, 1e9]), logarithmic: true },
  rebuild(live('w_mean', 'mean weight of a cell’s synapses, kept by normalisation', '', 0.1, [0, 1])),
  rebuild(live('eta', 'learning rate', '', 0.01, [0, 1])),
  rebuild(live('x_target', 'trace of an input at which its weight stays', '', 0.4, [0, 10])),
  live('w_ei', 'weight, excitatory cell to its inhibitory one', '', 10.4, [0, 100]),
  live('w_ie', 'weight, inhibitory cell to all other excitatory ones', '', 17, [0, 100]),
];

/** Conductances are in units of the leak. */
const common = { E_e: '0 mV', tau_e: '1 ms' };

export const diehlCook2015: Preset = {
  name: 'diehl-cook-2015',
  title: 'Unsupervised learning with homeostasis (Diehl & Cook)',
  summary:
    'Eight bars are shown to 16 cells in turn. Spikes strengthen the synapses of what is shown, every half second the weights of each cell are scaled ' +
    'to one sum, and thresholds rise with each spike, so that within 30 s each bar has a cell of its own.',
  reference: 'Diehl & Cook 2015, Front. Comput. Neurosci. 9:99',
  parameters,
  duration: 30_000,
  dt: 0.5,
  integrator: 'exp_midpoint',
  variables: ['v', 'theta', 'g_e'],
  build(values, seed) {
    const network = new Network({ seed });
    const v = (name: string): number => values[name]!;
    const text = (name: string): string => formatQuantity(v(name), parameters.find((p) => p.name === name)!.unit, 17);
    const [side, bars, cells] = [v('side'), v('bars'), v('cells')];
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
        theta_plus: text('theta_plus'),
        tau_theta: text('tau_theta'),
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
      parameters: { rate: text('rate'), period: text('period'), t_shown: text('t_shown') },
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
        every: [{ interval: text('period'), do: 'w *= w_sum/sum_in(w)' }],
        range: ['0', '1'],
        parameters: {
          tau_x: '20 ms',
          w_max: 1,
          eta: v('eta'),
          x_target: v('x_target'),
          w_sum: v('w_mean') * side * side,
        },
      },
    });
    network.project(E, I, {
      name: 'E to I',
      connect: oneToOne(),
      onSpike: 'g_e += w_ei',
      parameters: { w_ei: v('w_ei') },
    });
    network.project(I, E, {
      name: 'I to E',
      // An inhibitory cell spares its own excitatory one.
      connect: probability(1, { condition: 'i != j' }),
      onSpike: 'g_i += w_ie',
      parameters: { w_ie: v('w_ie') },
    });
    return network;
  },
};
