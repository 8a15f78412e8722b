/** `hh-classic` and `hh-tutorial`: the squid axon as published in 1952, and as braincell's tutorial on integrators prints it. */
import { compartment, K_HH1952, leak, Na_HH1952 } from '../../cells/index.ts';
import type { Model } from '../../equations/model.ts';
import { Network } from '../../network/network.ts';
import { numberIn, preset, rebuild, type ValuesOf } from '../define.ts';
import { atRest, capacitance, cells, conductance, current, reversal, start } from './cell.ts';

const membrane = {
  I: current(10),
  C: capacitance(1),
  g_Na: conductance('sodium', 120),
  g_K: conductance('potassium', 36),
  g_L: conductance('leak', 0.3, 1e3),
  E_Na: reversal('sodium', 50),
  E_K: reversal('potassium', -77),
  E_L: reversal('leak', -54.387),
};

const hhCell = ({ I, C, g_Na, g_K, g_L, E_Na, E_K, E_L }: ValuesOf<typeof membrane>, integrator: string): Model =>
  compartment({
    C,
    I,
    channels: [Na_HH1952({ g: g_Na, E: E_Na }), K_HH1952({ g: g_K, E: E_K }), leak({ g: g_L, E: E_L })],
    threshold: 'crosses(V, 0 mV)',
    integrator,
  });

export const hhClassic = preset({
  name: 'hh-classic',
  title: 'Squid axon (Hodgkin & Huxley 1952)',
  summary: 'The classical cell from its steady state, with 10 µA/cm²: it fires at 68 Hz.',
  reference: 'Hodgkin & Huxley 1952, J. Physiol. 117:500',
  parameters: { ...membrane, V_0: start(-65), cells },
  duration: 100,
  dt: 0.05,
  integrator: 'exp_euler',
  variables: ['V', 'm', 'h', 'n'],
  build: ({ V_0, cells, ...cell }, seed) => atRest(hhCell(cell, 'exp_euler'), cells, V_0, seed),
});

export const hhTutorial = preset({
  name: 'hh-tutorial',
  title: 'Squid axon, as the tutorial on integrators prints it',
  summary:
    'A third of the potassium, a tenth of the leak, closed gates and a random voltage at the start. ' +
    'It fires at 29 Hz by itself; the printed 10 nA/cm² is a thousandth of what was meant and changes almost nothing.',
  reference: "braincell, tutorial on integrators; the paper's values are in hh-classic",
  parameters: {
    I: { ...membrane.I, value: 0.01, literature: { value: 10, source: 'the usual demonstration' } },
    C: membrane.C,
    g_Na: membrane.g_Na,
    g_K: { ...membrane.g_K, value: 10, literature: { value: 36, source: 'Hodgkin & Huxley 1952' } },
    g_L: { ...membrane.g_L, value: 0.03, literature: { value: 0.3, source: 'Hodgkin & Huxley 1952' } },
    E_Na: membrane.E_Na,
    E_K: membrane.E_K,
    E_L: membrane.E_L,
    V_0: start(-65),
    cells,
    V_spread: rebuild(5, 'mV', 'V at the start is uniform in V_0 ± this', [0, 50]),
  },
  duration: 100,
  dt: 0.1,
  integrator: 'ind_exp_euler',
  variables: ['V', 'm', 'h', 'n'],
  claims: [
    {
      claim: 'exp_euler gives smoother curves with more exact peaks than ind_exp_euler.',
      seen: 'Its spike times are two to three hundred times better, but its sampled peaks overshoot by up to 5 mV at dt 0.1 ms, where ind_exp_euler stays within 0.6 mV.',
    },
    {
      claim: 'The two integrators part by 5–7 ms within 100 ms.',
      seen: "The figure starts its two cells at different random voltages; from one shared state the third spike of ind_exp_euler is 2.1 to 2.2 ms late, exp_euler's 0.003 to 0.005 ms.",
    },
    {
      claim: 'A constant 10 nA/cm² makes it fire.',
      seen: 'It fires by itself: with g_K 10 and g_L 0.03 mS/cm² rest is unstable. 10 nA/cm² is 0.01 µA/cm², a thousandth of the usual current.',
    },
  ],
  build({ V_0, V_spread, cells, ...cell }, seed) {
    const network = new Network({ seed });
    const [middle, spread] = [numberIn('mV', V_0), numberIn('mV', V_spread)];
    const [low, high] = [middle - spread, middle + spread];
    const V = low === high ? `${low} mV` : `uniform(${low} mV, ${high} mV)`;
    network.population(hhCell(cell, 'ind_exp_euler'), cells, { V }, { name: 'cell' });
    return network;
  },
});
