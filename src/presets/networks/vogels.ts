/** What the two integrate-and-fire networks of Vogels & Abbott share. */
import type { Network } from '../../network/network.ts';
import type { Population } from '../../network/population.ts';
import { fixedProbability } from '../../network/rules/index.ts';
import { numberIn, rebuild } from '../define.ts';

export const delay = rebuild(0, 'ms', 'axonal delay; 0 for the next step', [0, 100]);

/** The option of a projection. */
export const delayed = (delay: string): { delay: string } | Record<string, never> =>
  numberIn('ms', delay) > 0 ? { delay } : {};

/** Names the slices E and I. */
export const slices = (cells: Population, n_exc: number) => ({
  excitatory: cells.slice(0, n_exc, { name: 'E' }),
  inhibitory: cells.slice(n_exc, cells.size, { name: 'I' }),
});

/** E onto the variable g_e of all by `w_e`, I onto g_i of all by `w_i`, each pair with probability p. */
export function connect(
  network: Network,
  cells: Population,
  { n_exc, p, delay, w_e, w_i }: Readonly<Record<'n_exc' | 'p', number> & Record<'delay' | 'w_e' | 'w_i', string>>,
): void {
  const { excitatory, inhibitory } = slices(cells, n_exc);
  const common = { connect: fixedProbability(p, { autapses: true }), ...delayed(delay) };
  network.project(excitatory, cells, { ...common, name: 'E to all', onSpike: 'g_e += w_e', parameters: { w_e } });
  network.project(inhibitory, cells, { ...common, name: 'I to all', onSpike: 'g_i += w_i', parameters: { w_i } });
}

export const REVIEW = 'Vogels & Abbott 2005, J. Neurosci. 25:10786; Brette et al. 2007, J. Comput. Neurosci. 23:349';
