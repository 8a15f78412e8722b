/** `song-2000`: competition among the synapses of one cell, as Song, Miller & Abbott showed it. */
import { cell } from '../../cells/index.ts';
import type { Model } from '../../equations/model.ts';
import { Network } from '../../network/network.ts';
import { allToAll } from '../../network/rules/index.ts';
import { pairStdp } from '../../synapses/index.ts';
import type { Preset, PresetParameter, PresetValues } from '../preset.ts';
import { live } from './vogels.ts';

const rebuild = (parameter: PresetParameter): PresetParameter => ({ ...parameter, acts: 'rebuild' });

const count = (name: string, label: string, value: number): PresetParameter => ({
  name,
  label,
  unit: '',
  value,
  range: [1, 100_000],
  whole: true,
  logarithmic: true,
  acts: 'rebuild',
});

/** Conductances are in units of the leak. */
const parameters: readonly PresetParameter[] = [
  count('inputs_exc', 'excitatory inputs', 1000),
  count('inputs_inh', 'inhibitory inputs', 200),
  live('rate', 'rate of each excitatory input', 'Hz', 20, [0, 200]),
  live('rate_inh', 'rate of each inhibitory input', 'Hz', 10, [0, 200]),
  rebuild({ ...live('w_max', 'largest excitatory weight ÷ leak', '', 0.015, [0.0001, 1]), logarithmic: true }),
  live('w_inh', 'inhibitory weight ÷ leak', '', 0.05, [0, 1]),
  {
    ...rebuild(live('A_plus', 'potentiation by a pair ÷ w_max', '', 0.01, [0, 1])),
    literature: { value: 0.005, source: 'Song, Miller & Abbott 2000; larger here, to settle sooner' },
  },
  rebuild(live('ratio', 'depression ÷ potentiation', '', 1.05, [0, 10])),
  rebuild(live('tau_plus', 'time constant of potentiation', 'ms', 20, [0.1, 1000])),
  rebuild(live('tau_minus', 'time constant of depression', 'ms', 20, [0.1, 1000])),
  live('tau_m', 'membrane time constant', 'ms', 20, [0.1, 1000]),
  live('tau_e', 'excitatory decay time', 'ms', 5, [0.1, 1000]),
  live('tau_i', 'inhibitory decay time', 'ms', 5, [0.1, 1000]),
  live('E_L', 'resting potential', 'mV', -70, [-150, 150]),
  live('E_e', 'excitatory reversal potential', 'mV', 0, [-150, 150]),
  live('E_i', 'inhibitory reversal potential', 'mV', -70, [-150, 150]),
  live('V_th', 'threshold', 'mV', -54, [-150, 150]),
  live('V_r', 'reset', 'mV', -60, [-150, 150]),
];

function targetCell(values: PresetValues): Model {
  const v = (name: string, unit: string): string => `${values[name]} ${unit}`;
  return cell({
    equations: [
      'dV/dt = (E_L - V + g_e*(E_e - V) + g_i*(E_i - V))/tau_m : mV',
      'dg_e/dt = -g_e/tau_e : 1',
      'dg_i/dt = -g_i/tau_i : 1',
    ].join('\n'),
    parameters: {
      E_L: v('E_L', 'mV'),
      E_e: v('E_e', 'mV'),
      E_i: v('E_i', 'mV'),
      tau_m: v('tau_m', 'ms'),
      tau_e: v('tau_e', 'ms'),
      tau_i: v('tau_i', 'ms'),
      V_th: v('V_th', 'mV'),
      V_r: v('V_r', 'mV'),
    },
    threshold: 'V > V_th',
    reset: 'V = V_r',
    integrator: 'ind_exp_euler',
  });
}

export const song2000: Preset = {
  name: 'song-2000',
  title: 'Competition among synapses by spike-timing-dependent plasticity',
  summary:
    'One cell under 1000 excitatory Poisson inputs with pair STDP. Within some 100 s the weights part into many weak and a few strong ones, and the cell’s rate settles between 20 and 30 Hz, whether the inputs fire at 20 or at 40 Hz.',
  reference: 'Song, Miller & Abbott 2000, Nat. Neurosci. 3:919, figure 2',
  parameters,
  duration: 100_000,
  dt: 0.1,
  integrator: 'ind_exp_euler',
  variables: ['V', 'g_e'],
  build(values, seed) {
    const network = new Network({ seed });
    const target = network.population(targetCell(values), 1, { V: 'E_L' }, { name: 'cell' });
    const excitatory = network.poisson(values['inputs_exc']!, { rate: `${values['rate']} kHz`, name: 'excitatory' });
    // A model of its own, so that its rate has a name of its own.
    const train = cell({
      equations: 'arrived = poisson(rate_inh*dt) : 1',
      parameters: { rate_inh: `${values['rate_inh']} kHz` },
      threshold: 'arrived > 0',
      reset: '',
    });
    const inhibitory = network.population(train, values['inputs_inh']!, {}, { name: 'inhibitory' });
    network.project(excitatory, target, {
      name: 'plastic',
      connect: allToAll(),
      onSpike: 'g_e += w',
      weight: `uniform(0, ${values['w_max']})`,
      plasticity: pairStdp({
        A_plus: values['A_plus']!,
        A_minus: values['A_plus']! * values['ratio']!,
        tau_plus: `${values['tau_plus']} ms`,
        tau_minus: `${values['tau_minus']} ms`,
        range: ['0', `${values['w_max']}`],
      }),
    });
    network.project(inhibitory, target, {
      connect: allToAll(),
      onSpike: 'g_i += w_inh',
      parameters: { w_inh: values['w_inh']! },
    });
    return network;
  },
};
