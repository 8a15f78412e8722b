/** Spike-timing-dependent plasticity of triplets. */
import type { DelayPlace, PlasticityDescription } from '../network/dynamics/description.ts';
import { noMore } from '../no-more.ts';
import { number, oneOf, optional, optionsOf, quantity, tuple } from '../options.ts';

export interface TripletStdpOptions {
  /** Changes by a pair, as fractions of the range: where the target follows, and, above 0 for depression, where the source follows. */
  readonly A2_plus: number;
  readonly A2_minus: number;
  /** Further changes of these by an earlier spike of the target, and of the source. */
  readonly A3_plus: number;
  readonly A3_minus: number;
  /** Time constants of the fast traces of the source and of the target. */
  readonly tau_plus: string;
  readonly tau_minus: string;
  /** Time constants of the slow traces of the source and of the target. */
  readonly tau_x: string;
  readonly tau_y: string;
  /** Bounds of the weights: ['0 nS', '10 nS']. */
  readonly range: readonly [low: string, high: string];
  /** Which spikes count: all earlier ones, or the last one of each kind. Default 'all'. */
  readonly spikes?: 'all' | 'nearest';
  /** Where the projection's delay lies, as the rule sees it: see `DelayPlace`. Default 'ignored'. */
  readonly delays?: DelayPlace;
}

/**
 * The triplet rule: w ← w − o₁(A₂⁻ + A₃⁻·r₂)·range at a spike of the source, w ← w + r₁(A₂⁺ + A₃⁺·o₂)·range at one of the target, the slow
 * traces r₂ and o₂ without the current spike (Pfister & Gerstner 2006, J. Neurosci. 26:9673, eqs. 1–4; their t − ε is `read: 'before'`).
 *
 * The cells keep the traces, as the variables `r1@PROJECTION.pre`, `r2@PROJECTION.pre` of the source and `o1@PROJECTION.post`,
 * `o2@PROJECTION.post` of the target.
 */
export function tripletStdp(options: TripletStdpOptions, ...more: undefined[]): PlasticityDescription {
  noMore('tripletStdp', 'options', more);
  const { A2_plus, A2_minus, A3_plus, A3_minus, tau_plus, tau_minus, tau_x, tau_y, range, spikes, delays } =
    readTriplets(options);
  const jump = (spikes ?? 'all') === 'all' ? '+=' : '=';
  return {
    pre: {
      equations: 'dr1/dt = -r1/tau_plus : 1\ndr2/dt = -r2/tau_x : 1',
      onSpike: `r1 ${jump} 1; r2 ${jump} 1`,
      read: 'before',
    },
    post: {
      equations: 'do1/dt = -o1/tau_minus : 1\ndo2/dt = -o2/tau_y : 1',
      onSpike: `o1 ${jump} 1; o2 ${jump} 1`,
      read: 'before',
    },
    onPre: 'w -= o1*(A2_minus + A3_minus*r2)*(w_high - w_low)',
    onPost: 'w += r1*(A2_plus + A3_plus*o2)*(w_high - w_low)',
    parameters: {
      A2_plus,
      A2_minus,
      A3_plus,
      A3_minus,
      tau_plus,
      tau_minus,
      tau_x,
      tau_y,
      w_low: range[0],
      w_high: range[1],
    },
    range,
    ...(delays === undefined ? {} : { delays }),
  };
}

const readTriplets = optionsOf<TripletStdpOptions>('tripletStdp', {
  A2_plus: number,
  A2_minus: number,
  A3_plus: number,
  A3_minus: number,
  tau_plus: quantity,
  tau_minus: quantity,
  tau_x: quantity,
  tau_y: quantity,
  range: tuple(quantity, quantity),
  spikes: optional(oneOf('all', 'nearest')),
  delays: optional(oneOf('ignored', 'axonal', 'dendritic')),
});
