/** `gap-pair`: two squid axons joined by a gap junction. */
import { compartment, K_HH1952, leak, Na_HH1952, steadyState } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { oneToOne } from '../../network/rules/index.ts';
import { formatQuantity } from '../../quantity/quantity.ts';
import { live } from '../networks/vogels.ts';
import type { Preset } from '../preset.ts';

const parameters = [
  live('g_gap', 'conductance of the gap junction', 'mS/cm^2', 0.24, [0, 100]),
  live('I_1', 'current into the first cell', 'uA/cm^2', 12, [-1000, 1000]),
  live('I_2', 'current into the second cell', 'uA/cm^2', 1.6, [-1000, 1000]),
];

export const gapPair: Preset = {
  name: 'gap-pair',
  title: 'Two cells with a gap junction',
  summary:
    'A squid axon that is driven and one that is not, joined by a resistance: the second follows, about a millisecond late. ' +
    'Below 0.1 mS/cm² it follows some of the spikes or none, and with g_gap at 0 it rests.',
  reference: 'Hodgkin & Huxley 1952, J. Physiol. 117:500; Bennett & Zukin 2004, Neuron 41:495',
  parameters,
  duration: 100,
  dt: 0.02,
  integrator: 'exp_midpoint',
  variables: ['V', 'm', 'h', 'n'],
  build(values, seed) {
    const network = new Network({ seed });
    const text = (name: string): string =>
      formatQuantity(values[name]!, parameters.find((p) => p.name === name)!.unit, 17);
    const [first, second] = (['I_1', 'I_2'] as const).map((current, k) => {
      const model = compartment({
        C: '1 uF/cm^2',
        channels: [
          Na_HH1952({ g: '120 mS/cm^2' }),
          K_HH1952({ g: '36 mS/cm^2' }),
          leak({ g: '0.3 mS/cm^2', E: '-54.387 mV' }),
        ],
        equations: 'I_gap : uA/cm^2 (summed)',
        stimulus: `I_gap + ${current}`,
        parameters: { [current]: text(current) },
      });
      const gates = steadyState(model, 'V', -65);
      return network.population(model, 1, { V: -65, ...gates }, { name: k === 0 ? 'first' : 'second' });
    });
    network.couple(first!, second!, {
      connect: oneToOne(),
      current: 'g_gap*(V_other - V)',
      parameters: { g_gap: text('g_gap') },
      name: 'gap junction',
    });
    return network;
  },
};
