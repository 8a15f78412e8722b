/** `pinsky-rinzel`: a pyramidal cell as a soma and a dendrite, two voltages in one system of equations. */
import { cell } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { live, preset } from '../define.ts';
import { onRule } from '../on-rule.ts';
import { capacitance, cells, conductance, current } from './cell.ts';

/**
 * Voltages in mV from rest (−60 mV), densities in mS/cm² and µA/cm², calcium without a unit, as published: E_Na 120, E_Ca 140, E_K −15,
 * E_L 0 mV. Currents are inward; those per area of the whole cell, I, I_d and I_c, are divided by the share of the compartment that they
 * enter.
 */
const equations = `
  dV/dt = (I_L + I_Na + I_KDR + (I_c + I)/p)/C : mV
  dV_d/dt = (I_L_d + I_Ca + I_AHP + I_KC + (I_d - I_c)/(1 - p))/C : mV
  I_L = -g_L*V : uA/cm**2
  I_Na = g_Na*(a_m/(a_m + b_m))**2*h*(120*mV - V) : uA/cm**2
  I_KDR = g_KDR*n*(-15*mV - V) : uA/cm**2
  I_c = g_c*(V_d - V) : uA/cm**2
  I_L_d = -g_L*V_d : uA/cm**2
  I_Ca = g_Ca*s**2*(140*mV - V_d) : uA/cm**2
  I_AHP = g_AHP*q*(-15*mV - V_d) : uA/cm**2
  I_KC = g_KC*c*min(Ca/250, 1)*(-15*mV - V_d) : uA/cm**2
  dh/dt = a_h*(1 - h) - b_h*h : 1
  dn/dt = a_n*(1 - n) - b_n*n : 1
  ds/dt = a_s*(1 - s) - b_s*s : 1
  dc/dt = a_c*(1 - c) - b_c*c : 1
  dq/dt = a_q*(1 - q) - 0.001/ms*q : 1
  dCa/dt = 0.13*I_Ca/(uA/cm**2)/ms - 0.075*Ca/ms : 1
  u = V/mV : 1
  w = V_d/mV : 1
  a_m = 0.32*4/exprel((13.1 - u)/4)/ms : Hz
  b_m = 0.28*5/exprel((u - 40.1)/5)/ms : Hz
  a_n = 0.016*5/exprel((35.1 - u)/5)/ms : Hz
  b_n = 0.25*exp(0.5 - 0.025*u)/ms : Hz
  a_h = 0.128*exp((17 - u)/18)/ms : Hz
  b_h = 4/(1 + exp((40 - u)/5))/ms : Hz
  a_s = 1.6/(1 + exp(-0.072*(w - 65)))/ms : Hz
  b_s = 0.02*5/exprel((w - 51.1)/5)/ms : Hz
  rest = 2*exp((6.5 - w)/27)/ms : Hz
  a_c = select(w <= 50, exp((w - 10)/11 - (w - 6.5)/27)/18.975/ms, rest) : Hz
  b_c = select(w <= 50, rest - a_c, 0/ms) : Hz
  a_q = min(2e-5*Ca, 0.01)/ms : Hz`;

export const pinskyRinzelPreset = preset({
  name: 'pinsky-rinzel',
  title: 'Pinsky–Rinzel cell: bursts between soma and dendrite',
  summary:
    'A CA3 pyramidal cell in two compartments: a sodium spike of the soma starts a calcium spike in the dendrite, which feeds a burst of four. ' +
    'Voltages are from rest, and currents per area of the whole cell.',
  reference: 'Pinsky & Rinzel 1994, J. Comput. Neurosci. 1:39, doi:10.1007/BF00962717',
  parameters: {
    I: current(1, 'current into the soma, per area of the whole cell'),
    I_d: current(0, 'current into the dendrite, per area of the whole cell'),
    g_c: conductance('coupling', 2.1),
    p: live(0.5, '', 'share of the soma in the area', [0.01, 0.99]),
    C: capacitance(3),
    g_L: conductance('leak', 0.1),
    g_Na: conductance('sodium', 30),
    g_KDR: conductance('delayed-rectifier potassium', 15),
    g_Ca: conductance('calcium', 10),
    g_AHP: conductance('afterhyperpolarising potassium', 0.8),
    g_KC: conductance('calcium-gated potassium', 15),
    cells,
  },
  duration: 500,
  dt: 0.01,
  integrator: 'rk4',
  claims: [
    {
      claim: 'Periodic bursting gives way to repetitive spiking of the soma as its current increases.',
      seen:
        'So it is: bursts of three every 653 ms at 0.5 µA/cm², of four every 348 ms at 1, of five every 146 ms at 1.5; ' +
        'between 1.6 and 2.5 bursts and single spikes mix without a period; from 2.75 on single spikes come at 47 Hz and more, after the first second.',
    },
    {
      claim:
        'Steady stimulation of the dendrite makes periodic bursts at 8 to 20 Hz, that of the soma at less than 8 Hz.',
      seen:
        'The soma’s current reaches 6.9 Hz before the period is lost. Into the dendrite, 2.25 µA/cm² make bursts at 8.4 Hz; 5 µA/cm², ' +
        'with −2 into the soma, at 10.3 Hz. Beyond them the period is lost too; the paper’s dendrite is driven by a conductance.',
    },
    {
      claim: 'There are bursts at intermediate coupling only.',
      seen: 'At 0.75 µA/cm² there are single spikes up to g_c 1 mS/cm², bursts of four at 2.1, pairs at 5, and again single spikes from 10 on.',
    },
  ],
  variables: ['V', 'V_d', 'h', 'n', 's', 'c', 'q', 'Ca'],
  build({ cells, ...parameters }, seed) {
    const network = new Network({ seed });
    const model = cell({ equations, parameters, threshold: 'crosses(V, 30 mV)' });
    const start = { V: '-4.6 mV', V_d: '-4.6 mV', h: 0.999, n: 0.001, s: 0.009, c: 0.007, q: 0.01, Ca: 0.2 };
    network.population(onRule(model, 'rk4'), cells, start, { name: 'cell' });
    return network;
  },
});
