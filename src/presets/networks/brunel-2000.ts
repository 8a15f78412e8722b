/** `brunel-2000…`: sparsely connected excitatory and inhibitory cells under Poisson input, in the regimes of the phase diagram. */
import { cell } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { fixedInDegree } from '../../network/rules/index.ts';
import { count, live, logarithmic, numberIn, preset, rebuild } from '../define.ts';
import type { Preset } from '../preset.ts';

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

/** Of the cell, beside the weights. */
export const brunelCell = {
  tau: live(20, 'ms', 'membrane time constant', [0.1, 1000]),
  theta: live(20, 'mV', 'threshold', [0.1, 1000]),
  V_r: live(10, 'mV', 'reset', [-1000, 1000]),
  T_ref: live(2, 'ms', 'absolute refractory period', [0, 100]),
};

/** In ms; in the paper it counts from the spike. */
const delay = (value: number, label: string) =>
  rebuild(value, 'ms', label, [0.1, 100], {
    literature: { value: Math.round((value - 0.1) * 10) / 10, source: 'counted from the spike' },
  });

const brunel = (regime: BrunelRegime): Preset =>
  preset({
    name: regime.suffix === undefined ? 'brunel-2000' : `brunel-2000-${regime.suffix}`,
    title: `Sparse network of excitatory and inhibitory cells, ${regime.title}`,
    summary: `12 500 leaky cells with delta synapses under independent Poisson input. ${regime.seen}`,
    reference: 'Brunel 2000, J. Comput. Neurosci. 8:183, figure 8',
    parameters: {
      n_exc: count(10_000, 'excitatory cells', [10, 1_000_000], logarithmic),
      n_inh: count(2500, 'inhibitory cells', [1, 1_000_000], logarithmic),
      c_exc: count(1000, 'excitatory synapses per cell', [0, 100_000]),
      c_inh: count(250, 'inhibitory synapses per cell', [0, 100_000]),
      g: live(regime.g, '', 'inhibitory ÷ excitatory weight', [0, 100]),
      eta: live(regime.eta, '', 'external rate ÷ threshold rate', [0, 20]),
      J: live(0.1, 'mV', 'excitatory weight', [0.001, 10]),
      ...brunelCell,
      delay_low: delay(regime.delay[0], 'shortest delay'),
      delay_high: delay(regime.delay[1], 'longest delay'),
    },
    duration: 1000,
    dt: 0.1,
    integrator: 'exact',
    variables: ['V'],
    build({ n_exc, n_inh, c_exc, c_inh, delay_low, delay_high, ...parameters }, seed) {
      const network = new Network({ seed });
      const model = cell({
        // C_ext trains of ν_ext each: C_ext·ν_ext = η·θ/(J·τ). Their spikes within a step act over that step.
        equations: [
          'arrived = poisson(eta*theta/(J*tau)*dt) : 1',
          'dV/dt = -V/tau + J*arrived/dt : mV (unless refractory)',
        ].join('\n'),
        parameters,
        threshold: 'V >= theta',
        reset: 'V = V_r',
        refractory: 'T_ref',
        integrator: 'exact',
      });
      const n = n_exc + n_inh;
      const cells = network.population(model, n, {}, { name: 'cells' });
      const inOrder = numberIn('ms', delay_low) <= numberIn('ms', delay_high);
      const [least, most] = inOrder ? [delay_low, delay_high] : [delay_high, delay_low];
      // As an expression: so drawn, the delays of a seed are those that this preset always had.
      const delays = least === most ? least : `${least} + (${most} - ${least})*rand()`;
      const rule = (degree: number) => fixedInDegree(degree, { multapses: false, autapses: false });
      network.project(cells.slice(0, n_exc, { name: 'E' }), cells, {
        name: 'E to all',
        connect: rule(c_exc),
        onSpike: 'V += J',
        delay: delays,
      });
      network.project(cells.slice(n_exc, n, { name: 'I' }), cells, {
        name: 'I to all',
        connect: rule(c_inh),
        onSpike: 'V -= g*J',
        delay: delays,
      });
      return network;
    },
  });

export const brunelPresets: readonly Preset[] = brunelRegimes.map(brunel);
