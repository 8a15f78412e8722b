/** `wang-2002`: a cortical circuit that decides between two inputs and remembers, by slow reverberation of NMDA receptors. */
import { cell } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import type { Population, Slice } from '../../network/population.ts';
import { allToAll } from '../../network/rules/index.ts';
import { count, live, logarithmic, preset } from '../define.ts';

/**
 * What both kinds of cells have: external input and sums over the gates of the sources. Conductances are those of N_E = 1600, N_I = 400.
 */
const common = [
  'dV/dt = (g_L*(E_L - V) + (g_ext*s_ext + scale_E*g_A*F + scale_E*g_N*S*B)*(0*mV - V) + scale_I*g_G*G*(E_L - V))/C : mV (unless refractory)',
  'B = 1/(1 + exp(-0.062*V/mV)/3.57) : 1',
  'arrived = poisson((nu_ext + stimulus)*dt) : 1',
  'ds_ext/dt = -s_ext/tau_A + arrived/dt : 1',
  'G : 1 (summed, shared)',
];
const shared = { E_L: '-70 mV', V_th: '-50 mV', V_reset: '-55 mV', tau_A: '2 ms' };

export const wang2002 = preset({
  name: 'wang-2002',
  title: 'Decision and working memory (Wang)',
  summary:
    '2000 cells with two selective groups that compete through common inhibition. Input from 500 to 1500 ms lets one win; it continues firing ' +
    'after the input has ended, since NMDA gates saturate and decay slowly. Gates are kept per source and summed over all sources.',
  reference: 'Wang 2002, Neuron 36:955',
  parameters: {
    n_exc: count(1600, 'pyramidal cells', [20, 100_000], logarithmic),
    n_inh: count(400, 'interneurons', [20, 100_000], logarithmic),
    coherence: live(0.128, '', 'how much input 1 exceeds the mean, and input 2 falls short of it', [-1, 1]),
    mu: live(40, 'Hz', 'mean rate of the inputs', [0, 1000]),
    t_on: live(500, 'ms', 'begin of the inputs', [0, 1e6]),
    t_off: live(1500, 'ms', 'end of the inputs', [0, 1e6]),
    w_plus: live(1.7, '', 'strength within a selective group', [1, 5]),
    nu_ext: live(2400, 'Hz', 'background rate', [0, 5000]),
    g_N: live(0.165, 'nS', 'NMDA conductance, pyramidal cells, at 1600 sources', [0, 10]),
    g_G: live(1.3, 'nS', 'GABA conductance, pyramidal cells, at 400 sources', [0, 100]),
  },
  duration: 2500,
  dt: 0.1,
  integrator: 'ind_exp_euler',
  variables: ['V', 's', 's_ext'],
  build({ n_exc, n_inh, coherence, mu, t_on, t_off, w_plus, nu_ext, g_N, g_G }, seed) {
    const network = new Network({ seed });
    const scales = { scale_E: 1600 / n_exc, scale_I: 400 / n_inh };
    // Selective groups of 15 % each.
    const selective = Math.round(0.15 * n_exc);
    const pyramidal = cell({
      equations: [
        ...common,
        'ds/dt = -s/tau_N + alpha*x*(1 - s) : 1',
        'dx/dt = -x/tau_x : 1',
        'df/dt = -f/tau_A : 1',
        // Of group 1, of group 2, of all others: strengthened within a group, weakened between what is selective.
        'w_minus = 1 - 0.15*(w_plus - 1)/(1 - 0.15) : 1',
        'w_1 = 1 + in_1*(w_plus - 1) + in_2*(w_minus - 1) : 1',
        'w_2 = 1 + in_2*(w_plus - 1) + in_1*(w_minus - 1) : 1',
        'w_0 = 1 + (in_1 + in_2)*(w_minus - 1) : 1',
        'S = w_1*S_1 + w_2*S_2 + w_0*S_0 : 1',
        'F = w_1*F_1 + w_2*F_2 + w_0*F_0 : 1',
        ...['S_1', 'S_2', 'S_0', 'F_1', 'F_2', 'F_0'].map((name) => `${name} : 1 (summed, shared)`),
        'on = int(t >= t_on and t < t_off) : 1 (shared)',
        'stimulus = on*mu*(in_1*(1 + coherence) + in_2*(1 - coherence)) : Hz',
        'in_1 : 1',
        'in_2 : 1',
      ].join('\n'),
      threshold: 'V > V_th',
      reset: 'V = V_reset; x += 1; f += 1',
      refractory: '2 ms',
      parameters: {
        ...shared,
        ...scales,
        C: '0.5 nF',
        g_L: '25 nS',
        g_ext: '2.1 nS',
        g_A: '0.05 nS',
        g_N,
        g_G,
        tau_N: '100 ms',
        tau_x: '2 ms',
        alpha: '0.5 1/ms',
        w_plus,
        nu_ext,
        mu,
        coherence,
        t_on,
        t_off,
      },
    });
    const interneuron = cell({
      equations: [
        ...common,
        'dq/dt = -q/tau_G : 1',
        'S : 1 (summed, shared)',
        'F : 1 (summed, shared)',
        'stimulus = 0*Hz : Hz',
      ].join('\n'),
      threshold: 'V > V_th',
      reset: 'V = V_reset; q += 1',
      refractory: '1 ms',
      parameters: {
        ...shared,
        ...scales,
        C: '0.2 nF',
        g_L: '20 nS',
        g_ext: '1.62 nS',
        g_A: '0.04 nS',
        g_N: '0.13 nS',
        g_G: '1 nS',
        tau_G: '5 ms',
        nu_ext,
      },
    });
    const start = { V: 'uniform(-70 mV, -50 mV)' };
    const place = { in_1: `int(i < ${selective})`, in_2: `int(i >= ${selective})*int(i < ${2 * selective})` };
    const E = network.population(pyramidal, n_exc, { ...start, ...place }, { name: 'E' });
    const I = network.population(interneuron, n_inh, start, { name: 'I' });
    const groups: readonly (readonly [string, Slice])[] = [
      ['1', E.slice(0, selective, { name: 'group 1' })],
      ['2', E.slice(selective, 2 * selective, { name: 'group 2' })],
      ['0', E.slice(2 * selective, n_exc, { name: 'non-selective' })],
    ];
    const sum = (from: Population | Slice, to: Population, into: string, value: string): void => {
      network.couple(from, to, {
        connect: allToAll(),
        into,
        value,
        name: `${value.slice(0, 1)} of ${from.name} to ${to.name}`,
      });
    };
    for (const [k, group] of groups) {
      sum(group, E, `S_${k}`, 's_pre');
      sum(group, E, `F_${k}`, 'f_pre');
    }
    sum(E, I, 'S', 's_pre');
    sum(E, I, 'F', 'f_pre');
    for (const to of [E, I]) sum(I, to, 'G', 'q_pre');
    return network;
  },
});
