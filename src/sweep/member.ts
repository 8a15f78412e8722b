/** A network of a batch: its compiled program with its own values of the shared parameters. */
import type { Compiled } from '../compile/assemble.ts';
import { uniformValues } from '../program/hoist.ts';
import type { PopulationProgram } from '../program/program.ts';
import type { SharedValues } from './alike.ts';

export interface Member {
  /** Number of its variant. */
  readonly index: number;
  /** Several members may share one. */
  readonly compiled: Compiled;
  readonly values: SharedValues;
}

/** The uniforms of one of its populations, f64. */
export function memberUniforms(member: Member, population: PopulationProgram): Float64Array {
  const own = member.values.get(population.name);
  const parameters = new Map(population.parameters.map((p) => [p.name, own?.get(p.name) ?? p.value]));
  return uniformValues(population.uniforms, parameters, member.compiled.program.dt);
}

/** A population of a joined program with the members' populations it is made of. */
export interface Part {
  readonly program: PopulationProgram;
  readonly pieces: readonly { readonly member: number; readonly population: number; readonly size: number }[];
}
