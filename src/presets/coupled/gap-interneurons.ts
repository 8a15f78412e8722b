/** `gap-interneurons`: fast-spiking cells that gap junctions bring into one rhythm. */
import { compartment, K_WB1996, leak, Na_WB1996, steadyState } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { fixedOutDegree, fixedProbability } from '../../network/rules/index.ts';
import { formatQuantity } from '../../quantity/quantity.ts';
import { exponentialConductance } from '../../synapses/index.ts';
import { live } from '../networks/vogels.ts';
import type { Preset, PresetParameter } from '../preset.ts';

const parameters: readonly PresetParameter[] = [
  {
    name: 'cells',
    label: 'number of cells',
    unit: '',
    value: 200,
    range: [2, 100_000],
    whole: true,
    logarithmic: true,
    acts: 'rebuild',
  },
  {
    name: 'partners',
    label: 'gap junctions that each cell makes',
    unit: '',
    value: 4,
    range: [0, 1000],
    whole: true,
    acts: 'rebuild',
  },
  live('g_gap', 'conductance of a gap junction', 'mS/cm^2', 0.01, [0, 1]),
  live('g_syn', 'conductance of an inhibitory synapse', 'mS/cm^2', 0.002, [0, 1]),
  live('I_mean', 'mean current', 'uA/cm^2', 1, [-10, 100]),
  live('I_spread', 'spread of the currents, standard deviation', 'uA/cm^2', 0.08, [0, 10]),
];

export const gapInterneurons: Preset = {
  name: 'gap-interneurons',
  title: 'Interneurons coupled by gap junctions, gamma rhythm',
  summary:
    'Wang–Buzsáki cells of different drive with sparse inhibition and eight gap junctions each: a common rhythm near 40 Hz. ' +
    'Set g_gap to 0 while it runs and the volleys dissolve; back up, they form again within some cycles.',
  reference: 'Wang & Buzsáki 1996, J. Neurosci. 16:6402; Kopell & Ermentrout 2004, PNAS 101:15482',
  parameters,
  duration: 1000,
  dt: 0.05,
  integrator: 'exp_midpoint',
  variables: ['V', 'h', 'n'],
  build(values, seed) {
    const network = new Network({ seed });
    const text = (name: string): string =>
      formatQuantity(values[name]!, parameters.find((p) => p.name === name)!.unit, 17);
    const model = compartment({
      C: '1 uF/cm^2',
      channels: [
        Na_WB1996({ parameters: { phi: 'phi' } }),
        K_WB1996({ parameters: { phi: 'phi' } }),
        leak({ g: '0.1 mS/cm^2', E: '-65 mV' }),
      ],
      synapses: [exponentialConductance('i', { tau: '10 ms', E: '-75 mV' })],
      equations: 'I_gap : uA/cm^2 (summed)\ndrive : 1',
      stimulus: 'I_gap + I_mean + I_spread*drive',
      parameters: { phi: 5, I_mean: text('I_mean'), I_spread: text('I_spread') },
      threshold: 'crosses(V, 0 mV)',
    });
    const gates = steadyState(model, 'V', -64);
    const initial = { ...gates, V: 'uniform(-70 mV, -55 mV)', drive: 'normal(0, 1)' };
    const size = values['cells']!;
    const cells = network.population(model, size, initial, { name: 'cells' });
    network.project(cells, cells, {
      connect: fixedProbability(Math.min(1, 60 / size), { autapses: false }),
      onSpike: 'g_i += g_syn',
      delay: '0.5 ms',
      parameters: { g_syn: text('g_syn') },
      name: 'inhibition',
    });
    network.couple(cells, cells, {
      connect: fixedOutDegree(Math.min(values['partners']!, size - 1), { multapses: false, autapses: false }),
      current: 'g_gap*(V_other - V)',
      parameters: { g_gap: text('g_gap') },
      name: 'gap junctions',
    });
    return network;
  },
};
