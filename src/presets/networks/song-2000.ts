/** `song-2000`: competition among the synapses of one cell, as Song, Miller & Abbott showed it. */
import { cell } from '../../cells/index.ts';
import type { Model } from '../../equations/model.ts';
import { Network } from '../../network/network.ts';
import { allToAll } from '../../network/rules/index.ts';
import { pairStdp } from '../../synapses/index.ts';
import { count, live, logarithmic, preset, rebuild, type ValuesOf } from '../define.ts';

/** Of the cell, whose conductances are in units of the leak. */
const target = {
  tau_m: live(20, 'ms', 'membrane time constant', [0.1, 1000]),
  tau_e: live(5, 'ms', 'excitatory decay time', [0.1, 1000]),
  tau_i: live(5, 'ms', 'inhibitory decay time', [0.1, 1000]),
  E_L: live(-70, 'mV', 'resting potential', [-150, 150]),
  E_e: live(0, 'mV', 'excitatory reversal potential', [-150, 150]),
  E_i: live(-70, 'mV', 'inhibitory reversal potential', [-150, 150]),
  V_th: live(-54, 'mV', 'threshold', [-150, 150]),
  V_r: live(-60, 'mV', 'reset', [-150, 150]),
};

const targetCell = (parameters: ValuesOf<typeof target>): Model =>
  cell({
    equations: [
      'dV/dt = (E_L - V + g_e*(E_e - V) + g_i*(E_i - V))/tau_m : mV',
      'dg_e/dt = -g_e/tau_e : 1',
      'dg_i/dt = -g_i/tau_i : 1',
    ].join('\n'),
    parameters,
    threshold: 'V > V_th',
    reset: 'V = V_r',
    integrator: 'ind_exp_euler',
  });

export const song2000 = preset({
  name: 'song-2000',
  title: 'Competition among synapses by spike-timing-dependent plasticity',
  summary:
    'One cell under 1000 excitatory Poisson inputs with pair STDP. Within some 100 s the weights part into many weak and a few strong ones, and the cell’s rate settles between 20 and 30 Hz, whether the inputs fire at 20 or at 40 Hz.',
  reference: 'Song, Miller & Abbott 2000, Nat. Neurosci. 3:919, figure 2',
  parameters: {
    inputs_exc: count(1000, 'excitatory inputs', [1, 100_000], logarithmic),
    inputs_inh: count(200, 'inhibitory inputs', [1, 100_000], logarithmic),
    rate: live(20, 'Hz', 'rate of each excitatory input', [0, 200]),
    rate_inh: live(10, 'Hz', 'rate of each inhibitory input', [0, 200]),
    w_max: rebuild(0.015, '', 'largest excitatory weight ÷ leak', [0.0001, 1], logarithmic),
    w_inh: live(0.05, '', 'inhibitory weight ÷ leak', [0, 1]),
    A_plus: rebuild(0.01, '', 'potentiation by a pair ÷ w_max', [0, 1], {
      literature: { value: 0.005, source: 'Song, Miller & Abbott 2000; larger here, to settle sooner' },
    }),
    ratio: rebuild(1.05, '', 'depression ÷ potentiation', [0, 10]),
    tau_plus: rebuild(20, 'ms', 'time constant of potentiation', [0.1, 1000]),
    tau_minus: rebuild(20, 'ms', 'time constant of depression', [0.1, 1000]),
    ...target,
  },
  duration: 100_000,
  dt: 0.1,
  integrator: 'ind_exp_euler',
  variables: ['V', 'g_e'],
  build({ inputs_exc, inputs_inh, rate, rate_inh, w_max, w_inh, A_plus, ratio, tau_plus, tau_minus, ...values }, seed) {
    const network = new Network({ seed });
    const target = network.population(targetCell(values), 1, { V: 'E_L' }, { name: 'cell' });
    const excitatory = network.poisson(inputs_exc, { rate, name: 'excitatory' });
    // A model of its own, so that its rate has its own name.
    const train = cell({
      equations: 'arrived = poisson(rate_inh*dt) : 1',
      parameters: { rate_inh },
      threshold: 'arrived > 0',
      reset: '',
    });
    const inhibitory = network.population(train, inputs_inh, {}, { name: 'inhibitory' });
    network.project(excitatory, target, {
      name: 'plastic',
      connect: allToAll(),
      onSpike: 'g_e += w',
      weight: `uniform(0, ${w_max})`,
      plasticity: pairStdp({
        A_plus,
        A_minus: A_plus * ratio,
        tau_plus,
        tau_minus,
        range: ['0', `${w_max}`],
      }),
    });
    network.project(inhibitory, target, { connect: allToAll(), onSpike: 'g_i += w_inh', parameters: { w_inh } });
    return network;
  },
});
