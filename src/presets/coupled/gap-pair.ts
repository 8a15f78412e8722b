/** `gap-pair`: two squid axons joined by a gap junction. */
import { compartment, K_HH1952, leak, Na_HH1952, steadyState } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import type { Population } from '../../network/population.ts';
import { oneToOne } from '../../network/rules/index.ts';
import { live, preset } from '../define.ts';

export const gapPair = preset({
  name: 'gap-pair',
  title: 'Two cells with a gap junction',
  summary:
    'A squid axon that is driven and one that is not, joined by a resistance: the second follows, about a millisecond late. ' +
    'Below 0.1 mS/cm² it follows some of the spikes or none, and with g_gap at 0 it rests.',
  reference: 'Hodgkin & Huxley 1952, J. Physiol. 117:500; Bennett & Zukin 2004, Neuron 41:495',
  parameters: {
    g_gap: live(0.24, 'mS/cm^2', 'conductance of the gap junction', [0, 100]),
    I_1: live(12, 'uA/cm^2', 'current into the first cell', [-1000, 1000]),
    I_2: live(1.6, 'uA/cm^2', 'current into the second cell', [-1000, 1000]),
  },
  duration: 100,
  dt: 0.02,
  integrator: 'exp_midpoint',
  variables: ['V', 'm', 'h', 'n'],
  build({ g_gap, I_1, I_2 }, seed) {
    const network = new Network({ seed });
    const cell = (name: string, current: Readonly<Record<string, string>>): Population => {
      const model = compartment({
        C: '1 uF/cm^2',
        channels: [
          Na_HH1952({ g: '120 mS/cm^2' }),
          K_HH1952({ g: '36 mS/cm^2' }),
          leak({ g: '0.3 mS/cm^2', E: '-54.387 mV' }),
        ],
        equations: 'I_gap : uA/cm^2 (summed)',
        stimulus: `I_gap + ${Object.keys(current)[0]}`,
        parameters: current,
      });
      return network.population(model, 1, { V: -65, ...steadyState(model, 'V', -65) }, { name });
    };
    network.couple(cell('first', { I_1 }), cell('second', { I_2 }), {
      connect: oneToOne(),
      current: 'g_gap*(V_other - V)',
      parameters: { g_gap },
      name: 'gap junction',
    });
    return network;
  },
});
