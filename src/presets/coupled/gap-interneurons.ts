/** `gap-interneurons`: fast-spiking cells that gap junctions synchronise. */
import { compartment, K_WB1996, leak, Na_WB1996, steadyState } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { fixedOutDegree, fixedProbability } from '../../network/rules/index.ts';
import { exponentialConductance } from '../../synapses/index.ts';
import { count, live, logarithmic, preset } from '../define.ts';

export const gapInterneurons = preset({
  name: 'gap-interneurons',
  title: 'Interneurons coupled by gap junctions, gamma rhythm',
  summary:
    'Wang–Buzsáki cells of different drive with sparse inhibition and eight gap junctions each: a common rhythm near 40 Hz. ' +
    'Set g_gap to 0 while it runs and the volleys dissolve; back up, they form again within some cycles.',
  reference: 'Wang & Buzsáki 1996, J. Neurosci. 16:6402; Kopell & Ermentrout 2004, PNAS 101:15482',
  parameters: {
    cells: count(200, 'number of cells', [2, 100_000], logarithmic),
    partners: count(4, 'gap junctions that each cell makes', [0, 1000]),
    g_gap: live(0.01, 'mS/cm^2', 'conductance of a gap junction', [0, 1]),
    g_syn: live(0.002, 'mS/cm^2', 'conductance of an inhibitory synapse', [0, 1]),
    I_mean: live(1, 'uA/cm^2', 'mean current', [-10, 100]),
    I_spread: live(0.08, 'uA/cm^2', 'spread of the currents, standard deviation', [0, 10]),
  },
  duration: 1000,
  dt: 0.05,
  integrator: 'exp_midpoint',
  variables: ['V', 'h', 'n'],
  build({ cells: size, partners, g_gap, g_syn, I_mean, I_spread }, seed) {
    const network = new Network({ seed });
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
      parameters: { phi: 5, I_mean, I_spread },
      threshold: 'crosses(V, 0 mV)',
    });
    const gates = steadyState(model, 'V', -64);
    const initial = { ...gates, V: 'uniform(-70 mV, -55 mV)', drive: 'normal(0, 1)' };
    const cells = network.population(model, size, initial, { name: 'cells' });
    network.project(cells, cells, {
      connect: fixedProbability(Math.min(1, 60 / size), { autapses: false }),
      onSpike: 'g_i += g_syn',
      delay: '0.5 ms',
      parameters: { g_syn },
      name: 'inhibition',
    });
    network.couple(cells, cells, {
      connect: fixedOutDegree(Math.min(partners, size - 1), { multapses: false, autapses: false }),
      current: 'g_gap*(V_other - V)',
      parameters: { g_gap },
      name: 'gap junctions',
    });
    return network;
  },
});
