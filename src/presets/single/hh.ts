/** `hh-classic` and `hh-tutorial`: the squid axon as published in 1952, and as braincell's tutorial on integrators prints it. */
import { compartment, K_HH1952, leak, Na_HH1952, steadyState } from '../../cells/index.ts';
import type { Model } from '../../equations/model.ts';
import { Network } from '../../network/network.ts';
import type { Preset, PresetParameter, PresetValues } from '../preset.ts';

function hhCell(values: PresetValues, integrator: string): Model {
  const v = (name: string, unit: string): string => `${values[name]} ${unit}`;
  return compartment({
    C: v('C', 'uF/cm^2'),
    I: v('I', 'uA/cm^2'),
    channels: [
      Na_HH1952({ g: v('g_Na', 'mS/cm^2'), E: v('E_Na', 'mV') }),
      K_HH1952({ g: v('g_K', 'mS/cm^2'), E: v('E_K', 'mV') }),
      leak({ g: v('g_L', 'mS/cm^2'), E: v('E_L', 'mV') }),
    ],
    threshold: 'crosses(V, 0 mV)',
    integrator,
  });
}

function parameters(g_K: number, g_L: number, I: number): PresetParameter[] {
  return [
    { name: 'I', label: 'injected current', unit: 'uA/cm^2', value: I, range: [-1000, 1000], acts: 'live' },
    {
      name: 'C',
      label: 'membrane capacitance',
      unit: 'uF/cm^2',
      value: 1,
      range: [0.01, 100],
      logarithmic: true,
      acts: 'live',
    },
    {
      name: 'g_Na',
      label: 'sodium conductance',
      unit: 'mS/cm^2',
      value: 120,
      range: [0, 1e4],
      logarithmic: true,
      acts: 'live',
    },
    {
      name: 'g_K',
      label: 'potassium conductance',
      unit: 'mS/cm^2',
      value: g_K,
      range: [0, 1e4],
      logarithmic: true,
      acts: 'live',
    },
    {
      name: 'g_L',
      label: 'leak conductance',
      unit: 'mS/cm^2',
      value: g_L,
      range: [0, 1e3],
      logarithmic: true,
      acts: 'live',
    },
    { name: 'E_Na', label: 'sodium reversal potential', unit: 'mV', value: 50, range: [-150, 150], acts: 'live' },
    { name: 'E_K', label: 'potassium reversal potential', unit: 'mV', value: -77, range: [-150, 150], acts: 'live' },
    { name: 'E_L', label: 'leak reversal potential', unit: 'mV', value: -54.387, range: [-150, 150], acts: 'live' },
    { name: 'V_0', label: 'voltage at the start', unit: 'mV', value: -65, range: [-150, 100], acts: 'rebuild' },
    { name: 'cells', label: 'number of cells', unit: '', value: 1, range: [0, 1e6], whole: true, acts: 'rebuild' },
  ];
}

export const hhClassic: Preset = {
  name: 'hh-classic',
  title: 'Squid axon (Hodgkin & Huxley 1952)',
  summary: 'The classical cell from its steady state, with 10 µA/cm²: it fires at 68 Hz.',
  reference: 'Hodgkin & Huxley 1952, J. Physiol. 117:500',
  parameters: parameters(36, 0.3, 10),
  duration: 100,
  dt: 0.05,
  integrator: 'exp_euler',
  variables: ['V', 'm', 'h', 'n'],
  build(values, seed) {
    const network = new Network({ seed });
    const model = hhCell(values, 'exp_euler');
    const gates = steadyState(model, 'V', values['V_0']!);
    network.population(model, values['cells']!, { V: `${values['V_0']} mV`, ...gates }, { name: 'cell' });
    return network;
  },
};

export const hhTutorial: Preset = {
  name: 'hh-tutorial',
  title: 'Squid axon, as the tutorial on integrators prints it',
  summary:
    'A third of the potassium, a tenth of the leak, closed gates and a random voltage at the start. ' +
    'It fires at 29 Hz by itself; the printed 10 nA/cm² is a thousandth of what was meant and changes almost nothing.',
  reference: "braincell, tutorial on integrators; the paper's values are in hh-classic",
  parameters: [
    ...parameters(10, 0.03, 0.01).map((p): PresetParameter => {
      if (p.name === 'g_K') return { ...p, literature: { value: 36, source: 'Hodgkin & Huxley 1952' } };
      if (p.name === 'g_L') return { ...p, literature: { value: 0.3, source: 'Hodgkin & Huxley 1952' } };
      if (p.name === 'I') return { ...p, literature: { value: 10, source: 'the usual demonstration' } };
      return p;
    }),
    {
      name: 'V_spread',
      label: 'V at the start is uniform in V_0 ± this',
      unit: 'mV',
      value: 5,
      range: [0, 50],
      acts: 'rebuild',
    },
  ],
  duration: 100,
  dt: 0.1,
  integrator: 'ind_exp_euler',
  variables: ['V', 'm', 'h', 'n'],
  claims: [
    {
      claim: 'exp_euler gives smoother curves with more exact peaks than ind_exp_euler.',
      seen: 'Its spike times are about a hundred times better, but its sampled peaks overshoot by up to 2.7 mV at dt 0.1 ms, where ind_exp_euler stays within 0.4 mV.',
    },
    {
      claim: 'The two integrators part by 5–7 ms within 100 ms.',
      seen: "The figure starts its two cells at different random voltages; from one shared state the third spike of ind_exp_euler is 2.15 ms late, exp_euler's 0.001 ms.",
    },
    {
      claim: 'A constant 10 nA/cm² makes it fire.',
      seen: 'It fires by itself: with g_K 10 and g_L 0.03 mS/cm² rest is unstable. 10 nA/cm² is 0.01 µA/cm², a thousandth of the usual current.',
    },
  ],
  build(values, seed) {
    const network = new Network({ seed });
    const low = values['V_0']! - values['V_spread']!;
    const high = values['V_0']! + values['V_spread']!;
    const start = low === high ? `${low} mV` : `uniform(${low} mV, ${high} mV)`;
    network.population(hhCell(values, 'ind_exp_euler'), values['cells']!, { V: start }, { name: 'cell' });
    return network;
  },
};
