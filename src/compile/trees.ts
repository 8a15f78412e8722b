/**
 * What compiles cells with dendrites: loaded by the first network that has some, since most have none and a page opens the sooner without.
 */
import { branchingOf } from '../dendrites/branching.ts';
import { InternalError } from '../errors.ts';
import type { Network } from '../network/network.ts';

type Trees = typeof import('./tree.ts');

let trees: Trees | undefined;

/** To be awaited before a network is assembled. Does nothing where no cell has dendrites. */
export async function loadTrees(network: Network): Promise<void> {
  if (network.populations.some(({ blueprint }) => branchingOf(blueprint.shape))) trees ??= await import('./tree.ts');
}

export function loadedTrees(): Trees {
  if (!trees) throw new InternalError('A network of cells with dendrites is assembled before loadTrees was awaited.');
  return trees;
}
