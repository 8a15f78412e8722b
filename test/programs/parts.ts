/** Parts of programs and of resolved networks, and programs with other parts. */
import type { Made } from '../../src/program/made.ts';
import type { Pathway } from '../../src/program/pathway.ts';
import type { Program } from '../../src/program/program.ts';
import type { Ring, Stored, SynapseGroup } from '../../src/program/synapses.ts';

interface Synaptic {
  readonly ring: Ring;
  readonly synapses: readonly { readonly kind: SynapseGroup['kind'] }[];
}

const ofKind = ({ synapses }: Synaptic, kind: SynapseGroup['kind']) => synapses.filter((group) => group.kind === kind);

/** The stored synapses with the ring that they reach. */
export function fanoutOf(of: Synaptic): Ring & Stored {
  const [stored] = ofKind(of, 'stored');
  if (!stored) throw new Error('internal: nothing is stored.');
  return { ...of.ring, ...(stored as Stored) };
}

export const madeOf = (of: Synaptic): readonly Made[] => ofKind(of, 'made') as readonly Made[];

export const pathwaysOf = (of: Synaptic): readonly Pathway[] => ofKind(of, 'pathway') as readonly Pathway[];

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
