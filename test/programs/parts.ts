/** Parts of programs and of resolved networks, and programs with other parts. */
import type { Made } from '../../src/program/made.ts';
import type { Pathway } from '../../src/program/pathway.ts';
import type { Program } from '../../src/program/program.ts';
import { plainWeights } from '../../src/program/stored-weights.ts';
import type { Ring, Stored, SynapseGroup } from '../../src/program/synapses.ts';

interface Synaptic {
  readonly ring: Ring;
  readonly synapses: readonly { readonly kind: SynapseGroup['kind'] }[];
}

/** The stored synapses with the ring that they reach, their weights one by one. */
export function fanoutOf({
  ring,
  synapses,
}: Synaptic): Ring & Stored & { readonly weights: Int32Array | Int16Array | null } {
  const stored = synapses.find((group): group is Stored => group.kind === 'stored');
  if (!stored) throw new Error('Nothing is stored.');
  return { ...ring, ...stored, weights: plainWeights(stored.weights) };
}

export const madeOf = ({ synapses }: Synaptic): readonly Made[] =>
  synapses.filter((group): group is Made => group.kind === 'made');

export const pathwaysOf = ({ synapses }: Synaptic): readonly Pathway[] =>
  synapses.filter((group): group is Pathway => group.kind === 'pathway');

/** The program with its stored synapses changed. */
export const withStored = (program: Program, change: (stored: Stored) => Partial<Stored>): Program => ({
  ...program,
  synapses: program.synapses.map((group) => (group.kind === 'stored' ? { ...group, ...change(group) } : group)),
});

/** The program with these groups in the place of its own of their kind. */
export const withGroups = (program: Program, kind: SynapseGroup['kind'], groups: readonly SynapseGroup[]): Program => ({
  ...program,
  synapses: [...program.synapses.filter((group) => group.kind !== kind), ...groups],
});
