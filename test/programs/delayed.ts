import type { Program } from '../../src/program/program.ts';

/** The program with every delay of stored and made synapses longer by so many steps. */
export function delayed(program: Program, steps: number): Program {
  const later = steps * program.ring.width;
  return {
    ...program,
    ring: { ...program.ring, slots: program.ring.slots + steps },
    synapses: program.synapses.map((group) => {
      if (group.kind === 'stored') return { ...group, targets: group.targets.map((target) => target + later) };
      return group.kind === 'made' ? { ...group, bases: group.bases.map((base) => base + later) } : group;
    }),
  };
}
