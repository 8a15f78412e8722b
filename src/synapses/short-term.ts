/** Short-term plasticity: synapses that tire and facilitate. */
import { shown, UserError } from '../errors.ts';
import type { ReleaseDescription } from '../network/dynamics.ts';
import { anything, optional, optionsOf, quantity } from '../options.ts';

export interface ShortTermOptions {
  /** Fraction of the available resources that a spike uses at rest, 0 to 1. */
  readonly U: number;
  /** Time constant with which resources recover. */
  readonly tau_rec: string;
  /** Time constant with which facilitation fades; left out: no facilitation, u = U always. */
  readonly tau_facil?: string;
}

/**
 * The model of Tsodyks & Markram, deterministic: u relaxes to 0 with τ_facil, the resources x to 1 with τ_rec. At a spike
 * u ← u + U(1 − u), then r = u·x is released and x ← x − r; the spike delivers r times its weight (Tsodyks & Markram 1997, PNAS 94:719;
 * Markram, Wang & Tsodyks 1998, PNAS 95:5323; this form: Tsodyks, Uziel & Markram 2000, J. Neurosci. 20:RC50).
 *
 * u and x are the same for all synapses of one source, so the source keeps them, as the variables `u@PROJECTION`, `x@PROJECTION` and
 * `r@PROJECTION`. U, tau_rec and tau_facil can be changed while it runs, under the same kind of name.
 */
export function shortTermPlasticity(options: ShortTermOptions): ReleaseDescription {
  const { U, tau_rec, tau_facil } = readShortTerm(options);
  if (!(typeof U === 'number' && U >= 0 && U <= 1))
    throw new UserError(
      `shortTermPlasticity: U is one number from 0 to 1, not ${shown(U)}: u and x belong to the source and are the same for all its synapses, so U, tau_rec and tau_facil cannot differ from synapse to synapse or from source to source. For several values make one projection for each, from slices.`,
    );
  const resources = ['dx/dt = (1 - x)/tau_rec : 1', 'dr/dt = 0/ms : 1'];
  return tau_facil === undefined
    ? {
        equations: resources.join('\n'),
        onSpike: 'r = U*x; x -= r',
        amount: 'r',
        initial: { x: 1 },
        parameters: { U, tau_rec },
      }
    : {
        equations: ['du/dt = -u/tau_facil : 1', ...resources].join('\n'),
        onSpike: 'u += U*(1 - u); r = u*x; x -= r',
        amount: 'r',
        initial: { x: 1 },
        parameters: { U, tau_rec, tau_facil },
      };
}

const readShortTerm = optionsOf<ShortTermOptions>('shortTermPlasticity', {
  U: anything,
  tau_rec: quantity,
  tau_facil: optional(quantity),
});
