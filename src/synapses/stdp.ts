/** Spike-timing-dependent plasticity of pairs. */
import type { DelayPlace, PlasticityDescription } from '../network/dynamics/description.ts';
import { noMore } from '../no-more.ts';
import { number, oneOf, optional, optionsOf, quantity, tuple } from '../options.ts';

export interface PairStdpOptions {
  /** Change of a weight, as a fraction of the range, by a pair in which the target follows at once. */
  readonly A_plus: number;
  /** Change, as a fraction of the range and above 0 for depression, by a pair in which the source follows at once. */
  readonly A_minus: number;
  readonly tau_plus: string;
  readonly tau_minus: string;
  /** Bounds of the weights: ['0 nS', '10 nS']. */
  readonly range: readonly [low: string, high: string];
  /** Which pairs count: every one, or for each spike the last one of the other side. Default 'all'. */
  readonly pairs?: 'all' | 'nearest';
  /**
   * How changes depend on the weight: not at all (Song, Miller & Abbott 2000), or in proportion to the way left to the bound (van Rossum,
   * Bi & Turrigiano 2000; Rubin, Lee & Sompolinsky 2001). Default 'additive'.
   */
  readonly dependence?: 'additive' | 'multiplicative';
  /** Where the projection's delay lies, as the rule sees it: see `DelayPlace`. Default 'ignored'. */
  readonly delays?: DelayPlace;
}

/**
 * Δw = A₊·e^(−Δt/τ₊)·range where the target spikes Δt after the source, −A₋·e^(−Δt/τ₋)·range where the source spikes Δt after the target;
 * Δt = 0 counts as the former (Song, Miller & Abbott 2000, Nat. Neurosci. 3:919, eq. 1; nearest pairs: Morrison, Diesmann & Gerstner
 * 2008, Biol. Cybern. 98:459, figure 7A). Times are those at which
 * the spikes reach the synapse; by default those at which the cells fire, and a delay is that of the effect on the target (`delays`).
 *
 * The cells keep the traces, as the variables `x@PROJECTION.pre` of the source and `y@PROJECTION.post` of the target.
 */
export function pairStdp(options: PairStdpOptions, ...more: undefined[]): PlasticityDescription {
  noMore('pairStdp', 'options', more);
  const {
    A_plus,
    A_minus,
    tau_plus,
    tau_minus,
    range,
    pairs = 'all',
    dependence = 'additive',
    delays,
  } = readPairs(options);
  const jump = pairs === 'all' ? '+=' : '=';
  const [up, down] =
    dependence === 'additive' ? ['(w_high - w_low)', '(w_high - w_low)'] : ['(w_high - w)', '(w - w_low)'];
  return {
    pre: { equations: 'dx/dt = -x/tau_plus : 1', onSpike: `x ${jump} 1` },
    post: { equations: 'dy/dt = -y/tau_minus : 1', onSpike: `y ${jump} 1` },
    onPre: `w -= A_minus*y*${down}`,
    onPost: `w += A_plus*x*${up}`,
    parameters: { A_plus, A_minus, tau_plus, tau_minus, w_low: range[0], w_high: range[1] },
    range,
    ...(delays === undefined ? {} : { delays }),
  };
}

const readPairs = optionsOf<PairStdpOptions>('pairStdp', {
  A_plus: number,
  A_minus: number,
  tau_plus: quantity,
  tau_minus: quantity,
  range: tuple(quantity, quantity),
  pairs: optional(oneOf('all', 'nearest')),
  dependence: optional(oneOf('additive', 'multiplicative')),
  delays: optional(oneOf('ignored', 'axonal', 'dendritic')),
});
