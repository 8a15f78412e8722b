/** A network of a batch: its compiled program with its own values of the shared parameters. */
import type { Compiled } from '../compile/assemble.ts';
import type { Network } from '../network/network.ts';
import { uniformValues } from '../program/hoist.ts';
import type { PopulationProgram } from '../program/program.ts';
import type { SharedByPopulation } from './alike.ts';

export interface Member {
  /** Number of its variant. */
  readonly index: number;
  /** What was compiled: its own network, or one that differs in values of shared parameters alone. */
  readonly network: Network;
  /** Several members may share one. */
  readonly compiled: Compiled;
  readonly values: SharedByPopulation;
}

/** Its shared parameters of one of its populations, internal units. */
export function memberParameters({ values }: Member, { name, parameters }: PopulationProgram): Map<string, number> {
  const own = values.get(name);
  return new Map(parameters.map((p) => [p.name, own?.get(p.name) ?? p.value]));
}

/** The uniforms of one of its populations, f64. */
export const memberUniforms = (member: Member, population: PopulationProgram): Float64Array =>
  uniformValues(population.uniforms, memberParameters(member, population), member.compiled.program.dt);

/** A population of a joined program with the members' populations it is made of. */
export interface JoinedPart {
  readonly program: PopulationProgram;
  readonly pieces: readonly { readonly member: number; readonly population: number; readonly size: number }[];
}
