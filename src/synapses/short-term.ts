/** Short-term plasticity: synapses that tire and facilitate. */
import { shown, UserError } from '../errors.ts';
import type { ReleaseDescription, SynapseInitial } from '../network/dynamics/description.ts';
import { noMore } from '../no-more.ts';
import { anything, optional, optionsOf } from '../options.ts';

export interface ShortTermOptions {
  /** Fraction of the available resources that a spike uses at rest, 0 to 1; one for all, or one per synapse or source cell. */
  readonly U: number | string | ArrayLike<number>;
  /** Time constant with which resources recover; as above, also an expression such as 'normal(800 ms, 80 ms, 5 ms)'. */
  readonly tau_rec: SynapseInitial;
  /** Time constant with which facilitation fades; left out: no facilitation, u = U always. */
  readonly tau_facil?: SynapseInitial;
}

/**
 * The model of Tsodyks & Markram, deterministic: u relaxes to 0 with τ_facil, the resources x to 1 with τ_rec. At a spike
 * u ← u + U(1 − u), then r = u·x is released and x ← x − r; the spike delivers r times its weight (Tsodyks & Markram 1997, PNAS 94:719;
 * Markram, Wang & Tsodyks 1998, PNAS 95:5323; this form: Tsodyks, Uziel & Markram 2000, J. Neurosci. 20:RC50).
 *
 * u and x are the same for all synapses of one source where U, tau_rec and tau_facil are, so the source keeps them, as the variables
 * `u@PROJECTION`, `x@PROJECTION` and `r@PROJECTION`; U, tau_rec and tau_facil can be changed while it runs, under the same kind of name.
 *
 * Where one of the three is a list (a value per synapse, source by source; or per source cell, if there are as many values), a distribution
 * or an expression over i, j and parameters of the cells, as a weight may be, every synapse keeps u, x and r of its own, and the projection
 * has them: `read(PROJECTION, 'x')`. Values of U outside 0 to 1 that are drawn are taken as they come.
 */
export function shortTermPlasticity(options: ShortTermOptions, ...more: undefined[]): ReleaseDescription {
  noMore('shortTermPlasticity', 'options', more);
  const { U, tau_rec, tau_facil } = readShortTerm(options);
  const numbers =
    typeof U === 'number' ? [U] : typeof U === 'string' ? [] : Array.from((U ?? []) as ArrayLike<unknown>);
  const bad = numbers.find((u) => !(typeof u === 'number' && u >= 0 && u <= 1));
  if (bad !== undefined || U === null || U === undefined || (typeof U !== 'string' && numbers.length === 0))
    throw new UserError(
      `shortTermPlasticity: U is a number from 0 to 1, a list of such numbers (one per synapse or source cell) or a text such as 'uniform(0.2, 0.6)', not ${shown(bad ?? U)}.`,
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
  tau_rec: anything,
  tau_facil: optional(anything),
});
