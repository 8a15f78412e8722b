import type { Program } from '../../src/program/program.ts';

/** The program with every delay longer by so many steps. */
export function delayed(program: Program, steps: number): Program {
  const { fanout, procedural } = program;
  const later = steps * fanout.width;
  return {
    ...program,
    fanout: { ...fanout, slots: fanout.slots + steps, targets: fanout.targets.map((target) => target + later) },
    ...(procedural
      ? { procedural: procedural.map((p) => ({ ...p, bases: p.bases.map((base) => base + later) })) }
      : {}),
  };
}
