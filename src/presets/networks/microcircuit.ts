/** `microcircuit`: one square millimetre of cortex, four layers of excitatory and inhibitory cells, at full scale or below. */
import { cell } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { fixedTotalNumber } from '../../network/rules/index.ts';
import { count, live, numberIn, preset, rebuild } from '../define.ts';

/** Layer by layer, E before I, as in the paper's tables. */
const names = ['L23E', 'L23I', 'L4E', 'L4I', 'L5E', 'L5I', 'L6E', 'L6I'] as const;
const sizes = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948];
/** Connection probabilities; row: target, column: source (Potjans & Diesmann 2014, table 5). */
const probabilities = [
  [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0, 0.0076, 0],
  [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0, 0.0042, 0],
  [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0],
  [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0, 0.1057, 0],
  [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0],
  [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0],
  [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
  [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443],
];
/** External inputs per cell. */
const external = [1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100];
/** Potentials at the start, mV, and their standard deviations. */
const starts = [-68.28, -63.16, -63.33, -63.45, -63.11, -61.66, -66.72, -61.43];
const spreads = [5.36, 4.57, 4.74, 4.94, 4.94, 4.55, 5.46, 4.48];
/** Hz, of the full network, as the script that NEST publishes of it holds them. Smaller networks get the mean input of those. */
const rates = [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829];

const [C, tauM, tauS] = [250, 10, 0.5];
/** Current of a synapse, pA, whose potential peaks at so many mV. */
function currentOf(peak: number): number {
  const a = tauM / tauS;
  const exponent = 1 / (tauM - tauS);
  return peak / (((tauS * tauM) / C / (tauM - tauS)) * (a ** (-tauS * exponent) - a ** (-tauM * exponent)));
}

/**
 * Number of independent draws of pairs that joins a pair with this probability. Logarithms are taken as the network's own scripts take
 * them, whose rounding decides the last synapse: the published totals.
 */
const synapsesFor = (p: number, sources: number, targets: number): number =>
  Math.round(Math.log(1 - p) / Math.log(1 - 1 / (sources * targets)));

/** To the nearest, halves to the even one, as NEST's own script of the network rounds its sizes. */
function rounded(x: number): number {
  const below = Math.floor(x);
  return x - below === 0.5 ? below + (below % 2) : Math.round(x);
}

/** Mean weight of a synapse, in units of the excitatory one. */
const strength = (target: number, source: number, g: number): number =>
  source % 2 === 1 ? -g : target === 0 && source === 2 ? 2 : 1;

export const microcircuit = preset({
  name: 'microcircuit',
  title: 'Cortical microcircuit: four layers under one square millimetre',
  summary:
    '77 169 leaky cells and 298 880 968 synapses at scale 1, the network whose rates and irregularity follow from counted connections; at smaller scales each cell keeps the mean of its input and a share of its inputs.',
  reference: 'Potjans & Diesmann 2014, Cereb. Cortex 24:785; van Albada et al. 2015, PLoS Comput. Biol. 11:e1004490',
  parameters: {
    scale: rebuild(0.1, '', 'share of the cells and of the inputs of each', [0.01, 1], {
      logarithmic: true,
      literature: { value: 1, source: 'Potjans & Diesmann 2014' },
    }),
    dc: count(0, 'constant current in place of Poisson input: 0 or 1', [0, 1]),
    g: rebuild(4, '', 'inhibitory ÷ excitatory weight', [0, 20]),
    PSP: rebuild(0.15, 'mV', 'peak of an excitatory potential', [0.01, 2]),
    bg_rate: live(8, 'Hz', 'rate of each external input', [0, 50]),
  },
  duration: 1000,
  dt: 0.1,
  integrator: 'exact',
  variables: ['V'],
  connectivity: 'procedural',
  published: {
    source: 'Potjans & Diesmann 2014, the full network with Poisson input, on NEST',
    groups: names.map((name, k) => ({ name, label: name.replace('L23', 'L2/3'), rate: rates[k]! })),
  },
  claims: [
    {
      claim:
        'Cells of layers 2/3 and 6 fire at less than 1 Hz or so, those of layer 5 at 7 to 9 Hz, inhibitory cells faster than excitatory ones.',
      seen: 'So it is at full scale, within 2 % of NEST’s rates; smaller networks are up to 40 % slower in layers 2/3 and 6, since fewer inputs of larger weight fluctuate more.',
    },
    {
      claim: 'A connection probability times the number of pairs is the number of synapses.',
      seen: 'It is not: pairs are drawn with replacement, and the probability is that of at least one synapse. The naive count is up to 25 % too small, and the full network then runs away.',
    },
  ],
  build({ scale, dc, g, PSP, bg_rate }, seed) {
    const network = new Network({ seed });
    const root = Math.sqrt(scale);
    const J = currentOf(numberIn('mV', PSP));
    const synapsesOf = (target: number, source: number): number =>
      synapsesFor(probabilities[target]![source]!, sizes[source]!, sizes[target]!);
    const populations = names.map((name, k) => {
      // Mean recurrent current of the full network that fewer synapses of weights ÷ √scale leave out; 10⁻³: Hz·ms.
      const recurrent = names.reduce(
        (sum, _, s) => sum + ((strength(k, s, g) * J * synapsesOf(k, s)) / sizes[k]!) * rates[s]!,
        0,
      );
      const model = cell({
        // The external spikes of a step act over that step.
        equations: [
          dc === 0 ? 'arrived = poisson(share*K*bg_rate*dt)/dt : Hz' : 'arrived = share*K*bg_rate : Hz',
          'dV/dt = (E_L - V)/tau_m + (I + I_rest + (1 - sqrt(share))*tau_s*J*K*bg_rate)/C : mV (unless refractory)',
          'dI/dt = -I/tau_s + J/sqrt(share)*arrived : pA',
        ].join('\n'),
        parameters: {
          C: `${C} pF`,
          tau_m: `${tauM} ms`,
          tau_s: `${tauS} ms`,
          E_L: '-65 mV',
          J: `${J} pA`,
          share: scale,
          K: external[k]!,
          bg_rate,
          I_rest: `${1e-3 * tauS * (1 - root) * recurrent} pA`,
        },
        threshold: 'V >= -50 mV',
        reset: 'V = -65 mV',
        refractory: '2 ms',
        integrator: 'exact',
      });
      const initial = { V: `normal(${starts[k]} mV, ${spreads[k]} mV)` };
      return network.population(model, rounded(sizes[k]! * scale), initial, { name });
    });
    names.forEach((_, target) => {
      names.forEach((_, source) => {
        const synapses = rounded(synapsesOf(target, source) * scale * scale);
        if (synapses === 0) return;
        const weight = (strength(target, source, g) * J) / root;
        const bounds = weight > 0 ? '0 pA' : '-inf, 0 pA';
        // NEST's delays are 1.5 and 0.75 ms, half as spread, drawn again below half a step; one step less than those here.
        const [mean, spread] = source % 2 === 0 ? [1.6, 0.75] : [0.85, 0.375];
        network.project(populations[source]!, populations[target]!, {
          connect: fixedTotalNumber(synapses),
          onSpike: 'I += w',
          weight: weight === 0 ? '0 pA' : `normal(${weight} pA, ${Math.abs(weight) / 10} pA, ${bounds})`,
          delay: `normal(${mean} ms, ${spread} ms, 0.15 ms)`,
        });
      });
    });
    return network;
  },
});
