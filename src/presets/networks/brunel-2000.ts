/** `brunel-2000…`: sparsely connected excitatory and inhibitory cells under Poisson input, in the regimes of the phase diagram. */
import { cell } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { fixedInDegree } from '../../network/rules/index.ts';
import type { Preset, PresetParameter } from '../preset.ts';
import { live } from './vogels.ts';

interface BrunelRegime {
  /** 'sr'; undefined for the preset that bears the network's name. */
  readonly suffix: string | undefined;
  readonly title: string;
  readonly seen: string;
  /** Inhibitory weight ÷ excitatory weight. */
  readonly g: number;
  /** External rate ÷ the rate that would bring the mean to the threshold without recurrent input. */
  readonly eta: number;
  /** Delay, ms, or its range where delays are drawn from an interval. */
  readonly delay: readonly [low: number, high: number];
}

/**
 * Brunel 2000, figure 8, A, B, C and D; and the regular state of A with spread delays (section 5). The paper's delay of 1.5 ms counts from
 * the spike, here delays count from the start of the step in which a spike is found: one step of 0.1 ms more has the same effect as
 * 1.5 ms in Brian2.
 */
const brunelRegimes: readonly BrunelRegime[] = [
  {
    suffix: undefined,
    title: 'asynchronous irregular (AI)',
    seen: 'Every cell fires irregularly at 38 Hz; the population’s rate wavers, without a rhythm of its own.',
    g: 5,
    eta: 2,
    delay: [1.6, 1.6],
  },
  {
    suffix: 'sr',
    title: 'synchronous regular (SR)',
    seen: 'Excitation wins: the cells are oscillators of 312 Hz that fire in volleys, one delay apart.',
    g: 3,
    eta: 2,
    delay: [1.6, 1.6],
  },
  {
    suffix: 'ar',
    title: 'asynchronous regular (AR)',
    seen: 'With delays spread over 3 ms the volleys go, and each cell fires regularly in its own time.',
    g: 3,
    eta: 2,
    delay: [0.2, 3],
  },
  {
    suffix: 'si-fast',
    title: 'synchronous irregular, fast (SI)',
    seen: 'The population oscillates at about 175 Hz, while each cell fires irregularly at 60 Hz, in one cycle of three.',
    g: 6,
    eta: 4,
    delay: [1.6, 1.6],
  },
  {
    suffix: 'si-slow',
    title: 'synchronous irregular, slow (SI)',
    seen: 'Just below the threshold rate, the population oscillates at about 20 Hz, and each cell fires at 5 Hz.',
    g: 4.5,
    eta: 0.9,
    delay: [1.6, 1.6],
  },
];

function parameters(regime: BrunelRegime): PresetParameter[] {
  return [
    {
      name: 'n_exc',
      label: 'excitatory cells',
      unit: '',
      value: 10_000,
      range: [10, 1_000_000],
      whole: true,
      logarithmic: true,
      acts: 'rebuild',
    },
    {
      name: 'n_inh',
      label: 'inhibitory cells',
      unit: '',
      value: 2500,
      range: [1, 1_000_000],
      whole: true,
      logarithmic: true,
      acts: 'rebuild',
    },
    {
      name: 'c_exc',
      label: 'excitatory synapses per cell',
      unit: '',
      value: 1000,
      range: [0, 100_000],
      whole: true,
      acts: 'rebuild',
    },
    {
      name: 'c_inh',
      label: 'inhibitory synapses per cell',
      unit: '',
      value: 250,
      range: [0, 100_000],
      whole: true,
      acts: 'rebuild',
    },
    live('g', 'inhibitory ÷ excitatory weight', '', regime.g, [0, 100]),
    live('eta', 'external rate ÷ threshold rate', '', regime.eta, [0, 20]),
    live('J', 'excitatory weight', 'mV', 0.1, [0.001, 10]),
    live('tau', 'membrane time constant', 'ms', 20, [0.1, 1000]),
    live('theta', 'threshold', 'mV', 20, [0.1, 1000]),
    live('V_r', 'reset', 'mV', 10, [-1000, 1000]),
    live('T_ref', 'absolute refractory period', 'ms', 2, [0, 100]),
    {
      name: 'delay_low',
      label: 'shortest delay',
      unit: 'ms',
      value: regime.delay[0],
      literature: { value: Math.round((regime.delay[0] - 0.1) * 10) / 10, source: 'counted from the spike' },
      range: [0.1, 100],
      acts: 'rebuild',
    },
    {
      name: 'delay_high',
      label: 'longest delay',
      unit: 'ms',
      value: regime.delay[1],
      literature: { value: Math.round((regime.delay[1] - 0.1) * 10) / 10, source: 'counted from the spike' },
      range: [0.1, 100],
      acts: 'rebuild',
    },
  ];
}

function preset(regime: BrunelRegime): Preset {
  return {
    name: regime.suffix === undefined ? 'brunel-2000' : `brunel-2000-${regime.suffix}`,
    title: `Sparse network of excitatory and inhibitory cells, ${regime.title}`,
    summary: `12 500 leaky cells with delta synapses under independent Poisson input. ${regime.seen}`,
    reference: 'Brunel 2000, J. Comput. Neurosci. 8:183, figure 8',
    parameters: parameters(regime),
    duration: 1000,
    dt: 0.1,
    integrator: 'exact',
    variables: ['V'],
    build(values, seed) {
      const network = new Network({ seed });
      const v = (name: string, unit: string): string => `${values[name]} ${unit}`;
      const model = cell({
        // C_ext trains of ν_ext each: C_ext·ν_ext = η·θ/(J·τ). Their spikes within a step act over that step.
        equations: [
          'arrived = poisson(eta*theta/(J*tau)*dt) : 1',
          'dV/dt = -V/tau + J*arrived/dt : mV (unless refractory)',
        ].join('\n'),
        parameters: {
          tau: v('tau', 'ms'),
          theta: v('theta', 'mV'),
          V_r: v('V_r', 'mV'),
          T_ref: v('T_ref', 'ms'),
          J: v('J', 'mV'),
          g: values['g']!,
          eta: values['eta']!,
        },
        threshold: 'V >= theta',
        reset: 'V = V_r',
        refractory: 'T_ref',
        integrator: 'exact',
      });
      const nExc = values['n_exc']!;
      const n = nExc + values['n_inh']!;
      const cells = network.population(model, n, {}, { name: 'cells' });
      const [low, high] = [values['delay_low']!, values['delay_high']!];
      const [least, most] = [Math.min(low, high), Math.max(low, high)];
      // As an expression: so drawn, the delays of a seed are those that this preset always had.
      const delay = low === high ? `${low} ms` : `${least} ms + (${most} ms - ${least} ms)*rand()`;
      const rule = (degree: number) => fixedInDegree(degree, { multapses: false, autapses: false });
      network.project(cells.slice(0, nExc, { name: 'E' }), cells, {
        name: 'E to all',
        connect: rule(values['c_exc']!),
        onSpike: 'V += J',
        delay,
      });
      network.project(cells.slice(nExc, n, { name: 'I' }), cells, {
        name: 'I to all',
        connect: rule(values['c_inh']!),
        onSpike: 'V -= g*J',
        delay,
      });
      return network;
    },
  };
}

export const brunelPresets: readonly Preset[] = brunelRegimes.map(preset);
